/** One YAML file as a tree whose every place knows its file and line, so that what is wrong in it can be named. */
import { readFile } from "node:fs/promises";
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type ScalarTag,
  type Tags,
} from "yaml";
import { Fault } from "../../contract/fault.ts";
import type { Json } from "../engine/source.ts";

/** A place in a file. */
export interface Spot {
  /** File and line. */
  readonly where: string;
  /** Undefined where there is nothing. */
  readonly node: Node | undefined;
  readonly tree: Tree;
}

interface Tree {
  readonly file: string;
  readonly lineOf: (offset: number) => number;
  readonly resolve: (node: unknown) => Node | undefined;
  readonly plain: (node: Node) => unknown;
}

// YAML 1.1 as its other readers know it: a bare "on" or "yes" is true, a bare "y" is a word.
const yes = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const no = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const truth = (test: RegExp, value: boolean): ScalarTag => ({
  tag: "tag:yaml.org,2002:bool",
  default: true,
  test,
  identify: (given) => given === value,
  resolve: () => value,
});

const customTags = (tags: Tags): Tags => [
  truth(yes, true),
  truth(no, false),
  ...tags.filter((tag) => typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:bool"),
];

/** Bytes of a file. */
const largest = 4_000_000;

/** Reads a file; `shown` is how messages call it. Faults: PACK_INVALID. */
export async function readYaml(path: string, shown: string): Promise<Spot> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Fault("PACK_INVALID", `${shown}: it cannot be read.`, { cause });
  });
  if (text.length > largest) throw new Fault("PACK_INVALID", `${shown}: it has more than ${largest} bytes.`);
  return parseYaml(text, shown);
}

/** Parses a file's text. Faults: PACK_INVALID. */
export function parseYaml(text: string, file: string): Spot {
  const lines = new LineCounter();
  const document = parseDocument<ParsedNode>(text, {
    version: "1.1",
    customTags,
    lineCounter: lines,
    prettyErrors: false,
    // PyYAML, which the corpus is written for, lets the last one win.
    uniqueKeys: false,
  });
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw new Fault("PACK_INVALID", `${file}:${lineOf(problem.pos[0])}: ${problem.message}`);
  }
  const tree: Tree = {
    file,
    lineOf,
    resolve: (node) => (isAlias(node) ? node.resolve(document) : (node as Node | undefined)) ?? undefined,
    plain: (node) => node.toJS(document),
  };
  return spotAt(tree, document.contents, `${file}:1`);
}

function spotAt(tree: Tree, node: unknown, fallback: string): Spot {
  const found = tree.resolve(node);
  const start = (node as Node | null)?.range?.[0];
  const where = start === undefined ? fallback : `${tree.file}:${tree.lineOf(start)}`;
  return { where, tree, node: isScalar(found) && found.value === null ? undefined : found };
}

/** What is wrong at a place. */
export const wrong = ({ where }: Spot, what: string): Fault => new Fault("PACK_INVALID", `${where}: ${what}`);

/** Whether something stands there; an empty value counts as nothing. */
export const isThere = ({ node }: Spot): boolean => node !== undefined;
export const isText = ({ node }: Spot): boolean => isScalar(node);
export const isList = ({ node }: Spot): boolean => isSeq(node);
export const isGroup = ({ node }: Spot): boolean => isMap(node);

/** What stands under a key; nothing where the key is absent. Faults: PACK_INVALID where there are no keys. */
export function at(spot: Spot, key: string): Spot {
  return entriesOf(spot).get(key) ?? { where: spot.where, node: undefined, tree: spot.tree };
}

/** The keys of a place with what stands under them; none where nothing stands. Faults: PACK_INVALID. */
export function entriesOf(spot: Spot): ReadonlyMap<string, Spot> {
  const { node, tree } = spot;
  if (node === undefined) return new Map();
  if (!isMap(node)) throw wrong(spot, "keys with values are expected here.");
  return new Map(
    node.items.map(({ key, value }) => [sourceOf(key), spotAt(tree, value, placeOf(tree, key, spot))]),
  );
}

const placeOf = (tree: Tree, node: unknown, { where }: Spot): string => {
  const start = (node as Node | null)?.range?.[0];
  return start === undefined ? where : `${tree.file}:${tree.lineOf(start)}`;
};

/** The items of a list; none where nothing stands. Faults: PACK_INVALID. */
export function itemsOf(spot: Spot): readonly Spot[] {
  const { node, tree } = spot;
  if (node === undefined) return [];
  if (!isSeq(node)) throw wrong(spot, "a list is expected here.");
  return node.items.map((item) => spotAt(tree, item, spot.where));
}

/** Text as it was written, be it a number or a bare "on". Faults: PACK_INVALID. */
export function textOf(spot: Spot): string {
  if (!isScalar(spot.node)) throw wrong(spot, "text is expected here.");
  return sourceOf(spot.node);
}

/** As textOf; undefined where nothing stands. */
export const maybeText = (spot: Spot): string | undefined => (isThere(spot) ? textOf(spot) : undefined);

/** Faults: PACK_INVALID. */
export function numberOf(spot: Spot): number {
  const value = isScalar(spot.node) ? Number(spot.node.value) : Number.NaN;
  if (!Number.isFinite(value)) throw wrong(spot, "a number is expected here.");
  return value;
}

/** Whether it is true; false where nothing stands. Faults: PACK_INVALID. */
export function isTrue(spot: Spot): boolean {
  if (!isThere(spot)) return false;
  if (isScalar(spot.node) && typeof spot.node.value === "boolean") return spot.node.value;
  throw wrong(spot, "true or false is expected here.");
}

/** Any value; null where nothing stands. Faults: PACK_INVALID where it contains itself, or repeats itself without measure. */
export function dataOf(spot: Spot): Json {
  if (spot.node === undefined) return null;
  try {
    const value = spot.tree.plain(spot.node) as Json;
    JSON.stringify(value);
    return value;
  } catch {
    throw wrong(spot, "it refers to itself, or to too much.");
  }
}

/** One text, or a list of texts. Faults: PACK_INVALID. */
export const textsOf = (spot: Spot): readonly string[] =>
  isText(spot) ? [textOf(spot)] : itemsOf(spot).map(textOf);

/** Key by key. */
export const mapOf = <T>(spot: Spot, read: (spot: Spot, key: string) => T): Readonly<Record<string, T>> =>
  Object.fromEntries([...entriesOf(spot)].map(([key, inner]) => [key, read(inner, key)]));

function sourceOf(node: unknown): string {
  if (!isScalar(node)) return String(node);
  return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}
