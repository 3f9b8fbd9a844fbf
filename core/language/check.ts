/** Checks a language file against its skill, so that an author hears of every mistake at once and before anybody speaks. */
import { asFault, Fault } from "../contract/fault.ts";
import type { Skill, SkillWords } from "../contract/skill.ts";
import { spellEntry } from "./chunk.ts";
import { commonOf, compile, type Graph, type Node, type rulesOf, type Source, within } from "./compile.ts";
import { readSentence } from "./normalise.ts";
import { parseTemplate } from "./parse.ts";
import { parsePhrase } from "./phrases.ts";
import { printOfWords, sound } from "./sound.ts";
import { wordsFor } from "./words/index.ts";

type Checked = Pick<Skill, "name" | "intents">;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === "string");

/** A JSON Pointer (RFC 6901). */
const pointer = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/**
 * All faults of one language file, SENTENCE_INVALID each, its path a JSON Pointer into the file; none when it fits.
 * `language` decides how its words are told apart, and matters for little else.
 */
export function checkWords(words: SkillWords, skill: Checked, language = "en"): Fault[] {
  const shape = shapeFaults(words);
  if (shape.length > 0) return shape;
  const faults: Fault[] = [];
  const attempt = (path: string, said: string, run: () => void): void => {
    try {
      within(path, said, run);
    } catch (thrown) {
      faults.push(asFault(thrown, "SENTENCE_INVALID"));
    }
  };
  const checking = { words, skill, language, common: commonOf({ rules: words.rules ?? {} }) };
  const print = printOfWords(language, words, skill.intents);
  if (!sound.has(print)) {
    checkParts(checking, attempt);
    if (faults.length > 0) return faults;
    checkTemplates(checking, attempt);
    if (faults.length === 0) sound.add(print);
  }
  for (const [name, forms] of Object.entries(words.say)) {
    for (const [index, form] of forms.entries()) {
      attempt(pointer("say", name, index), form, () => void parsePhrase(form));
    }
  }
  return faults;
}

interface Checking {
  readonly words: SkillWords;
  readonly skill: Checked;
  readonly language: string;
  readonly common: ReturnType<typeof commonOf>;
}

type Attempt = (path: string, said: string, run: () => void) => void;

function checkParts({ words, language, common }: Checking, attempt: Attempt): void {
  for (const [name, rule] of Object.entries(words.rules ?? {}))
    attempt(pointer("rules", name), rule, () => void common.rule(name));
  for (const [name, list] of Object.entries(words.lists ?? {})) {
    attempt(pointer("lists", name), name, () => checkList(list, common.rule, language));
  }
}

function checkTemplates(checking: Checking, attempt: Attempt): void {
  for (const [intent, templates] of Object.entries(checking.words.hear)) {
    for (const [index, template] of templates.entries()) {
      attempt(pointer("hear", intent, index), template, () => checkTemplate(checking, intent, template));
    }
  }
}

function shapeFaults(words: unknown): Fault[] {
  const wrong = (path: string, what: string): Fault[] => [
    new Fault("SENTENCE_INVALID", `${path || "/"}: ${what}`, { path }),
  ];
  if (!isRecord(words)) return wrong("", "expected an object");
  const { hear, say, lists = {}, rules = {} } = words;
  const groups: Readonly<Record<string, unknown>> = { hear, say };
  for (const [name, group] of Object.entries(groups)) {
    if (!isRecord(group)) return wrong(pointer(name), "expected an object with a list of texts by name");
  }
  if (!isRecord(lists)) return wrong("/lists", "expected an object");
  if (!isRecord(rules)) return wrong("/rules", "expected an object");
  const texts = [
    ...Object.entries(groups),
    ...Object.entries(lists).map(([name, list]): [string, unknown] => [`lists/${name}`, list]),
  ];
  return [
    ...texts.flatMap(([name, group]) =>
      isRecord(group)
        ? Object.entries(group).flatMap(([key, list]) =>
            isTexts(list)
              ? []
              : wrong(pointer(...name.split("/"), key), "expected a list of at least one text"),
          )
        : wrong(pointer(...name.split("/")), "expected words by value"),
    ),
    ...Object.entries(rules).flatMap(([name, rule]) =>
      typeof rule === "string" ? [] : wrong(pointer("rules", name), "expected a text"),
    ),
  ];
}

function checkList(
  list: Readonly<Record<string, readonly string[]>>,
  rule: ReturnType<typeof rulesOf>,
  language: string,
): void {
  const owner = new Map<string, string>();
  for (const [value, entries] of Object.entries(list)) {
    for (const entry of entries) {
      for (const text of spellEntry(parseTemplate(entry), rule)) {
        const { tokens } = readSentence(text, wordsFor(language));
        const key = tokens.map((token) => token.key).join("");
        const other = owner.get(key) ?? value;
        if (tokens.length === 0) throw new Fault("SENTENCE_INVALID", `"${entry}" of "${value}" has no words`);
        if (other !== value)
          throw new Fault("SENTENCE_INVALID", `"${text}" stands for "${other}" and for "${value}"`);
        owner.set(key, value);
      }
    }
  }
}

function checkTemplate({ words, skill, language, common }: Checking, intent: string, template: string): void {
  if (!Object.hasOwn(skill.intents, intent)) {
    throw new Fault("SENTENCE_INVALID", `the skill ${skill.name} has no intent "${intent}"`);
  }
  const { rules = {}, lists = {} } = words;
  const source: Source = { hear: { [intent]: [template] }, rules, lists, intents: skill.intents };
  const graph = oneTemplate(source, language, common);
  for (const [name, { optional }] of Object.entries(skill.intents[intent]?.slots ?? {})) {
    if (!optional && endsWithout(graph, name)) {
      throw new Fault(
        "SENTENCE_INVALID",
        `it can be said without {${name}}, which ${intent} needs; or is to be declared with maybe()`,
      );
    }
    if (saysTwice(graph, name)) throw new Fault("SENTENCE_INVALID", `it holds {${name}} twice`);
  }
}

/** The automaton of one template; its faults without the path that a whole file would give them. */
function oneTemplate(source: Source, language: string, common: Checking["common"]): Graph {
  try {
    return compile(source, wordsFor(language), common);
  } catch (thrown) {
    const fault = asFault(thrown, "SENTENCE_INVALID");
    const cause = fault.cause instanceof Fault ? fault.cause : fault;
    throw new Fault(cause.code, cause.message, { cause });
  }
}

function eachNext(node: Node, hear: (next: Node) => void): void {
  for (const list of node.words.values()) for (const next of list) hear(next);
  for (const next of node.slots) hear(next);
}

/** Everything that can follow `from`, through nodes that `through` lets pass. */
function reach(from: Iterable<Node>, through: (node: Node) => boolean): Set<Node> {
  const seen = new Set<Node>();
  const hear = (node: Node): void => {
    if (!seen.has(node) && through(node)) seen.add(node);
  };
  for (const node of from) hear(node);
  for (const node of seen) eachNext(node, hear);
  return seen;
}

const canEnd = (nodes: Iterable<Node>): boolean => {
  for (const { ends } of nodes) if (ends.length > 0) return true;
  return false;
};

const endsWithout = (graph: Graph, slot: string): boolean =>
  canEnd(reach([graph.start], (node) => node.slot?.name !== slot));

/** Whether every way that holds the slot holds it again; "[{day}] at {time} [{day}]" is fine. */
function saysTwice(graph: Graph, slot: string): boolean {
  const isSlot = (node: Node): boolean => node.slot?.name === slot;
  const others = (node: Node): boolean => !isSlot(node);
  const first = new Set<Node>();
  for (const node of reach([graph.start], others)) {
    for (const next of node.slots) if (isSlot(next)) first.add(next);
  }
  const second = new Set<Node>();
  for (const node of first) eachNext(node, (next) => second.add(next));
  return first.size > 0 && !canEnd(first) && !canEnd(reach(second, others));
}
