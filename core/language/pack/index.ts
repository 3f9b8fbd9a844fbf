/** Language packs: a folder of sentences, lists, rules and answers in the layout of the Home Assistant intents corpus, old or new. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { asFault, Fault } from "../../contract/fault.ts";
import type { Block, ListSource, Source } from "../engine/source.ts";
import { blocksAt } from "./blocks.ts";
import { type IntentFacts, intentsAt } from "./intents.ts";
import { listsAt } from "./lists.ts";
import { at, entriesOf, isThere, isTrue, mapOf, readYaml, type Spot, textOf, textsOf } from "./yaml.ts";

export type { Combination, IntentFacts } from "./intents.ts";

type Templates = Readonly<Record<string, string>>;

/** All that a folder says of one language. */
export interface Pack {
  readonly source: Source;
  /** Templates of answers: intent, then the key that a block names. */
  readonly responses: Readonly<Record<string, Templates>>;
  /** Templates of what is said when something cannot be done, by the kind of failure. */
  readonly errors: Templates;
  readonly intents: Readonly<Record<string, IntentFacts>>;
  /** PACK_INVALID, one for each file that was left out, with file and line. */
  readonly problems: readonly Fault[];
}

/** The languages that a folder has sentences for, sorted. Faults: PACK_INVALID when it has none. */
export async function languagesOf(dir: string): Promise<readonly string[]> {
  const items = await readdir(join(dir, "sentences"), { withFileTypes: true }).catch((cause: unknown) => {
    throw new Fault("PACK_INVALID", `${dir} has no folder "sentences".`, { cause });
  });
  return items
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort();
}

/** Reads one language. A file that cannot be read is left out and told in `problems`. Faults: PACK_INVALID when there is no such language. */
export async function readPack(dir: string, language: string): Promise<Pack> {
  const languages = await languagesOf(dir);
  if (!languages.includes(language)) {
    throw new Fault("PACK_INVALID", `${dir} has no language "${language}"; it has: ${languages.join(", ")}.`);
  }
  const problems: Fault[] = [];
  const reader = readerOf(dir, problems);
  const intents = (await reader.one("intents.yaml", intentsAt)) ?? {};
  const flat = await reader.all(`sentences/${language}`, flatAt);
  const deep = await deepBlocks(reader, language, intents);
  const answers = await reader.all(nearest(dir, "responses", language), responsesAt);
  const merged = merge([
    ...(await reader.all("lists", listsOf)).map((lists) => ({ lists })),
    ...(await reader.all(nearest(dir, "lists", language), listsOf)).map((lists) => ({ lists })),
    ...(await reader.all(nearest(dir, "rules", language), rulesOf)).map((rules) => ({ rules })),
    ...flat,
  ]);
  return {
    source: { language, ...merged, blocks: [...deep, ...flat.flatMap(({ blocks }) => blocks)] },
    responses: mergeAnswers([...flat, ...answers].map(({ responses }) => responses)),
    errors: Object.assign({}, ...[...flat, ...answers].map(({ errors }) => errors)),
    intents,
    problems,
  };
}

interface Reader {
  /** What a file says; undefined where it is absent or wrong. */
  one<T>(path: string, read: (spot: Spot) => T): Promise<T | undefined>;
  /** What the files of a folder say, in the order of their names, which come without ending; none where it is absent. */
  all<T>(folder: string, read: (spot: Spot, name: string) => T): Promise<readonly T[]>;
  folders(folder: string): Promise<readonly string[]>;
}

function readerOf(dir: string, problems: Fault[]): Reader {
  const one: Reader["one"] = async (path, read) => {
    if (!existsSync(join(dir, path))) return undefined;
    try {
      return read(await readYaml(join(dir, path), path));
    } catch (thrown) {
      problems.push(asFault(thrown, "PACK_INVALID"));
      return undefined;
    }
  };
  const names = async (folder: string, folders: boolean): Promise<readonly string[]> => {
    const items = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => []);
    return items
      .filter((item) => item.isDirectory() === folders)
      .map((item) => item.name)
      .filter((name) => folders || name.endsWith(".yaml"))
      .sort();
  };
  return {
    one,
    folders: (folder) => names(folder, true),
    all: async (folder, read) => {
      const files = await names(folder, false);
      const found = await Promise.all(
        files.map((file) => one(`${folder}/${file}`, (spot) => read(spot, file.slice(0, -5)))),
      );
      return found.filter((each) => each !== undefined);
    },
  };
}

/** A language's folder, or where it has none of its own that of its wider language ("de" for "de-CH"). */
function nearest(dir: string, kind: string, language: string): string {
  for (let tag = language; tag !== ""; tag = tag.slice(0, Math.max(0, tag.lastIndexOf("-")))) {
    if (existsSync(join(dir, kind, tag))) return `${kind}/${tag}`;
  }
  return `${kind}/${language}`;
}

/** Blocks of `sentences/LANGUAGE/INTENT/COMBINATION.yaml`, in the order of intents.yaml. */
async function deepBlocks(
  reader: Reader,
  language: string,
  intents: Pack["intents"],
): Promise<readonly Block[]> {
  const root = `sentences/${language}`;
  const blocks: Block[] = [];
  for (const intent of inOrder(await reader.folders(root), Object.keys(intents))) {
    const combinations = intents[intent]?.combinations ?? {};
    const files = await reader.all(`${root}/${intent}`, (spot, name) => {
      const combination = combinations[name];
      const home = { intent, name, ...(combination ? { combination } : {}) };
      return { name, blocks: blocksAt(at(spot, "data"), home) };
    });
    const byName = new Map(files.map((file) => [file.name, file.blocks]));
    const names = inOrder([...byName.keys()], Object.keys(combinations));
    blocks.push(...names.flatMap((name) => byName.get(name) ?? []));
  }
  return blocks;
}

/** Names in a given order; those it does not know come last. */
function inOrder(names: readonly string[], order: readonly string[]): readonly string[] {
  const known = order.filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !order.includes(name))];
}

interface Parts {
  readonly lists?: Readonly<Record<string, ListSource>>;
  readonly rules?: Templates;
  readonly skipWords?: readonly string[];
  readonly ignoreWhitespace?: boolean;
}

/** A file directly in the language's folder: `_common.yaml`, and `DOMAIN_INTENT.yaml` of the older layout. */
function flatAt(spot: Spot): Required<Parts> & ReturnType<typeof responsesAt> & { blocks: readonly Block[] } {
  const settings = at(spot, "settings");
  return {
    lists: listsOf(spot),
    rules: rulesOf(spot),
    skipWords: textsOf(at(spot, "skip_words")),
    ignoreWhitespace: isThere(settings) && isTrue(at(settings, "ignore_whitespace")),
    blocks: [...entriesOf(at(spot, "intents"))].flatMap(([intent, inner]) =>
      blocksAt(at(inner, "data"), { intent }),
    ),
    ...responsesAt(spot),
  };
}

const listsOf = (spot: Spot): Readonly<Record<string, ListSource>> => listsAt(at(spot, "lists"));
const rulesOf = (spot: Spot): Templates => mapOf(at(spot, "expansion_rules"), textOf);

function responsesAt(spot: Spot): { responses: Pack["responses"]; errors: Templates } {
  const responses = at(spot, "responses");
  const byIntent = mapOf(at(responses, "intents"), (intent) => mapOf(intent, textOf));
  return { responses: byIntent, errors: mapOf(at(responses, "errors"), textOf) };
}

const merge = (parts: readonly Parts[]): Omit<Source, "language" | "blocks"> => ({
  lists: Object.assign({}, ...parts.map(({ lists }) => lists)),
  rules: Object.assign({}, ...parts.map(({ rules }) => rules)),
  skipWords: parts.flatMap(({ skipWords }) => skipWords ?? []),
  ignoreWhitespace: parts.some(({ ignoreWhitespace }) => ignoreWhitespace === true),
});

function mergeAnswers(all: readonly Pack["responses"][]): Pack["responses"] {
  const merged: Record<string, Templates> = {};
  for (const [intent, answers] of all.flatMap(Object.entries)) {
    merged[intent] = { ...merged[intent], ...answers };
  }
  return merged;
}
