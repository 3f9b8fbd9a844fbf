/** Keeps the sentence engine in step with the skills, devices and areas that the bus tells of. */
import type { Bus, Messages } from "../contract/index.ts";
import { asFault, Fault, problemOf } from "../contract/index.ts";
import { inSlices } from "../flow/slices.ts";
import { type Conflict, createLanguage, type Language, type Match } from "../language/index.ts";
import { nearest } from "../language/normalise.ts";
import { strainTeller } from "./strain.ts";

export interface Lexicon extends AsyncDisposable {
  /** `place`: where it was said, as an area's id or name; decides between things of one name. */
  match(
    text: string,
    language: string,
    skills: { allow?: string[]; deny?: string[] },
    place: string,
  ): Match | undefined;
  skill(name: string): Messages["skill/state"] | undefined;
  skills(): readonly Messages["skill/state"][];
  /** What the house has, of all who tell of it. */
  things(): Things;
  /** Whether a skill or a language pack has sentences in a language; true before any has come. */
  speaks(language: string): boolean;
  /** In a language, what the first sentence would cost more than others; a step at a time. */
  rehearse(language: string): Generator<undefined, void>;
  /** Adds and takes away language packs, as the sentence engine has them. */
  readonly packs: Pick<Language, "setPack" | "removePack" | "packs" | "packWords">;
}

export interface Things {
  readonly devices: Messages["devices/listed"]["devices"];
  /** Areas and floors. */
  readonly areas: Messages["devices/listed"]["areas"];
}

/** `spoken`: the house's language, in which every skill is made ready before it is asked. */
export async function openLexicon(bus: Bus, spoken: string): Promise<Lexicon> {
  const language = createLanguage(
    strainTeller((plugin, fault, count) => report(bus, plugin ?? "hub", fault, count)),
  );
  const study = openStudy(bus, language, spoken);
  const skills = new Map<string, Messages["skill/state"]>();
  const lists = new Map<string, Messages["devices/listed"]>();
  const sites = new Map<string, string>();
  const places = (): void => language.setPlaces(placesOf([...lists.values()], sites));

  const ears = [
    await bus.on(
      "skill/state",
      {},
      async ({ where, body }) => {
        skills.set(where.skill, body);
        try {
          language.setSkill(body);
          study.changed(where.skill);
        } catch (error) {
          await report(bus, where.skill, asFault(error, "SENTENCE_INVALID"));
        }
      },
      ({ skill }) => {
        skills.delete(skill);
        language.removeSkill(skill);
      },
    ),
    await bus.on(
      "devices/listed",
      {},
      ({ where, body }) => {
        lists.set(where.source, body);
        places();
      },
      ({ source }) => {
        lists.delete(source);
        places();
      },
    ),
    await bus.on(
      "site/state",
      {},
      ({ where, body: { name, passing } }) => {
        if (passing === true || sites.get(where.site) === name) return;
        sites.set(where.site, name);
        places();
      },
      ({ site }) => {
        if (sites.delete(site)) places();
      },
    ),
  ];

  return {
    match(text, tongue, filter, place) {
      const areas = [...lists.values()].flatMap((one) => one.areas);
      const isHere = (name: string): boolean => plain(name) === plain(place);
      const area = areas.find(({ id, name, aliases = [] }) => [id, name, ...aliases].some(isHere))?.id;
      return language.match(text, tongue, area === undefined ? filter : { ...filter, area });
    },
    skill: (name) => skills.get(name),
    skills: () => [...skills.values()],
    things: () => ({
      devices: [...lists.values()].flatMap((one) => one.devices),
      areas: [...lists.values()].flatMap((one) => [...one.areas, ...one.floors]),
    }),
    speaks(tongue) {
      const spoken = language.languages();
      return spoken.length === 0 || nearest(tongue, spoken) !== undefined;
    },
    *rehearse(tongue) {
      yield* language.prepare(tongue);
      yield* language.rehearse(tongue);
    },
    packs: language,
    async [Symbol.asyncDispose]() {
      study[Symbol.dispose]();
      for (const ear of ears) await ear[Symbol.asyncDispose]();
    },
  };
}

/** What can be said where an area is meant: areas, floors, and rooms with a satellite that are no area by their name. */
export function placesOf(
  lists: readonly Pick<Messages["devices/listed"], "areas" | "floors" | "devices">[],
  sites: ReadonlyMap<string, string>,
): Parameters<Language["setPlaces"]>[0] {
  const areas = lists.flatMap((one) => [...one.areas, ...one.floors]);
  const known = new Set(areas.flatMap(({ id, name, aliases = [] }) => [id, name, ...aliases].map(plain)));
  const rooms = [...sites].filter(([id, name]) => !known.has(plain(name)) && !known.has(plain(id)));
  return {
    devices: lists.flatMap((one) => one.devices),
    areas: [...areas, ...rooms.map(([id, name]) => ({ id, name }))],
    floors: lists.flatMap((one) => one.floors),
  };
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ");

/** ms after the last change of a skill until all is made ready, and until what two skills claim is looked for. */
const readyAfterMs = 50;
const conflictsAfterMs = 3000;

interface Study extends Disposable {
  changed(skill: string): void;
}

/** What skills cost once they have come is done in slices, while the house goes on. */
function openStudy(bus: Bus, language: Language, spoken: string): Study {
  const ended = new AbortController();
  const { signal } = ended;
  const fresh = new Set<string>();
  let ready: NodeJS.Timeout | undefined;
  let later: NodeJS.Timeout | undefined;
  const quietly = (work: () => Promise<unknown>) => async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) await report(bus, "hub", asFault(error));
    }
  };
  const conflicts = async (): Promise<void> => {
    const named = new Set(fresh);
    fresh.clear();
    const found: Conflict[] = [];
    await inSlices(language.conflicts(named), { each: (some) => found.push(...some), signal });
    for (const one of found) await report(bus, one.skill, conflictFault(one));
  };
  return {
    changed(skill) {
      fresh.add(skill);
      clearTimeout(ready);
      clearTimeout(later);
      ready = setTimeout(
        quietly(() => inSlices(language.prepare(spoken), { signal })),
        readyAfterMs,
      );
      later = setTimeout(quietly(conflicts), conflictsAfterMs);
    },
    [Symbol.dispose]() {
      ended.abort();
      clearTimeout(ready);
      clearTimeout(later);
    },
  };
}

function conflictFault({ sentence, skill, intent, other }: Conflict): Fault {
  const message = `"${sentence}" is claimed by ${skill}.${intent} and by ${other.skill}.${other.intent}.`;
  return new Fault("SKILL_CONFLICT", message);
}

async function report(bus: Bus, plugin: string, fault: Fault, count = 1): Promise<void> {
  const { code, message, remedy } = problemOf(fault);
  await bus.publish("fault", {}, { code, message, remedy, plugin, count });
}
