/** One skill in the sentence engine: checked when it comes, compiled language by language when somebody speaks it. */
import type { Messages } from "../../bus-schema/index.ts";
import type { SkillAsked } from "./ask.ts";
import { compile, type Graph, type SlotSpec, type Source } from "./compile.ts";
import { headsOf } from "./compounds.ts";
import { clashes } from "./conflicts.ts";
import { primary } from "./normalise.ts";
import { skillProgram } from "./skill-source.ts";
import { slotsOf } from "./slots.ts";
import { printOf, printOfWords, sound } from "./sound.ts";
import { wordsFor } from "./words/index.ts";

export interface Entry {
  readonly name: string;
  readonly fingerprint: string;
  /** Its intents that only say that nothing fits. */
  readonly fallbacks: ReadonlySet<string>;
  readonly tongues: ReadonlyMap<string, Tongue>;
}

/** A skill in one language. */
interface Tongue {
  /** Of what can be said. */
  readonly print: string;
  /** Its templates as an automaton over words. */
  graph(): Graph;
  /** Compiled at the first call. */
  asked(): SkillAsked;
}

/** One sentence that two skills claim; slots stand in braces. */
export interface Conflict {
  readonly sentence: string;
  readonly language: string;
  readonly skill: string;
  readonly intent: string;
  readonly other: { readonly skill: string; readonly intent: string };
}

/** Throws SENTENCE_INVALID. `before`: kept where the skill says the same as then. */
export function entryOf(state: Messages["skill/state"], before: Entry | undefined): Entry {
  const fingerprint = printOf([state.languages, state.intents]);
  if (before?.fingerprint === fingerprint) return before;
  const intents = slotsOf(state);
  const tongues = Object.entries(state.languages).map(([language, { hear, rules, lists }]) => {
    const source: Source = { hear, rules, lists: lists as Source["lists"], intents };
    const print = printOfWords(language, { hear, rules, lists }, state.intents);
    return [language, tongueOf(state.name, language, source, print)] as const;
  });
  const fallbacks = new Set(Object.keys(state.intents).filter((name) => state.intents[name]?.fallback));
  return { name: state.name, fingerprint, fallbacks, tongues: new Map(tongues) };
}

/** Throws SENTENCE_INVALID; words known to be sound are compiled when they are spoken, others at once. */
function tongueOf(skill: string, language: string, source: Source, print: string): Tongue {
  const words = wordsFor(language);
  let made: SkillAsked | undefined;
  // Needed again soon or never: it stays until memory is wanted.
  let kept: WeakRef<Graph> | undefined;
  const graphOf = (): Graph => {
    const graph = kept?.deref() ?? compile(source, words);
    kept = new WeakRef(graph);
    return graph;
  };
  if (!sound.has(print)) graphOf();
  return {
    print,
    graph: graphOf,
    asked() {
      if (made !== undefined) return made;
      const graph = graphOf();
      const heads = words.compounds ? headsOf(graph) : new Set<string>();
      made = { ...skillProgram(source, language, words, slotsIn(graph)), skill, heads };
      return made;
    },
  };
}

function slotsIn({ start }: Graph): ReadonlySet<SlotSpec> {
  const found = new Set<SlotSpec>();
  const nodes = new Set([start]);
  for (const node of nodes) {
    if (node.slot !== undefined) found.add(node.slot);
    for (const next of node.slots) nodes.add(next);
    for (const list of node.words.values()) for (const next of list) nodes.add(next);
  }
  return found;
}

/**
 * What the skills named share with any other, pair by pair; of two that are named, the later one in `entries` is told.
 * Yields after each pair, so that it can be done in slices.
 */
export function* conflictsIn(
  entries: readonly Entry[],
  named: (name: string) => boolean,
): Generator<readonly Conflict[], void> {
  const graphs = new Map<Tongue, Graph>();
  const graphOf = (tongue: Tongue): Graph => {
    const made = graphs.get(tongue) ?? tongue.graph();
    graphs.set(tongue, made);
    return made;
  };
  for (const [index, later] of entries.entries()) {
    for (const earlier of entries.slice(0, index)) {
      if (named(later.name)) yield between(later, earlier, graphOf);
      else if (named(earlier.name)) yield between(earlier, later, graphOf);
    }
  }
}

function between(entry: Entry, other: Entry, graphOf: (tongue: Tongue) => Graph): Conflict[] {
  const found: Conflict[] = [];
  for (const [language, tongue] of entry.tongues) {
    for (const [otherLanguage, otherTongue] of other.tongues) {
      if (primary(language) !== primary(otherLanguage)) continue;
      const pair = printOf(["pair", tongue.print, otherTongue.print]);
      if (sound.has(pair)) continue;
      const both = clashes(graphOf(tongue), graphOf(otherTongue));
      if (both.length === 0) sound.add(pair);
      for (const { sentence, mine, theirs } of both) {
        const theirIntent = { skill: other.name, intent: theirs.intent };
        found.push({ sentence, language, skill: entry.name, intent: mine.intent, other: theirIntent });
      }
    }
  }
  return found;
}
