/** What the house understands: the sentences of its skills and the names of its things, asked for one sentence at a time. */
import type { Messages } from "../../bus-schema/index.ts";
import type { Fault } from "../contract/fault.ts";
import type { SlotKind } from "../contract/slots.ts";
import { ask, type Heard, mayGrow, type Question } from "./ask.ts";
import { type Conflict, conflictsIn, type Entry, entryOf } from "./entry.ts";
import type { Match, MatchFilter, Places } from "./match.ts";
import { namesFrom } from "./names.ts";
import { nearest, primary, readSentence } from "./normalise.ts";
import type { Pack } from "./pack/index.ts";
import { merged, openPacks, type PackFacts } from "./packs.ts";
import type { PlaceNames } from "./readings.ts";
import { sampleOf } from "./sample.ts";
import { wordsFor } from "./words/index.ts";
import type { LanguageWords } from "./words/types.ts";

export type { Conflict } from "./entry.ts";
export type { Match } from "./match.ts";

/** Whether a text is a sentence by now, and whether further words could make it one, or another. */
export interface Verdict {
  readonly complete: boolean;
  readonly grows: boolean;
}

export interface Language {
  /**
   * Adds or replaces a skill; nothing else is compiled again. Throws SENTENCE_INVALID and keeps what was there before.
   * It is compiled for a language when that is first spoken, or prepared.
   */
  setSkill(state: Messages["skill/state"]): void;
  removeSkill(name: string): void;
  /** Compiles all skills for a language, one a step. */
  prepare(language: string): Generator<undefined, void>;
  /** Asks all skills for one sentence of each, one a step: what the first sentence costs more than others is spent then. */
  rehearse(language: string): Generator<undefined, void>;
  /** Sentences that two skills claim: all, or those in which one of these skills has a part; one pair of skills a step. */
  conflicts(skills?: ReadonlySet<string>): Generator<readonly Conflict[], void>;
  /** Adds or replaces the language pack of its language, as `Packs.set`. What no skill serves of it is not matched. */
  setPack(pack: Pack, signal?: AbortSignal): Promise<readonly Fault[]>;
  /** False when there is none. */
  removePack(language: string): boolean;
  packs(): PackFacts[];
  /** What the language's pack says of a failure that needs no facts, such as `no_intent`. */
  packWords(language: string, problem: string): string | undefined;
  /** The things of the house, all at once; devices that are not exposed are left out. */
  setPlaces(places: Places): void;
  /** The best match, or none. "en-GB" is answered by "en" where there is no other. Never throws. */
  match(text: string, language: string, filter?: MatchFilter): Match | undefined;
  /** All that a text can mean, the best first; `match` gives the first. */
  matches(text: string, language: string, filter?: MatchFilter): Match[];
  /** Of a sentence that is still being spoken. */
  verdict(text: string, language: string, filter?: MatchFilter): Verdict;
  /** BCP-47 tags that some skill or pack understands, sorted. */
  languages(): string[];
}

/** `strained` is called when a sentence was too much work to be read: by a skill, or by a language pack and no skill. */
export function createLanguage(
  strained: (skill: string | undefined, template: string) => void = () => {},
): Language {
  const skills = new Map<string, Entry>();
  const names = new Map<string, PlaceNames>();
  const packs = openPacks();
  let places: Places = { devices: [], areas: [] };
  const namesIn = (language: string): PlaceNames => {
    const tag = primary(language);
    const made = names.get(tag) ?? placeNames(places, tag);
    names.set(tag, made);
    return made;
  };
  const tonguesIn = (language: string) =>
    [...skills.values()].flatMap(({ tongues }) => {
      const tongue = tongues.get(nearest(language, tongues.keys()) ?? "");
      return tongue ? [tongue] : [];
    });
  const questionOf = (language: string, filter: MatchFilter): Question => {
    const words = wordsFor(language);
    return {
      words,
      places: namesIn(language),
      leading: leadingOf(words, filter),
      allowed: (skill, intent) => isAllowed(skill, intent, filter),
      strained,
      skills: tonguesIn(language).map((tongue) => tongue.asked()),
    };
  };
  const isFallback = ({ skill, intent }: Match): boolean => skills.get(skill)?.fallbacks.has(intent) === true;
  const packAsked = (filter: MatchFilter) => ({
    filter,
    allowed: (skill: string, intent: string): boolean => isAllowed(skill, intent, filter),
    strained: (template: string): void => strained(undefined, template),
  });
  const matches = (text: string, language: string, filter: MatchFilter): Match[] =>
    merged(
      ask(text, questionOf(language, filter)).map((heard) => matchOf(heard, places, filter.area)),
      packs.matches(text, language, packAsked(filter)),
      isFallback,
    );
  return {
    setSkill(state) {
      const entry = entryOf(state, skills.get(state.name));
      skills.set(entry.name, entry);
      packs.serve(entry.name, state);
      const sorted = [...skills].sort(([a], [b]) => (a < b ? -1 : 1));
      skills.clear();
      for (const [name, one] of sorted) skills.set(name, one);
    },
    *prepare(language) {
      for (const tongue of tonguesIn(language)) {
        tongue.asked();
        yield undefined;
      }
    },
    *rehearse(language) {
      const question = { ...questionOf(language, {}), strained: () => {} };
      for (const { said, rule } of question.skills) {
        const text = sampleOf(said[0]?.template ?? "", rule);
        mayGrow(text, question, ask(text, question).length > 0);
        yield undefined;
      }
    },
    conflicts: (named) => conflictsIn([...skills.values()], (name) => named?.has(name) ?? true),
    removeSkill(name) {
      skills.delete(name);
      packs.serve(name, undefined);
    },
    setPack: packs.set,
    removePack: packs.remove,
    packs: packs.list,
    packWords: packs.words,
    setPlaces(next) {
      places = next;
      const used = [...names.keys()];
      names.clear();
      for (const language of used) namesIn(language);
      packs.setPlaces(places);
    },
    match: (text, language, filter = {}) => matches(text, language, filter)[0],
    matches: (text, language, filter = {}) => matches(text, language, filter),
    verdict(text, language, filter = {}) {
      const question = questionOf(language, filter);
      const pack = packs.verdict(text, language, packAsked(filter));
      const complete = pack.complete || ask(text, question).length > 0;
      return { complete, grows: pack.grows || mayGrow(text, question, complete) };
    },
    languages() {
      const spoken = [...skills.values()].flatMap(({ tongues }) => [...tongues.keys()]);
      return [...new Set([...spoken, ...packs.list().map(({ language }) => language)])].sort();
    },
  };
}

function placeNames({ devices, areas }: Places, language: string): PlaceNames {
  const words = wordsFor(language);
  const entries = (things: readonly { id: string; name: string; aliases?: readonly string[] }[]) =>
    things.flatMap(({ id, name, aliases }) =>
      [name, ...(aliases ?? [])].map((text) => ({ text, value: id })),
    );
  return {
    devices: namesFrom(entries(devices.filter(({ exposed }) => exposed)), words),
    areas: namesFrom(entries(areas), words),
  };
}

function leadingOf(words: LanguageWords, { skip = [] }: MatchFilter): readonly (readonly string[])[] {
  const skipped = skip.map((phrase) => readSentence(phrase, words).tokens.map(({ word }) => word));
  return [...words.leading, ...skipped.filter((phrase) => phrase.length > 0)];
}

function isAllowed(skill: string, intent: string, { allow, deny }: MatchFilter): boolean {
  const named = (list: readonly string[]) => list.includes(skill) || list.includes(`${skill}/${intent}`);
  if (deny !== undefined && named(deny)) return false;
  return allow === undefined || allow.length === 0 || named(allow);
}

function matchOf({ skill, found, sentence, spoken }: Heard, places: Places, area: string | undefined): Match {
  const slots: Record<string, unknown> = {};
  const said: Record<string, { raw: string; from: number; to: number }> = {};
  const kindOf = (slot: string): SlotKind | undefined => skill.intents[found.intent]?.slots[slot]?.kind;
  const inArea = Object.entries(found.slots).find(([slot]) => kindOf(slot) === "area");
  const room = inArea === undefined ? area : (inArea[1].value as unknown as readonly string[])[0];
  for (const [slot, { from, to, value }] of Object.entries(found.slots)) {
    const first = spoken.tokens[spoken.tokenAt(from) ?? 0];
    const last = spoken.tokens[spoken.tokenEndingAt(to) ?? spoken.tokens.length - 1];
    const place = { from: first?.from ?? 0, to: last?.to ?? 0 };
    const raw = sentence.text.slice(place.from, place.to);
    said[slot] = { raw, ...place };
    slots[slot] = slotValue(kindOf(slot), value, raw, places, room);
  }
  const { counts } = found;
  return {
    skill: skill.skill,
    intent: found.intent,
    slots,
    score: 1 - counts.free / spoken.prepared.text.length,
    template: skill.said[found.block]?.template ?? "",
    counts,
    said,
  };
}

function slotValue(
  kind: SlotKind | undefined,
  value: unknown,
  raw: string,
  places: Places,
  room: string | undefined,
): unknown {
  if (kind === "text" || kind === undefined) return raw;
  if (kind !== "device" && kind !== "area") return value;
  const ids = value as readonly string[];
  const there = ids.find((id) => places.devices.some((device) => device.id === id && device.area === room));
  return (kind === "device" ? there : undefined) ?? ids[0];
}
