/** The sentences a language is measured with: those of a corpus' tests, in their houses, filled up with made-up things. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "hearsay";
import { extract } from "tar";
import type { List } from "../../../core/language/engine/index.ts";
import type { Source } from "../../../core/language/engine/source.ts";
import { type Entity, type House, listsOf } from "../../judge/house.ts";
import { readSuites, testsIn } from "../../judge/suite.ts";

export interface Folders {
  readonly data: string;
  readonly tests: string;
}

const shared = join(import.meta.dirname, "../../../../shared/data/intents");

/** The folders that are given, else the packed corpus beside the project, unpacked. Faults: USAGE when there is neither. */
export async function foldersFor(given: Partial<Folders>, cache: string): Promise<Folders> {
  if (given.data !== undefined && given.tests !== undefined) {
    return { data: given.data, tests: testsIn(given.tests) };
  }
  const packed = ["intents-data.tar.gz", "intents-tests-dev.tar.gz"].map((file) => join(shared, file));
  if (!packed.every((file) => existsSync(file))) {
    throw new Fault("USAGE", "There is no corpus to measure with.", {
      remedy: "Name the folders of an unpacked one: npm run bench -- language --data DIR --tests DIR",
    });
  }
  const cwd = join(cache, "intents");
  await mkdir(cwd, { recursive: true });
  for (const file of packed) await extract({ file, cwd });
  const data = ["", "data"]
    .map((inner) => join(cwd, inner))
    .find((dir) => existsSync(join(dir, "sentences")));
  return { data: data ?? cwd, tests: testsIn(cwd) };
}

/** A test file: its sentences and the house they are said in. */
export interface Scene {
  readonly house: House;
  readonly sentences: readonly string[];
}

export async function scenesOf({ tests }: Folders, language: string): Promise<readonly Scene[]> {
  const suites = await readSuites(tests, language, () => {});
  // The groups of a file differ in timers and media only, which no sentence names.
  return suites.flatMap(({ groups }) => {
    const [first] = groups;
    return first ? [{ house: first.house, sentences: groups.flatMap(({ sentences }) => sentences) }] : [];
  });
}

const syllables = "ba ke li mo nu ra te si do va pe lu ma ni ko ter lan mir sol den".split(" ");
const domains = "light switch fan cover climate media_player lock sensor scene vacuum".split(" ");

/** Names of two words that no language has, always the same. */
export function madeUp(count: number): readonly Entity[] {
  let state = 1;
  const pick = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return syllables[state % syllables.length] ?? "";
  };
  const word = (parts: number): string => {
    const text = Array.from({ length: parts }, pick).join("");
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  return Array.from({ length: count }, (_, at) => ({
    id: `made.${at}`,
    name: `${word(2)} ${word(3)}`,
    domain: domains[at % domains.length] ?? "light",
    state: "off",
    said: "off",
    attributes: {},
    exposed: true,
  }));
}

/** One sentence and what can be named while it is said. */
export interface Said {
  readonly text: string;
  readonly house: House;
  readonly lists: Readonly<Record<string, List>>;
}

/** All sentences, in houses of `count` things, or as many as the test's own house has. */
export function saidIn(scenes: readonly Scene[], source: Source, count: number): readonly Said[] {
  const more = madeUp(count);
  return scenes.flatMap(({ house, sentences }) => {
    const own = house.entities;
    const full = { ...house, entities: [...own, ...more.slice(0, Math.max(0, count - own.length))] };
    const lists = listsOf(full, source);
    return sentences.map((text) => ({ text, house: full, lists }));
  });
}
