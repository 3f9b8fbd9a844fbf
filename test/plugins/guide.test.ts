/** That docs/write-a-plugin.md is true: its plugins load and do what it says, and what it names is there. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Plugin, TextToSpeech } from "hearsay";
import * as remote from "hearsay/remote";
import * as testing from "hearsay/testing";
import * as voice from "hearsay/voice";
import { afterAll, beforeAll, expect, it } from "vitest";
import { placeIn } from "../../core/host/find.ts";
import { loadAt } from "../../core/host/load.ts";

const { busFor, describeSuite, hostFor, ttsChecks } = testing;
const guide = await readFile(resolve(import.meta.dirname, "../../docs/write-a-plugin.md"), "utf8");
const blocks = [...guide.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block = ""]) => block);
const folder = await mkdtemp(join(tmpdir(), "hearsay-guide-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(name: string): Promise<Plugin<unknown>> {
  const block = blocks.find((text) => text.includes(`name: "${name}"`)) ?? "";
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "index.ts"), block);
  const place = await placeIn(folder, name, "folder");
  const loaded = place && (await loadAt(place));
  if (loaded?.kind !== "plugin") throw new Error(`${name} is no plugin.`);
  return loaded.plugin;
}

it("its parrot says again what it hears", async () => {
  await using house = await busFor();
  const { bus } = house;
  const said: string[] = [];
  await bus.on("reply/say", {}, ({ where, body }) => void said.push(`${where.site}: ${body.text}`));
  await using _parrot = await hostFor(await load("parrot"), {}, { bus });
  await bus.publish(
    "transcript/final",
    { site: "hall" },
    { text: "hello", language: "en", provider: "test" },
  );
  await expect.poll(() => said).toEqual(["hall: I heard: hello"]);
});

let hosted: Awaited<ReturnType<typeof hostFor>>;
beforeAll(async () => {
  hosted = await hostFor(await load("tts-beep"));
});
afterAll(() => hosted[Symbol.asyncDispose]());
describeSuite("its voice that beeps", () => hosted.provided.tts as TextToSpeech, ttsChecks);

it("names all that voices share", () => {
  const [, table = ""] = /^`"hearsay\/voice"` has.*?\n\n(.*?)\n\n/ms.exec(guide) ?? [];
  const named = [...table.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = ""]) => cell.split("`, `"));
  const names = named.map((text) => /\w+/.exec(text)?.[0]);
  expect(names.sort()).toEqual(Object.keys(voice).sort());
});

it("names all that plugins for services share", () => {
  const [, section = ""] = /^## Services\n(.*?)^## /ms.exec(guide) ?? [];
  const table = section.split("\n").filter((line) => line.startsWith("|"));
  const words = new Set(table.join("\n").match(/\w+/g));
  expect(Object.keys(remote).filter((name) => !words.has(name))).toEqual([]);
});

it("names only what the test kit has", () => {
  const [, named = ""] = /import \{ (.*?) \} from "hearsay\/testing"/.exec(guide) ?? [];
  const table = [...guide.matchAll(/`(\w+Checks)\b/g)].map(([, name = ""]) => name);
  for (const name of [...named.split(", "), ...table, "busFor", "expectBroken", "openListener"]) {
    expect(Object.keys(testing)).toContain(name);
  }
});
