/** What the house understands: the sentences of its skills and the names of its things, asked for one sentence at a time. */
import type { Messages } from "../../bus-schema/index.ts";
import { Fault } from "../contract/fault.ts";
import { type SlotKind, slot } from "../contract/skill.ts";
import { compile, type Graph, type SlotFacts, type Source } from "./compile.ts";
import { headsOf, takenApart } from "./compounds.ts";
import { clashes } from "./conflicts.ts";
import { spanOf } from "./fillers.ts";
import { better, type Found, longestSentence, type Way, walk } from "./match.ts";
import { namesFrom } from "./names.ts";
import { nearest, primary, readSentence, type Sentence } from "./normalise.ts";
import { type PlaceNames, readingsOf } from "./readings.ts";
import { wordsFor } from "./words/index.ts";
import type { LanguageWords } from "./words/types.ts";

export interface Match {
  readonly skill: string;
  readonly intent: string;
  /** By name, those that were said: as `SlotKinds` in the contract has them. */
  readonly slots: Readonly<Record<string, unknown>>;
  /** 0 to 1: share of the words, politeness left out, that are no free text. */
  readonly score: number;
  /** The template, as the skill's author wrote it. */
  readonly template: string;
}

/** One sentence that two skills claim; slots stand in braces. */
export interface Conflict {
  readonly sentence: string;
  readonly language: string;
  readonly intent: string;
  readonly other: { readonly skill: string; readonly intent: string };
}

export interface MatchFilter {
  /** Names of skills, or `skill/intent`; absent or empty: all. */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** Phrases to be left out at the beginning, such as the wake word. */
  readonly skip?: readonly string[];
  /** Id of the area the speaker is in: of devices with one name, the one there is meant. */
  readonly area?: string;
}

type Places = Pick<Messages["devices/listed"], "devices" | "areas">;

export interface Language {
  /**
   * Adds or replaces a skill; nothing else is compiled again. Returns the sentences it shares with other skills.
   * Throws SENTENCE_INVALID and keeps what was there before.
   */
  setSkill(state: Messages["skill/state"]): Conflict[];
  removeSkill(name: string): void;
  /** The things of the house, all at once; devices that are not exposed are left out. */
  setPlaces(places: Places): void;
  /** The best match, or none. "en-GB" is answered by "en" where there is no other. Never throws. */
  match(text: string, language: string, filter?: MatchFilter): Match | undefined;
  /** BCP-47 tags that some skill understands, sorted. */
  languages(): string[];
}

interface Entry {
  readonly name: string;
  readonly fingerprint: string;
  readonly graphs: ReadonlyMap<string, Compiled>;
}

interface Compiled {
  readonly graph: Graph;
  readonly heads: ReadonlySet<string>;
}

export function createLanguage(): Language {
  const skills = new Map<string, Entry>();
  const names = new Map<string, PlaceNames>();
  let places: Places = { devices: [], areas: [] };
  const namesIn = (language: string): PlaceNames => {
    const tag = primary(language);
    const made = names.get(tag) ?? placeNames(places, tag);
    names.set(tag, made);
    return made;
  };
  return {
    setSkill(state) {
      const entry = entryOf(state, skills.get(state.name));
      skills.set(entry.name, entry);
      const sorted = [...skills].sort(([a], [b]) => (a < b ? -1 : 1));
      skills.clear();
      for (const [name, one] of sorted) skills.set(name, one);
      return [...skills.values()].flatMap((other) => (other === entry ? [] : conflictsOf(entry, other)));
    },
    removeSkill: (name) => void skills.delete(name),
    setPlaces(next) {
      places = next;
      const used = [...names.keys()];
      names.clear();
      for (const language of used) namesIn(language);
    },
    match(text, language, filter = {}) {
      const words = wordsFor(language);
      const graphs = [...skills.values()].flatMap(({ name, graphs: all }) => {
        const compiled = all.get(nearest(language, all.keys()) ?? "");
        return compiled ? [{ skill: name, ...compiled }] : [];
      });
      const whole = readSentence(text, words);
      const isHead = (word: string): boolean => graphs.some(({ heads }) => heads.has(word));
      const apart = words.compounds ? takenApart(whole, isHead) : undefined;
      let best: (Found & { skill: string; sentence: Sentence }) | undefined;
      for (const sentence of apart ? [whole, apart] : [whole]) {
        if (sentence.tokens.length === 0 || sentence.tokens.length > longestSentence) continue;
        const span = spanOf(sentence.tokens, leadingOf(words, filter), words.trailing);
        const readings = readingsOf(sentence.tokens, words, namesIn(language));
        for (const { skill, graph } of graphs) {
          const allowed = (intent: string): boolean => isAllowed(skill, intent, filter);
          const found = walk(graph, sentence.tokens, span, readings, allowed);
          if (found && (!best || better(found.way, best.way) > 0)) best = { ...found, skill, sentence };
        }
      }
      return best && matchOf(best, best.sentence, places, filter.area);
    },
    languages: () => [...new Set([...skills.values()].flatMap(({ graphs }) => [...graphs.keys()]))].sort(),
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
    const graph = compile(source, wordsFor(language));
    graphs.set(language, { graph, heads: headsOf(graph) });
  }
  return { name: state.name, fingerprint, graphs };
}

/** A skill's slots as the bus has them; an unknown kind is a fault. */
function slotsOf(state: Messages["skill/state"]): Source["intents"] {
  return Object.fromEntries(
    Object.entries(state.intents).map(([intent, { slots }]) => [
      intent,
      {
        slots: Object.fromEntries(Object.entries(slots).map(([name, type]) => [name, slotType(name, type)])),
      },
    ]),
  );
}

const kinds: readonly string[] = Object.keys(slot) satisfies readonly string[];

function slotType(name: string, { kind, min, max }: Readonly<Record<string, unknown>>): SlotFacts {
  if (typeof kind !== "string" || !kinds.includes(kind)) {
    throw new Fault("SENTENCE_INVALID", `The slot {${name}} is of no known kind: ${String(kind)}.`);
  }
  return {
    kind: kind as SlotKind,
    ...(typeof min === "number" ? { min } : {}),
    ...(typeof max === "number" ? { max } : {}),
  };
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

function matchOf(
  { end, way, covered, skill }: Found & { skill: string },
  sentence: Sentence,
  places: Places,
  area: string | undefined,
): Match {
  const filled: Way[] = [];
  let first = way;
  for (let at: Way | undefined = way; at !== undefined; at = at.back) {
    if (at.node.slot !== undefined) filled.unshift(at);
    first = at;
  }
  const inArea = filled.find(({ node }) => node.slot?.kind === "area");
  const room = inArea === undefined ? area : (inArea.value as readonly string[])[0];
  const slots = Object.fromEntries(
    filled.map((one) => [one.node.slot?.name ?? "", slotValue(one, sentence, places, room)]),
  );
  const said = way.to - first.from;
  return { skill, intent: end.intent, slots, score: covered / said, template: end.template };
}

function slotValue(way: Way, { text, tokens }: Sentence, places: Places, room: string | undefined): unknown {
  const kind = way.node.slot?.kind;
  if (kind === "text") return text.slice(tokens[way.from]?.from, tokens[way.to - 1]?.to);
  if (kind !== "device" && kind !== "area") return way.value;
  const ids = way.value as readonly string[];
  const there = ids.find((id) => places.devices.some((device) => device.id === id && device.area === room));
  return (kind === "device" ? there : undefined) ?? ids[0];
}
