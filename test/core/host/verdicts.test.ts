/** What was found sound is known at the next start, and a file that cannot be trusted is not. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openVerdicts } from "../../../core/host/verdicts.ts";
import { printOf, sound } from "../../../core/language/sound.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {}, private() {} };
const print = printOf("words");
let folder: string;
let file: string;

beforeEach(async () => {
  sound.clear();
  folder = await mkdtemp(join(tmpdir(), "hearsay-verdicts-"));
  file = join(folder, "deep", "sound.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes one verdict down, as a start of the house does, and forgets it. */
async function keepOne(): Promise<void> {
  await using _kept = await openVerdicts(file, silent);
  sound.add(print);
}

async function knownAfter(change: (text: string) => string): Promise<boolean> {
  await keepOne();
  await writeFile(file, change(await readFile(file, "utf8")));
  sound.clear();
  await using _kept = await openVerdicts(file, silent);
  return sound.has(print);
}

it("knows at the next start what was found sound", async () =>
  expect(await knownAfter((text) => text)).toBe(true));

it.each([
  ["is cut short", (text: string) => text.slice(0, -5)],
  ["is empty", () => ""],
  ["is not an object", () => "null"],
  ["holds something else", (text: string) => text.replace(/"prints":.*/, '"prints":{}}')],
  ["is of another engine", (text: string) => text.replace(/"engine":"./, '"engine":"!')],
  ["has damaged prints", (text: string) => text.replace(print, `${print}!`)],
])("checks again when the file %s", async (_, change) => expect(await knownAfter(change)).toBe(false));

it("takes no number for a print", async () => {
  await keepOne();
  await writeFile(file, (await readFile(file, "utf8")).replace(`"${print}"`, "7"));
  sound.clear();
  await using _kept = await openVerdicts(file, silent);
  expect(sound.all()).toEqual([]);
});

it("says that it could not keep them, and goes on", async () => {
  const said: string[] = [];
  await writeFile(join(folder, "deep"), "");
  {
    await using _kept = await openVerdicts(file, { ...silent, warn: (text) => void said.push(text) });
    sound.add(print);
  }
  expect(said).toHaveLength(1);
});
