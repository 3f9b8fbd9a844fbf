/** Reads the test files of a language: what is said, in which house, and what must come of it. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "hearsay";
import type { Facts, Json } from "../../core/language/engine/source.ts";
import {
  at,
  dataOf,
  isThere,
  itemsOf,
  mapOf,
  maybeText,
  readYaml,
  type Spot,
  textsOf,
} from "../../core/language/pack/yaml.ts";
import { type House, houseOf, timersAt, titlesAt } from "./house.ts";

/** Sentences that must be understood alike. */
export interface Group {
  readonly sentences: readonly string[];
  readonly intent: string;
  readonly slots: Facts;
  /** Any of these is right; none: every answer is. */
  readonly responses: readonly string[];
  /** What is known before the sentence, beside the room. */
  readonly context: Facts;
  readonly house: House;
}

export interface Suite {
  /** Path below the folder of the tests. */
  readonly file: string;
  /** Slot combination, in the layout that has them. */
  readonly combination?: string;
  readonly groups: readonly Group[];
}

/** The folder that holds `LANGUAGE/…`, given it or the one above. Faults: USAGE. */
export function testsIn(dir: string): string {
  const inner = join(dir, "tests");
  const found = [inner, dir].find((folder) => existsSync(folder));
  if (found === undefined) throw new Fault("USAGE", `There is no folder ${dir}.`);
  return found;
}

/** Languages that have tests, sorted. */
export async function languagesIn(tests: string): Promise<readonly string[]> {
  const items = await readdir(tests, { withFileTypes: true });
  return items
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort();
}

/** All test files of a language. A file that cannot be read is told to `onProblem` and left out. */
export async function readSuites(
  tests: string,
  language: string,
  onProblem: (message: string) => void,
): Promise<readonly Suite[]> {
  const shared = await fixtures(tests, language);
  const suites: Suite[] = [];
  for (const file of await filesIn(tests, language)) {
    try {
      suites.push(suiteOf(await readYaml(join(tests, file), file), file, shared));
    } catch (thrown) {
      onProblem(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }
  return suites;
}

async function filesIn(tests: string, language: string): Promise<readonly string[]> {
  const files = await readdir(join(tests, language), { recursive: true });
  return files
    .map((file) => `${language}/${file}`)
    .filter((file) => /\/[^_/][^/]*\.yaml$/.test(file))
    .sort();
}

async function fixtures(tests: string, language: string): Promise<Spot | undefined> {
  const file = `${language}/_fixtures.yaml`;
  return existsSync(join(tests, file)) ? readYaml(join(tests, file), file) : undefined;
}

function suiteOf(spot: Spot, file: string, shared: Spot | undefined): Suite {
  const [, folder, name = ""] = /^[^/]+\/(?:([^/]+)\/)?([^/]+)\.yaml$/.exec(file) ?? [];
  // A file in an intent's folder has its house in itself; one of the older layout shares the language's.
  const house = houseOf(folder === undefined ? [spot, shared] : [spot], folder !== undefined);
  const intent = folder ?? name.slice(name.lastIndexOf("_") + 1);
  return {
    file,
    ...(folder === undefined ? {} : { combination: name }),
    groups: itemsOf(at(spot, "tests")).map((group) => groupOf(group, intent, house, folder === undefined)),
  };
}

function groupOf(spot: Spot, intent: string, house: House, flat: boolean): Group {
  const inner = at(spot, "intent");
  const slots = [at(spot, "slots"), at(inner, "slots")].find(isThere);
  const response = at(spot, "response");
  const timers = at(spot, "timers");
  const media = at(spot, "media");
  return {
    sentences: textsOf(at(spot, "sentences")),
    intent: maybeText(at(inner, "name")) ?? intent,
    slots: slots === undefined ? {} : mapOf(slots, dataOf),
    responses: isThere(response) ? textsOf(response) : [],
    context: flat ? (mapOf(at(inner, "context"), dataOf) as Readonly<Record<string, Json>>) : {},
    house: {
      ...house,
      ...(isThere(timers) ? { timers: timersAt(timers) } : {}),
      ...(isThere(media) ? { media: titlesAt(media) } : {}),
    },
  };
}
