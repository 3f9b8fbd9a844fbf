/** What the house understands: the sentences of its skills and the names of its things, asked for one sentence at a time. */
import type { Messages } from "../../bus-schema/index.ts";
import type { Fault } from "../contract/fault.ts";
import type { SlotKind } from "../contract/skill.ts";
import { ask, type Heard, mayGrow, type Question, type SkillAsked } from "./ask.ts";
import { compile, type Graph, type SlotSpec, type Source } from "./compile.ts";
import { headsOf } from "./compounds.ts";
import { clashes } from "./conflicts.ts";
import type { Match, MatchFilter, Places } from "./match.ts";
import { namesFrom } from "./names.ts";
import { nearest, primary, readSentence } from "./normalise.ts";
import type { Pack } from "./pack/index.ts";
import { merged, openPacks, type PackFacts } from "./packs.ts";
import type { PlaceNames } from "./readings.ts";
import { skillProgram } from "./skill-source.ts";
import { slotsOf } from "./slots.ts";
import { wordsFor } from "./words/index.ts";
import type { LanguageWords } from "./words/types.ts";

export type { Match } from "./match.ts";

/** Whether a text is a sentence by now, and whether further words could make it one, or another. */
export interface Verdict {
  readonly complete: boolean;
  readonly grows: boolean;
}

/** One sentence that two skills claim; slots stand in braces. */
export interface Conflict {
  readonly sentence: string;
  readonly language: string;
  readonly intent: string;
  readonly other: { readonly skill: string; readonly intent: string };
}

export interface Language {
  /**
   * Adds or replaces a skill; nothing else is compiled again. Returns the sentences it shares with other skills.
   * Throws SENTENCE_INVALID and keeps what was there before.
   */
  setSkill(state: Messages["skill/state"]): Conflict[];
  removeSkill(name: string): void;
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

interface Entry {
  readonly name: string;
  readonly fingerprint: string;
  /** Its intents that only say that nothing fits. */
  readonly fallbacks: ReadonlySet<string>;
  readonly graphs: ReadonlyMap<string, Compiled>;
}

interface Compiled extends SkillAsked {
  readonly graph: Graph;
}

export function createLanguage(): Language {
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
  const questionOf = (language: string, filter: MatchFilter): Question => {
    const words = wordsFor(language);
    return {
      words,
      places: namesIn(language),
      leading: leadingOf(words, filter),
      allowed: (skill, intent) => isAllowed(skill, intent, filter),
      skills: [...skills.values()].flatMap(({ graphs }) => {
        const compiled = graphs.get(nearest(language, graphs.keys()) ?? "");
        return compiled ? [compiled] : [];
      }),
    };
  };
  const isFallback = ({ skill, intent }: Match): boolean => skills.get(skill)?.fallbacks.has(intent) === true;
  const packAsked = (filter: MatchFilter) => ({
    filter,
    allowed: (skill: string, intent: string): boolean => isAllowed(skill, intent, filter),
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
      return [...skills.values()].flatMap((other) => (other === entry ? [] : conflictsOf(entry, other)));
    },
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
      const spoken = [...skills.values()].flatMap(({ graphs }) => [...graphs.keys()]);
      return [...new Set([...spoken, ...packs.list().map(({ language }) => language)])].sort();
    },
  };
}

function entryOf(state: Messages["skill/state"], before: Entry | undefined): Entry {
  const fingerprint = JSON.stringify([state.languages, state.intents]);
  if (before?.fingerprint === fingerprint) return before;
  const graphs = new Map<string, Compiled>();
  for (const [language, said] of Object.entries(state.languages)) {
    const source: Source = {
      hear: said.hear,
      rules: said.rules,
      lists: said.lists as Source["lists"],
      intents: slotsOf(state),
    };
    const words = wordsFor(language);
    const graph = compile(source, words);
    const asked = skillProgram(source, language, words, slotsIn(graph));
    graphs.set(language, { ...asked, graph, skill: state.name, heads: headsOf(graph) });
  }
  const fallbacks = new Set(Object.keys(state.intents).filter((name) => state.intents[name]?.fallback));
  return { name: state.name, fingerprint, fallbacks, graphs };
}

function slotsIn({ start }: Graph): ReadonlySet<SlotSpec> {
  const nodes = new Set([start]);
  for (const node of nodes) {
    for (const next of [...[...node.words.values()].flat(), ...node.slots]) nodes.add(next);
  }
  return new Set([...nodes].flatMap(({ slot: spec }) => (spec === undefined ? [] : [spec])));
}

function conflictsOf(entry: Entry, other: Entry): Conflict[] {
  const found: Conflict[] = [];
  for (const [language, { graph }] of entry.graphs) {
    for (const [otherLanguage, { graph: otherGraph }] of other.graphs) {
      if (primary(language) !== primary(otherLanguage)) continue;
      for (const { sentence, mine, theirs } of clashes(graph, otherGraph)) {
        found.push({
          sentence,
          language,
          intent: mine.intent,
          other: { skill: other.name, intent: theirs.intent },
        });
      }
    }
  }
  return found;
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
