/** The language packs of the house beside its skills: which of their sentences are served, what they mean, and what is answered. */
import type { Messages } from "../../bus-schema/index.ts";
import type { Fault } from "../contract/fault.ts";
import {
  type Asked,
  compileInSlices,
  type List,
  literally,
  makeList,
  match,
  type Program,
  type Verdict,
  verdict,
} from "./engine/index.ts";
import type { Found, FoundSlot, Json, ListValue } from "./engine/source.ts";
import type { Match, MatchFilter, PackAnswer, Places } from "./match.ts";
import { nearest } from "./normalise.ts";
import type { Pack } from "./pack/index.ts";
import { stateWords } from "./pack/states.ts";
import { renderResponse } from "./respond/index.ts";
import { spellings } from "./spell/index.ts";

/** What one language takes. */
export interface PackFacts {
  readonly language: string;
  readonly templates: number;
  /** Bytes, about, so far. */
  readonly bytes: number;
}

export interface Packs {
  /**
   * Adds or replaces the pack of its language; compiled in slices, so that the rest of the process goes on. Resolves with the
   * templates that are wrong and were left out, SENTENCE_INVALID each. Rejects when the signal is aborted.
   */
  set(pack: Pack, signal?: AbortSignal): Promise<readonly Fault[]>;
  /** False when there is none. */
  remove(language: string): boolean;
  /** A skill that serves intents of packs, or one that no longer does. */
  serve(skill: string, state: Messages["skill/state"] | undefined): void;
  setPlaces(places: Places): void;
  /** The best first. Never throws. */
  matches(text: string, language: string, asked: PackAsked): Match[];
  verdict(text: string, language: string, asked: PackAsked): Verdict;
  /** What the language's pack says of a failure that needs no facts, such as `no_intent`; undefined without words for it. */
  words(language: string, problem: string): string | undefined;
  list(): PackFacts[];
}

export interface PackAsked {
  readonly filter: MatchFilter;
  readonly allowed: (skill: string, intent: string) => boolean;
  readonly strained: (template: string) => void;
}

interface Entry {
  readonly program: Program;
  readonly responses: Pack["responses"];
  readonly errors: Pack["errors"];
  readonly states: PackAnswer["states"];
  lists: Readonly<Record<"name" | "area" | "floor", List>>;
}

type Slots = Messages["skill/state"]["intents"][string]["slots"];
interface Server {
  readonly skill: string;
  readonly slots: Slots;
}

/** Lists of names that are handed in with each sentence: new names do not compile a pack again. */
const houseLists = ["name", "area", "floor"] as const;

export function openPacks(): Packs {
  const packs = new Map<string, Entry>();
  /** By skill, then by intent. */
  const served = new Map<string, ReadonlyMap<string, Slots>>();
  let places: Places = { devices: [], areas: [] };
  const serversOf = (intent: string, { allowed }: PackAsked): Server[] =>
    [...served].flatMap(([skill, intents]) => {
      const slots = intents.get(intent);
      return slots !== undefined && allowed(skill, intent) ? [{ skill, slots }] : [];
    });
  const entryFor = (language: string): Entry | undefined =>
    served.size === 0 ? undefined : packs.get(nearest(language, packs.keys()) ?? "");
  const asking = ({ program, lists }: Entry, asked: PackAsked): Asked => ({
    lists,
    bestSlot: "name",
    ...(asked.filter.area === undefined ? {} : { context: { area: asked.filter.area } }),
    strained: asked.strained,
    allow: (block) => serversOf(program.source.blocks[block]?.intent ?? "", asked).length > 0,
  });

  return {
    async set(pack, signal) {
      const { source, responses, errors } = pack;
      const options = { dynamic: houseLists, spell: spellings, ...(signal ? { signal } : {}) };
      const program = await compileInSlices(source, options);
      packs.set(source.language, {
        program,
        responses,
        errors,
        states: stateWords(source),
        lists: listsOf(places, program),
      });
      return program.problems;
    },
    remove: (language) => packs.delete(language),
    serve(skill, state) {
      const intents = (state?.packs ?? []).map((name) => [name, state?.intents[name]?.slots ?? {}] as const);
      if (intents.length > 0) served.set(skill, new Map(intents));
      else served.delete(skill);
    },
    setPlaces(next) {
      places = next;
      for (const entry of packs.values()) entry.lists = listsOf(places, entry.program);
    },
    matches(text, language, asked) {
      const entry = entryFor(language);
      if (entry === undefined) return [];
      return match(entry.program, text, asking(entry, asked)).flatMap((found) => {
        const names = Object.keys(found.slots);
        const server = serversOf(found.intent, asked).find(({ slots }) =>
          names.every((name) => Object.hasOwn(slots, name)),
        );
        return server ? [matchOf(found, entry, server, { text, places, here: asked.filter.area })] : [];
      });
    },
    verdict(text, language, asked) {
      const entry = entryFor(language);
      return entry ? verdict(entry.program, text, asking(entry, asked)) : { complete: false, grows: false };
    },
    words(language, problem) {
      const template = packs.get(nearest(language, packs.keys()) ?? "")?.errors[problem];
      try {
        return template === undefined ? undefined : renderResponse(template, {}).trim() || undefined;
      } catch {
        return undefined;
      }
    },
    list: () =>
      [...packs].map(([language, { program }]) => ({
        language,
        templates: program.built.templates.flat().length,
        bytes: program.bytes(),
      })),
  };
}

/**
 * What skills and packs make of a sentence, the best first. A skill that reads every word wins: it was written for this
 * house. Else the reading with less free text wins, and of equals the skill; what a skill has only for what nobody knows
 * ("I know no lamp called …") comes after all.
 */
export function merged(
  skills: readonly Match[],
  packs: readonly Match[],
  isFallback: (match: Match) => boolean,
): Match[] {
  const rank = (one: Match): number => (isFallback(one) ? -1 : one.score);
  // Both are sorted already, and sorting is stable: only where they meet does the rank decide.
  const [best] = skills;
  if (packs.length === 0 || (best !== undefined && rank(best) >= (packs[0]?.score ?? 0))) {
    return [...skills, ...packs];
  }
  return [...packs, ...skills];
}

interface Said {
  readonly text: string;
  readonly places: Places;
  /** Id of the area the speaker is in. */
  readonly here: string | undefined;
}

function matchOf(found: Found, entry: Entry, { skill, slots: kinds }: Server, said: Said): Match {
  const { intent, template, counts, response = "default" } = found;
  const filled = Object.entries(found.slots);
  const answer = entry.responses[intent]?.[response];
  return {
    skill,
    intent,
    slots: Object.fromEntries(
      filled.map(([name, slot]) => [name, slotValue(kinds[name]?.kind, slot, placed(found, name, said))]),
    ),
    score: Math.max(0, 1 - counts.free / Math.max(1, said.text.length)),
    template,
    counts,
    said: Object.fromEntries(
      filled.flatMap(([name, { raw, from, to }]) => (raw === "" ? [] : [[name, { raw, from, to }]])),
    ),
    answer: {
      ...(answer === undefined ? {} : { template: answer }),
      slots: Object.fromEntries(filled.map(([name, slot]) => [name, spokenOf(slot, said.places)])),
      errors: entry.errors,
      states: entry.states,
    },
  };
}

/** Of things with one name the one in the room that was said, else in the speaker's. */
function placed({ slots }: Found, name: string, { places, here }: Said): Json {
  const { all = [], value = null } = slots[name] ?? {};
  const room = slots.area?.value ?? here;
  const near = all.find((id) => places.devices.some((device) => device.id === id && device.area === room));
  return near ?? value;
}

/** As checks of slots want it: numbers for numbers, words for all else, of lists with commas between. */
function slotValue(kind: unknown, { value }: FoundSlot, one: Json): unknown {
  if (kind === "number") return Number(value);
  if (Array.isArray(value)) return value.join(",");
  return String(one);
}

/** Names and numbers are answered as they were said, all else as what it stands for. */
function spokenOf({ value, raw }: FoundSlot, { devices, areas, floors = [] }: Places): string | number {
  const isWords = raw.trim() !== "";
  if (typeof value === "number") return isWords ? raw.trim() : value;
  const thing = [...devices, ...areas, ...floors].find(({ id }) => id === value);
  if (thing !== undefined) return isWords ? raw.trim() : thing.name;
  return Array.isArray(value) ? String(value[0]) : String(value);
}

function listsOf(places: Places, { source }: Program): Entry["lists"] {
  const { language, ignoreWhitespace } = source;
  const list = (values: readonly ListValue[]): List =>
    makeList({ kind: "text", values }, { language, ignoreWhitespace });
  const { devices, areas, floors = [] } = places;
  const isFloor = new Set(floors.map(({ id }) => id));
  return {
    name: list(
      devices
        .filter(({ exposed }) => exposed)
        .flatMap((device) => {
          const { kind, class: made } = device;
          const context = { domain: kind, ...(made === undefined ? {} : { device_class: made }) };
          return namesOf(device).map((value) => ({ ...value, context }));
        }),
    ),
    area: list(areas.filter(({ id }) => !isFloor.has(id)).flatMap(namesOf)),
    floor: list(floors.flatMap(namesOf)),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

const namesOf = ({ id, name, aliases = [] }: Named): ListValue[] =>
  [name, ...aliases].map((text) => ({ in: literally(text.trim()), out: id }));
