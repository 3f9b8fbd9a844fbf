/** `hearsay languages` beside a running house, and on a machine with nothing. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import { languages } from "../../../core/cli/commands/languages.ts";
import type { SpeechToText } from "../../../core/contract/index.ts";
import { serve } from "../../../core/host/serve/index.ts";
import { letters } from "../dialog/reply/room.ts";
import { silentLog } from "../dialog/stage.ts";

const stack = new AsyncDisposableStack();
let house: string;
let empty: string;

const folderOf = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-languages-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  // No models but those in it.
  await writeFile(join(folder, "hearsay.yaml"), `models:\n  folder: ${join(folder, "models")}\n`);
  return folder;
};
const ear: SpeechToText = { streaming: false, languages: ["de-AT", "en"], async *transcribe() {} };

beforeAll(async () => {
  const authenticate = (name: string) =>
    name === "local" ? ({ role: "hub", words: true } as const) : undefined;
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate }));
  const bus = broker.bus("hub/core");
  const facts = { bus, log: silentLog, version: "1", client: "core", generation: "g" };
  stack.use(await serve("stt", ear, { ...facts, plugin: "ear" }));
  stack.use(await serve("tts", letters(1000, { languages: [] }), { ...facts, plugin: "voice" }));
  [house, empty] = [await folderOf(), await folderOf()];
  await mkdir(join(house, "run"));
  const run = { pid: process.pid, mqtt: broker.mqttPort, ws: 0, http: 0, host: "127.0.0.1", token: "x" };
  await writeFile(join(house, "run", "hub.json"), JSON.stringify(run));
});
afterAll(() => stack.disposeAsync());

async function run(data: string, json: boolean, ...positionals: string[]): Promise<string> {
  const out: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err() {},
    status() {},
    signal: new AbortController().signal,
    env: {},
  };
  const values = { data, config: join(data, "hearsay.yaml"), json };
  expect(await languages.run({ values, positionals, io })).toBe(0);
  return out.join("\n");
}

it("tells what the plugins of a running hub can do", async () => {
  const { hub, languages: rows } = JSON.parse(await run(house, true, "de", "fr"));
  expect(hub).toBe(true);
  expect(rows).toMatchObject([
    { language: "de", name: "German", heard: ["ear"], spoken: ["voice"] },
    {
      language: "fr",
      heard: [],
      spoken: ["voice"],
      add: ["hearsay start --set languages", "language.packs: [fr] in hearsay.yaml"],
    },
  ]);
});

it("tells what the models and skills on this machine can do where none runs", async () => {
  const { hub, languages: rows } = JSON.parse(await run(empty, true));
  expect(hub).toBe(false);
  expect(rows.map(({ language }: { language: string }) => language)).toHaveLength(13);
  expect(rows[1]).toMatchObject({
    language: "de",
    heard: [],
    spoken: [],
    add: ["hearsay start --set languages"],
  });
  expect(rows[1].understood.skills).toBeGreaterThan(20);
});

it("prints a table for people", async () => {
  const text = await run(empty, false, "zh");
  expect(text).toMatch(/^LANGUAGE +UNDERSTOOD BY +HEARD BY/);
  expect(text).toMatch(/^zh {2}Chinese +- +- +- +hearsay start --set languages; language\.packs: \[zh-CN\]/m);
});

it.each(["xx", "french", "FR!"])("knows no language %s", async (tag) => {
  await expect(run(empty, false, tag)).rejects.toMatchObject({ code: "USAGE" });
});
