/** Compiles the templates of one skill in one language to an automaton over words: a node is a word or a slot just said. */
import { Fault } from "../contract/fault.ts";
import type { SlotKind } from "../contract/slots.ts";
import { type Chunk, chunksOf, type Spelling, spell, spellEntry } from "./chunk.ts";
import { type Names, namesFrom } from "./names.ts";
import { readSentence } from "./normalise.ts";
import { type Part, parseTemplate } from "./parse.ts";
import type { LanguageWords } from "./words/types.ts";

export interface SlotSpec {
  readonly name: string;
  readonly kind: SlotKind;
  readonly min?: number;
  readonly max?: number;
  /** Of a choice: its words, each with its value. */
  readonly choices?: Names;
}

export interface End {
  readonly intent: string;
  readonly template: string;
  /** Position among all templates of the skill. */
  readonly order: number;
}

export interface Node {
  readonly word?: string;
  readonly slot?: SlotSpec;
  /** Next nodes by the key of their word. */
  readonly words: Map<string, Node[]>;
  readonly slots: Node[];
  /** Templates that may end here. */
  readonly ends: End[];
  /** Entered from one node only, and so free to be shared by templates that begin alike. */
  readonly single: boolean;
}

export interface Graph {
  readonly start: Node;
  readonly nodes: number;
  readonly edges: number;
}

export interface SlotFacts {
  readonly kind: SlotKind;
  readonly min?: number;
  readonly max?: number;
}

/** What is compiled: one skill's templates in one language, with the slots of its intents. */
export interface Source {
  readonly hear: Readonly<Record<string, readonly string[]>>;
  readonly lists: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly rules: Readonly<Record<string, string>>;
  readonly intents: Readonly<Record<string, { readonly slots: Readonly<Record<string, SlotFacts>> }>>;
}

/** Nodes and edges of one template; so bounds what one sentence can cost. */
const templateLimits = { nodes: 400, edges: 4000 } as const;

/** What templates of one file have in common, worked out once. */
interface Common {
  readonly rule: (name: string) => readonly Part[];
  readonly specs: Map<string, SlotSpec>;
  /** Keys of its words by text. */
  readonly keys: Map<string, readonly string[]>;
}

interface Build extends Common {
  readonly source: Source;
  readonly words: LanguageWords;
  nodes: number;
  edges: number;
  /** Rules that are being written out now. */
  readonly open: string[];
}

const node = (facts: { word?: string; slot?: SlotSpec; single: boolean }): Node => ({
  ...facts,
  words: new Map(),
  slots: [],
  ends: [],
});

/** For several compilations with the same rules, lists, words, and slots of each intent. */
export const commonOf = ({ rules }: Pick<Source, "rules">): Common => ({
  rule: rulesOf(rules),
  specs: new Map(),
  keys: new Map(),
});

/** Throws SENTENCE_INVALID; its path is a JSON Pointer into the language file. */
export function compile(source: Source, words: LanguageWords, common = commonOf(source)): Graph {
  const build: Build = { ...common, source, words, nodes: 0, edges: 0, open: [] };
  const start = node({ single: true });
  const total = { nodes: 0, edges: 0 };
  let order = 0;
  for (const [intent, templates] of Object.entries(source.hear)) {
    for (const [index, template] of templates.entries()) {
      build.nodes = 0;
      build.edges = 0;
      within(`/hear/${intent}/${index}`, template, () => {
        const ends = sequence(build, intent, [start], parseTemplate(template));
        if (ends.includes(start)) throw new Fault("SENTENCE_INVALID", "it could be said without any word");
        for (const end of ends) end.ends.push({ intent, template, order });
      });
      order++;
      total.nodes += build.nodes;
      total.edges += build.edges;
    }
  }
  return { start, ...total };
}

/** Adds to a fault where in the language file it arose. */
export function within<T>(path: string, template: string, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "SENTENCE_INVALID" || thrown.path !== undefined)
      throw thrown;
    const shown = template.length > 120 ? `${template.slice(0, 120)}…` : template;
    throw new Fault("SENTENCE_INVALID", `${path}: "${shown}": ${thrown.message}`, { path, cause: thrown });
  }
}

/** Rules by name, each parsed once; an unknown one is a fault. */
export function rulesOf(rules: Readonly<Record<string, string>>): (name: string) => readonly Part[] {
  const parsed = new Map<string, readonly Part[]>();
  return (name) => {
    const known = parsed.get(name);
    if (known !== undefined) return known;
    const text = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (text === undefined) throw new Fault("SENTENCE_INVALID", `there is no rule <${name}>`);
    const parts = within(`/rules/${name}`, text, () => parseTemplate(text));
    parsed.set(name, parts);
    return parts;
  };
}

function sequence(
  build: Build,
  intent: string,
  from: readonly Node[],
  parts: readonly Part[],
): readonly Node[] {
  let set = from;
  for (const chunk of chunksOf(parts)) set = oneChunk(build, intent, set, chunk);
  return set;
}

function oneChunk(build: Build, intent: string, from: readonly Node[], chunk: Chunk): readonly Node[] {
  const [only, more] = chunk;
  if (only !== undefined && more === undefined) {
    if (only.type === "text") return say(build, from, only.text);
    if (only.type === "slot") return [step(build, from, { slot: specOf(build, intent, only.name) })];
    if (only.type === "rule") return ruled(build, intent, from, only.name);
    return union(only.options.map((option) => sequence(build, intent, from, option)));
  }
  const ways = spell(chunk, build.rule).map((spelling) => spelt(build, intent, from, spelling));
  return union(ways);
}

function ruled(build: Build, intent: string, from: readonly Node[], name: string): readonly Node[] {
  if (build.open.includes(name)) {
    throw new Fault("SENTENCE_INVALID", `the rule <${name}> contains itself`);
  }
  build.open.push(name);
  try {
    return sequence(build, intent, from, build.rule(name));
  } finally {
    build.open.pop();
  }
}

function spelt(build: Build, intent: string, from: readonly Node[], spelling: Spelling): readonly Node[] {
  let set = from;
  for (const piece of spelling) {
    set =
      typeof piece === "string"
        ? say(build, set, piece)
        : [step(build, set, { slot: specOf(build, intent, piece.slot) })];
  }
  return set;
}

function say(build: Build, from: readonly Node[], text: string): readonly Node[] {
  let set = from;
  for (const word of keysOf(build, text)) set = [step(build, set, { word })];
  return set;
}

function keysOf({ keys, words }: Build, text: string): readonly string[] {
  const known = keys.get(text);
  if (known !== undefined) return known;
  const made = readSentence(text, words).tokens.map(({ key }) => key);
  keys.set(text, made);
  return made;
}

const union = (sets: readonly (readonly Node[])[]): readonly Node[] => [...new Set(sets.flat())];

/** The node after `symbol`, reached from every node of `from`. */
function step(build: Build, from: readonly Node[], symbol: { word: string } | { slot: SlotSpec }): Node {
  const [only] = from;
  if (only !== undefined && from.length === 1) {
    const shared = nextOf(only, symbol).find(
      (next) => next.single && ("word" in symbol || next.slot === symbol.slot),
    );
    if (shared !== undefined) return shared;
  }
  build.nodes++;
  build.edges += from.length;
  if (build.nodes > templateLimits.nodes || build.edges > templateLimits.edges) {
    throw new Fault(
      "SENTENCE_INVALID",
      "it has too many words and optional parts; write it as several templates",
    );
  }
  const next = node({ ...symbol, single: from.length === 1 });
  for (const before of from) {
    if ("slot" in symbol) before.slots.push(next);
    else {
      const list = before.words.get(symbol.word);
      if (list === undefined) before.words.set(symbol.word, [next]);
      else list.push(next);
    }
  }
  return next;
}

function nextOf(from: Node, symbol: { word: string } | { slot: SlotSpec }): readonly Node[] {
  return "slot" in symbol ? from.slots : (from.words.get(symbol.word) ?? []);
}

/** One object for each slot that is the same in kind and bounds, so that nodes of it can be shared. */
function specOf(build: Build, intent: string, name: string): SlotSpec {
  const slots = build.source.intents[intent]?.slots;
  const type = slots !== undefined && Object.hasOwn(slots, name) ? slots[name] : undefined;
  if (type === undefined) {
    throw new Fault("SENTENCE_INVALID", `the intent ${intent} has no slot {${name}}`);
  }
  const key = `${name} ${type.kind} ${type.min ?? ""} ${type.max ?? ""}`;
  const known = build.specs.get(key);
  if (known !== undefined) return known;
  const { kind, min, max } = type;
  const spec: SlotSpec = {
    name,
    kind,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(kind === "choice" ? { choices: choicesOf(build, name) } : {}),
  };
  build.specs.set(key, spec);
  return spec;
}

function choicesOf(build: Build, name: string): Names {
  const list = Object.hasOwn(build.source.lists, name) ? build.source.lists[name] : undefined;
  if (list === undefined) throw new Fault("SENTENCE_INVALID", `the choice {${name}} needs a list "${name}"`);
  const entries = Object.entries(list).flatMap(([value, said]) =>
    said.flatMap((entry, index) =>
      within(`/lists/${name}/${value}/${index}`, entry, () =>
        spellEntry(parseTemplate(entry), build.rule).map((text) => ({ value, text })),
      ),
    ),
  );
  return namesFrom(entries, build.words);
}
