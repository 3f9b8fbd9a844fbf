/** The house as a skill sees it: kept up to date from the retained states, so that a question costs no message. */
import type {
  AlarmEntry,
  Bus,
  House,
  Messages,
  PersonaEntry,
  StateKind,
  Where,
} from "../../contract/index.ts";
import { nearest } from "../../language/normalise.ts";

export interface HouseWatch extends AsyncDisposable {
  /** As seen by one skill in one room, by a persona that may not be allowed everything. */
  view(of: {
    readonly skill: string;
    readonly site: string;
    readonly language: string;
    readonly persona: string;
  }): House;
  /** Instance that serves a skill by what was said last. */
  instanceOf(skill: string): string | undefined;
}

type Seen<K extends StateKind> = ReadonlyMap<string, Messages[K]> & AsyncDisposable;

async function watch<K extends StateKind>(
  bus: Bus,
  kind: K,
  keyOf: (where: Where<K>) => string,
): Promise<Seen<K>> {
  const seen = new Map<string, Messages[K]>();
  const ear = await bus.on(
    kind,
    {},
    ({ where, body }) => void seen.set(keyOf(where), body),
    (where) => void seen.delete(keyOf(where)),
  );
  return Object.assign(seen, { [Symbol.asyncDispose]: () => ear[Symbol.asyncDispose]() });
}

export async function watchHouse(bus: Bus): Promise<HouseWatch> {
  const skills = await watch(bus, "skill/state", ({ skill }) => skill);
  const alarms = await watch(bus, "alarm/changed", ({ alarm }) => alarm);
  const lists = await watch(bus, "devices/listed", ({ source }) => source);
  const devices = await watch(bus, "device/changed", ({ device }) => device);
  const sites = await watch(bus, "site/state", ({ site }) => site);
  const personas = await watch(bus, "persona/state", ({ persona }) => persona);
  const turns = await watch(bus, "turn/recent", ({ site }) => site);
  const providers = await watch(bus, "provider/state", ({ instance }) => instance);
  const all = [skills, alarms, lists, devices, sites, personas, turns, providers];

  return {
    instanceOf: (skill) => skills.get(skill)?.instance,
    view: ({ skill, site, language, persona }) => ({
      skills: () => skillsFor([...skills.values()], personas.get(persona), language),
      alarms: () => alarmsOf(alarms, skill),
      devices: () => [...lists.values()].flatMap((list) => list.devices),
      areas: () => [...lists.values()].flatMap((list) => list.areas),
      floors: () => [...lists.values()].flatMap((list) => list.floors),
      deviceState: (id) => devices.get(id),
      site: () => sites.get(site),
      turns: () => turns.get(site)?.turns ?? [],
      personas: () => personasOf([...personas.values()], [...providers.values()]),
      sites: () => [...sites].flatMap(([id, state]) => (state.passing === true ? [] : [{ ...state, id }])),
    }),
    async [Symbol.asyncDispose]() {
      for (const seen of all) await seen[Symbol.asyncDispose]();
    },
  };
}

function skillsFor(
  states: readonly Messages["skill/state"][],
  persona: Messages["persona/state"] | undefined,
  language: string,
): ReturnType<House["skills"]> {
  const { allow = [], deny = [] } = persona?.skills ?? {};
  // An entry is a skill or `skill/intent`; one intent that is allowed makes its skill worth naming.
  const allowed = new Set(allow.map((entry) => entry.split("/")[0]));
  return states
    .filter(({ name }) => (allowed.size === 0 || allowed.has(name)) && !deny.includes(name))
    .map(({ name, about, languages }) => ({
      name,
      about,
      examples: languages[nearest(language, Object.keys(languages)) ?? "en"]?.examples ?? [],
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function personasOf(
  personas: readonly Messages["persona/state"][],
  providers: readonly Messages["provider/state"][],
): readonly PersonaEntry[] {
  const thinkers = new Set(
    providers.flatMap(({ capability, plugin }) => (capability === "think" ? [plugin] : [])),
  );
  return personas
    .map(({ name, called, about, languages, think }) => {
      const isReady = think.some(({ plugin }) => thinkers.has(plugin));
      const thinks = think.length === 0 ? "none" : isReady ? "ready" : "missing";
      return { name, called, about, languages, thinks } as const;
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}

function alarmsOf(
  alarms: ReadonlyMap<string, Messages["alarm/changed"]>,
  skill: string,
): readonly AlarmEntry[] {
  return [...alarms]
    .filter(([, alarm]) => alarm.skill === skill)
    .map(([id, { skill: _, bootId: __, ...alarm }]) => ({ id, ...alarm }))
    .sort((one, other) => one.at - other.at);
}
