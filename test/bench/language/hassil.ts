/** hassil beside the sentence engine: installed into a folder of its own, given the same sentences and names. */
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Block, ListSource, Source } from "../../../core/language/engine/source.ts";
import { madeUp, type Said } from "./corpus.ts";

/** The version that is measured. */
export const pin = "3.12.1";

const call = promisify(execFile);

/** The Python that has it, installed on first use; a string says why there is none. */
export async function python(cache: string, log: (text: string) => void): Promise<{ path: string } | string> {
  const folder = join(cache, `hassil-${pin}`);
  const path = join(folder, "bin/python");
  const works = (): Promise<boolean> =>
    call(path, ["-c", "import hassil"]).then(
      () => true,
      () => false,
    );
  if (existsSync(path) && (await works())) return { path };
  try {
    log(`Installing hassil ${pin} into ${folder} …`);
    await call("python3", ["-m", "venv", "--clear", folder]);
    await call(path, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `hassil==${pin}`]);
    return { path };
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return `hassil was not measured: ${said.trim().split("\n").at(-1)}`;
  }
}

export interface HassilTimes {
  /** ms to read all templates. */
  readonly compile: number;
  /** Index of the sentence, and ms. */
  readonly times: readonly (readonly [number, number])[];
}

/** Measures as many sentences as fit into the time, in random order. */
export async function hassilTimes(
  path: string,
  source: Source,
  said: readonly Said[],
  { count, seconds }: { readonly count: number; readonly seconds: number },
): Promise<HassilTimes> {
  const houses = [...new Set(said.map(({ house }) => house))];
  const made = madeUp(count).map(({ name, domain }) => [name, domain]);
  const given = {
    intents: intentsOf(source),
    made,
    seconds,
    houses: houses.map(({ entities, areas, floors }) => ({
      count,
      names: entities.filter(({ id }) => !id.startsWith("made.")).map(({ name, domain }) => [name, domain]),
      areas: areas.map(({ name }) => name),
      floors: floors.map(({ name }) => name),
    })),
    sentences: said.map(({ text, house }) => ({ text, house: houses.indexOf(house), here: house.here })),
  };
  return JSON.parse(await piped(path, JSON.stringify(given))) as HassilTimes;
}

function piped(path: string, input: string): Promise<string> {
  const child = spawn(path, [join(import.meta.dirname, "peer.py")], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  // When it ends early its exit code says so.
  child.stdin.on("error", () => {}).end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`python ended with ${code}`)),
    );
  });
}

/** The same templates in its own form. */
function intentsOf(source: Source): object {
  const byIntent = Map.groupBy(source.blocks, ({ intent }) => intent);
  const intents = [...byIntent].map(([intent, blocks]) => [intent, { data: blocks.map(blockOf) }]);
  return {
    language: source.language,
    settings: { ignore_whitespace: source.ignoreWhitespace },
    skip_words: source.skipWords,
    expansion_rules: source.rules,
    lists: listsOf(source.lists),
    intents: Object.fromEntries(intents),
  };
}

const blockOf = ({ sentences, slots, requires, excludes, keywords, rules, lists }: Block): object => ({
  sentences,
  slots: slots ?? {},
  requires_context: requires ?? {},
  excludes_context: excludes ?? {},
  ...(keywords === undefined ? {} : { required_keywords: keywords }),
  expansion_rules: rules ?? {},
  lists: listsOf(lists ?? {}),
});

const listsOf = (lists: Readonly<Record<string, ListSource>>): object =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, listOf(list)]));

function listOf(list: ListSource): object {
  if (list.kind === "wildcard") return { wildcard: true };
  if (list.kind === "text") return { values: list.values };
  const { kind: _, wordsLanguage, ...range } = list;
  return { range: { ...range, ...(wordsLanguage === undefined ? {} : { words_language: wordsLanguage }) } };
}
