/** `hearsay voices` and `hearsay ears` against a running house: the order, the choice, the sums, and a voice tried. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWav } from "../../../core/audio/wav.ts";
import { startBroker } from "../../../core/bus/broker.ts";
import type { Command } from "../../../core/cli/command.ts";
import { ears } from "../../../core/cli/commands/ears.ts";
import { voices } from "../../../core/cli/commands/voices.ts";
import { retained } from "../../../core/cli/gather.ts";
import { asFault, type Bus, type TextToSpeech } from "../../../core/contract/index.ts";
import { openDirectory } from "../../../core/dialog/directory.ts";
import { openRouter } from "../../../core/dialog/router/index.ts";
import { serve } from "../../../core/host/serve/index.ts";
import { openStore } from "../../../core/store/index.ts";
import { personaWith } from "../../kit/persona.ts";
import { letters } from "../dialog/reply/room.ts";
import { hears, silentLog } from "../dialog/stage.ts";

const stack = new AsyncDisposableStack();
let data: string;
let bus: Bus;

const cloud: TextToSpeech = letters(1000, {
  languages: ["en", "de"],
  voices: [
    { name: "ada", language: "en" },
    { name: "max", language: "de" },
  ],
  traits: {
    remote: true,
    price: { per: "character", usd: 0.001 },
    free: { amount: 30, per: "month", of: "character" },
  },
});

beforeAll(async () => {
  const authenticate = (name: string, password: string) =>
    name === "local" && password === "secret" ? ({ role: "hub", words: true } as const) : undefined;
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate }));
  bus = broker.bus("hub/core");
  const store = stack.use(await openStore({ memory: true }));
  const directory = stack.use(await openDirectory(bus));
  const persona = personaWith({
    tts: [{ plugin: "cloud", voice: "ada" }, { plugin: "local" }],
    stt: [{ plugin: "ear" }],
  });
  const kept = { choices: store.scope("c"), ledger: store.scope("l") };
  const facts = { bus, log: silentLog, version: "1", client: "core", generation: "g" };
  stack.use(
    await openRouter({
      bus,
      log: silentLog,
      directory,
      personaOf: (site) => (site === "hall" ? { ...persona, languages: ["en", "de"] } : persona),
      language: "en",
      store: kept,
    }),
  );
  stack.use(await serve("tts", cloud, { ...facts, plugin: "cloud" }));
  stack.use(await serve("tts", letters(2000), { ...facts, plugin: "local" }));
  stack.use(await serve("stt", hears("hello"), { ...facts, plugin: "ear" }));
  data = await mkdtemp(join(tmpdir(), "hearsay-voices-"));
  stack.defer(() => rm(data, { recursive: true, force: true }));
  await mkdir(join(data, "run"));
  const run = { pid: process.pid, mqtt: broker.mqttPort, ws: 0, http: 0, host: "127.0.0.1", token: "secret" };
  await writeFile(join(data, "run", "hub.json"), JSON.stringify(run));
});
afterAll(() => stack.disposeAsync());

async function call(command: Command, ...args: readonly string[]) {
  const out: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err() {},
    status() {},
    signal: new AbortController().signal,
    env: {},
  };
  const given = { args: [...args, "--data", data], options: command.options, allowPositionals: true };
  const { values, positionals } = parseArgs(given);
  const code = await command.run({ values, positionals, io }).catch((error) => asFault(error).code);
  return { code, out };
}
const json = async (command: Command, ...args: readonly string[]) =>
  JSON.parse((await call(command, ...args, "--json")).out[0] ?? "null");

describe("hearsay voices", () => {
  it("lists who would speak, and changes that", async () => {
    expect((await call(voices, "list")).out).toEqual([
      "test, en:",
      " 1. cloud  ready       ada  (a service, 2 voices)",
      " 2. local  ready       -  (1 voice)",
    ]);
    expect((await call(voices, "list", "--language", "de", "--voices")).out).toEqual([
      "test, de:",
      " 1. cloud  unfit       -  (a service, 2 voices)",
      "     ada  en",
      "     max  de",
    ]);
    expect((await call(voices, "use", "local")).out).toEqual(["local is first."]);
    expect(await json(voices, "list")).toMatchObject({ chosen: { plugin: "local" } });
    expect((await call(voices, "list")).out[1]).toBe(" 1. local  ready       -  (chosen, 1 voice)");
    expect((await call(voices, "use", "local")).out).toEqual(["It was so already."]);
    expect((await call(voices, "use", "cloud", "max", "--language", "de")).out).toEqual([
      "cloud max is first.",
    ]);
    expect(await json(voices, "list", "--language", "de")).toMatchObject({
      providers: [{ plugin: "cloud", voice: "max", state: "ready" }],
    });
    expect(await json(voices, "use", "auto")).toEqual({ changed: true });
  });

  it("tries a voice, which counts, and whose free quota ends", async () => {
    const out = join(data, "out.wav");
    const tried = await call(voices, "try", "Good", "morning.", "--plugin", "cloud", "--out", out);
    expect(tried).toEqual({ code: 0, out: [`cloud ada: 0.52 s in ${out}`] });
    const { rate, samples } = readWav(await readFile(out));
    expect([rate, samples.length, samples[0]]).toEqual([16_000, 640 * 13, 1000]);
    const stats = async () => (await json(voices, "stats", "cloud")).providers[0];
    await expect.poll(stats).toMatchObject({
      today: { requests: 1, success: 1, characters: 13, cost: 0.013 },
      quota: { of: "character", amount: 30, used: 13 },
      health: "well",
    });
    await call(voices, "try", "And good night to you.", "--plugin", "cloud", "--out", out);
    await expect.poll(async () => (await call(voices, "list")).out[1]).toMatch(/^ 1\. local/);
    expect((await call(voices, "list")).out[2]).toBe(" 2. cloud  no quota    -  (a service, 2 voices)");
    expect((await call(voices, "stats", "cloud", "--days", "1")).out).toHaveLength(4);
  });

  it("tells what each did on the bus, for whoever comes later", async () => {
    const told = async () => (await retained(bus, "provider/tally")).map(({ where }) => where.provider);
    await expect.poll(told, { timeout: 10_000 }).toContain("cloud.tts");
  });

  it.each([
    [["use", "nobody"], "PLUGIN_NOT_FOUND"],
    [["use", "cloud", "bob"], "VOICE_UNFIT"],
    [["use", "cloud", "ada", "--language", "de"], "VOICE_UNFIT"],
    [["use"], "USAGE"],
    [["use", "auto", "ada"], "USAGE"],
    [["sing"], "USAGE"],
    [["try", "Hello"], "USAGE"],
    [["try", "Hello", "--out", "x.wav", "--plugin", "nobody"], "PLUGIN_NOT_FOUND"],
    [["try", "Hello", "--out", "x.wav", "--speed", "9"], "USAGE"],
    [["try", "Hello", "--out", "x.wav", "--emotion", "hungry"], "USAGE"],
    [["try", "Hello", "--out", "x.wav", "--plugin", "cloud", "--voice", "bob"], "VOICE_UNFIT"],
    [["list", "--persona", "nobody"], "PERSONA_INVALID"],
    [["stats", "nobody"], "PLUGIN_NOT_FOUND"],
    [["stats", "--days", "99"], "USAGE"],
  ])("%j is %s", async (args, code) => expect((await call(voices, ...args)).code).toBe(code));
});

describe("hearsay ears", () => {
  it("has an ear that knows all of a persona's languages first, unless another one was chosen", async () => {
    const facts = { bus, log: silentLog, version: "1", client: "core", generation: "g" };
    const both = { ...hears("hello"), languages: ["en", "de"] };
    await using _both = await serve("stt", both, { ...facts, plugin: "both" });
    const inHall = async () =>
      (await json(ears, "list", "--site", "hall")).providers.map(({ plugin }: { plugin: string }) => plugin);
    await expect.poll(inHall).toEqual(["both", "ear"]);
    await call(ears, "use", "ear", "--site", "hall");
    expect(await inHall()).toEqual(["ear", "both"]);
    await call(ears, "use", "auto", "--site", "hall");
  });

  it("lists, chooses and counts recognisers", async () => {
    expect((await call(ears, "list")).out).toEqual(["test, en:", " 1. ear  ready       -"]);
    expect((await call(ears, "use", "ear")).out).toEqual(["ear is first."]);
    expect(await json(ears, "stats")).toMatchObject({ providers: [{ plugin: "ear", capability: "stt" }] });
    expect((await call(ears, "use", "ear", "voice")).code).toBe("USAGE");
    expect((await call(ears, "try")).code).toBe("USAGE");
  });
});
