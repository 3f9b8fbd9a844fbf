/** `hearsay personas` against a running house and without one: what is printed, checked, written, given and refused. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../../core/bus/broker.ts";
import { personas } from "../../../core/cli/commands/personas.ts";
import { asFault, type Messages } from "../../../core/contract/index.ts";
import { openPersonas, readPersona } from "../../../core/host/personas/index.ts";
import { openStore } from "../../../core/store/index.ts";
import { shippedPersonas } from "../../kit/people.ts";
import { silentLog } from "../dialog/stage.ts";

const stack = new AsyncDisposableStack();
/** With a hub, and without one. */
let data: string;
let alone: string;
let broker: Broker;

const provider = (plugin: string, capability: string, more: object = {}) => ({
  where: { instance: `${plugin}.1` },
  body: {
    capability,
    plugin,
    client: "hub",
    version: "1",
    languages: ["en"],
    traits: {},
    licence: "",
    jobs: 0,
    limit: 1,
    ready: true,
    draining: false,
    bootId: "b",
    ...more,
  } as Messages["provider/state"],
});
const plugin = (name: string, phase: string, more: object = {}) => ({
  where: { plugin: name },
  body: {
    phase,
    about: "",
    kind: "plugin",
    version: "1",
    placement: "inline",
    provides: [],
    instances: [],
    bootId: "b",
    ...more,
  } as unknown as Messages["plugin/state"],
});

async function furnish(): Promise<void> {
  const bus = broker.bus("hub/core");
  const voices = ["otto", "nora", "clara"].map((name) => ({ name, language: "en" }));
  for (const { where, body } of [
    provider("stt-moonshine", "stt"),
    provider("tts-piper", "tts", { voices }),
    provider("wake-openwakeword", "wake", { words: ["hey jarvis", "alexa"] }),
  ])
    await bus.publish("provider/state", where, body);
  const problem = { code: "PLUGIN_FAILED", message: "No key.", remedy: "Set the key.", retryable: false };
  for (const { where, body } of [
    plugin("stt-moonshine", "ready"),
    plugin("tts-piper", "ready"),
    plugin("wake-openwakeword", "ready"),
    plugin("think-openai", "failed", { problem }),
  ])
    await bus.publish("plugin/state", where, body);
}

beforeAll(async () => {
  const authenticate = (name: string, password: string) =>
    name === "local" && password === "secret" ? ({ role: "hub", words: true } as const) : undefined;
  broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate });
  stack.defer(() => broker.close());
  const store = stack.use(await openStore({ memory: true }));
  for (const make of ["with", "alone"]) {
    const folder = await mkdtemp(join(tmpdir(), `hearsay-personas-${make}-`));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    if (make === "with") data = folder;
    else alone = folder;
  }
  for (const folder of ["run", "personas"]) await mkdir(join(data, folder));
  const run = { pid: process.pid, mqtt: broker.mqttPort, ws: 0, http: 0, host: "127.0.0.1", token: "secret" };
  await writeFile(join(data, "run", "hub.json"), JSON.stringify(run));
  const facts = { bus: broker.bus("hub/core"), log: silentLog, fallback: () => "house", changed() {} };
  const own = join(data, "personas");
  const folders = [shippedPersonas, own];
  stack.use(await openPersonas({ ...facts, store: store.scope("personas"), folders, watch: [own] }));
  await furnish();
});
afterAll(() => stack.disposeAsync());
beforeEach(async () => {
  for (const folder of [data, alone]) await rm(join(folder, "personas", "cook.json"), { force: true });
});

async function call(args: string, at = data) {
  const out: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err() {},
    status() {},
    signal: new AbortController().signal,
    env: {},
  };
  const { values, positionals } = parseArgs({
    args: [...args.split(" "), "--data", at],
    options: personas.options,
    allowPositionals: true,
  });
  const code = await personas.run({ values, positionals, io }).catch((thrown) => {
    out.push(asFault(thrown).message);
    return asFault(thrown).code;
  });
  return { code, out: out.join("\n") };
}
const cook = (more: object, at = data) =>
  writeFile(
    join(at, "personas", "cook.json"),
    JSON.stringify({ name: "cook", about: "Cooks.", languages: ["en"], ...more }, null, 1),
  );

it.each([
  ["list", 0, /^NAME +CALLED[\s\S]*butler +James +en de +not set up +- +A terse/],
  ["list --json", 0, /"name":"host".*"thinksWith":"not set up","givenTo":\[\]/],
  [
    "show butler",
    0,
    /speaks with +tts-piper \(en, voice otto\), then tts-kokoro[\s\S]*prompt +You are James/,
  ],
  ["show adda", "PERSONA_INVALID", /no persona "adda"; there are: ada, butler.*Did you mean "ada"\?/],
  ["lits", "USAGE", /Did you mean "list"\?/],
  ["show", "USAGE", /Usage/],
  ["list --site hall", "USAGE", /--site is for use, not for list/],
  ["use butler --talk", "USAGE", /--talk is in a room/],
  ["use", "USAGE", /wants the name of a persona, or --clear/],
  ["use ada --site hall --person bob", "USAGE", /to a room or to a person/],
  ["use addda --site hall", "PERSONA_INVALID", /Did you mean "ada"\?/],
])("%s: %s", async (args, code, text) => {
  const done = await call(args);
  expect(done.out).toMatch(text);
  expect(done.code).toBe(code);
});

it("gives and takes back, and says who answers then", async () => {
  for (const [args, text] of [
    ["use ada --site hall", /^ada answers in hall now\.$/],
    ["use ada --site hall", /^That was so already/],
    ["use butler --site hall --talk", /^butler answers in hall now/],
    ["use host", /^host answers in the house now/],
    ["use butler --person bob", /^butler answers bob now/],
    ["list", /ada .* hall .*[\s\S]*butler .* bob, hall \(this talk\) [\s\S]*host .* the house/],
    ["use --clear --site hall --talk", /^ada answers in hall now/],
    ["use --clear --site hall", /^host answers in hall now/],
    ["use --clear --person bob", /^host answers bob now/],
    ["use --clear", /^house answers in the house now/],
  ] as const) {
    const done = await call(args);
    expect(done.out, args).toMatch(text);
    expect(done.code).toBe(0);
  }
});

describe("check says of a persona", () => {
  it.each<[string, object, number, RegExp]>([
    ["that all is well", { tts: [{ plugin: "tts-piper", voice: "nora" }] }, 0, /^cook: all is well$/],
    [
      "which plugin is none",
      { stt: ["stt-moonshin"] },
      1,
      /wrong +stt\.0: There is no plugin stt-moonshin\. Did you mean "stt-moonshine"\?/,
    ],
    [
      "which plugin is of another kind",
      { think: ["tts-piper"] },
      1,
      /wrong +think\.0: tts-piper offers tts, not think/,
    ],
    [
      "which plugin failed, and why",
      { think: ["think-openai"] },
      0,
      /missing +think\.0: think-openai failed: No key\.\n +Set the key/,
    ],
    [
      "which plugin is not set up",
      { think: ["think-anthropic"] },
      0,
      /think-anthropic is not set up\.\n.*plugins\.use\.think-anthropic/,
    ],
    [
      "that nobody thinks",
      { think: ["think-openai"] },
      0,
      /missing +think: No language model of its chain is set up/,
    ],
    [
      "which voice is none",
      { tts: [{ plugin: "tts-piper", voice: "oto" }] },
      1,
      /tts\.0: tts-piper has no voice "oto"\. Did you mean "otto"\?/,
    ],
    [
      "which language a link does not know",
      { tts: [{ plugin: "tts-piper", languages: ["de"] }] },
      1,
      /does not know the language de; it knows en/,
    ],
    [
      "which language nobody knows",
      { languages: ["en", "de"] },
      0,
      /missing +languages\.1: Nothing in this house understands de \(stt\)[.]\s+What would add it: hearsay languages de/,
    ],
    [
      "which skill is none",
      { skills: { deny: ["lokcs"] } },
      1,
      /skills\.deny\.0: There is no skill lokcs\. Did you mean "locks"\?/,
    ],
    [
      "that nobody gets away by voice",
      { skills: { allow: ["clock", "timer/set"] } },
      0,
      /note +skills: Without the skill persona/,
    ],
    [
      "which wake word is none",
      { wakeWords: ["hey jervis"] },
      1,
      /wakeWords\.0: No wake word "hey jervis" is installed\. Did you mean "hey jarvis"/,
    ],
    [
      "whose tools are none",
      { tools: ["calendar"] },
      0,
      /missing +tools\.0: Nobody called calendar lends tools/,
    ],
    [
      "what is wrong with its file",
      { promt: "x" },
      1,
      /wrong +file: .*cook\.json:7:2: there is no field "promt"\. Did you mean "prompt"/,
    ],
  ])("%s", async (_what, more, code, text) => {
    await cook(more);
    const done = await call("check cook");
    expect(done.out).toMatch(text);
    expect(done.code).toBe(code);
    expect(JSON.parse((await call("check cook --json")).out)).toMatchObject({
      hub: true,
      personas: [{ name: "cook" }],
    });
  });

  it("without a hub what its file tells", async () => {
    await mkdir(join(alone, "personas"), { recursive: true });
    await cook({ tts: ["tts-pipper"] }, alone);
    const { code, out } = await call("check", alone);
    expect(out).toMatch(
      /butler: all is well[\s\S]*no plugin tts-pipper\. Did you mean "tts-piper"[\s\S]*No hub runs: voices/,
    );
    expect(code).toBe(1);
  });
});

describe("new writes", () => {
  it.each([
    ["new cook", { called: "Cook", languages: ["en"] }],
    [
      "new cook --from butler",
      { called: "Cook", patience: "eager", prompt: expect.stringMatching(/^You are Cook, the butler/) },
    ],
  ])("%s: one that can be read, with its schema beside it", async (args, like) => {
    const { code, out } = await call(args);
    expect([code, out.split("\n")[0]]).toEqual([0, `wrote ${join(data, "personas", "cook.json")}`]);
    expect(await readPersona(join(data, "personas", "cook.json"))).toMatchObject({ name: "cook", ...like });
    expect(JSON.parse(await readFile(join(data, "personas", "persona.schema.json"), "utf8")).title).toBe(
      "Persona",
    );
    expect((await call(args)).code).toBe("USAGE");
    // The running house knows it at once.
    await expect.poll(async () => (await call("use cook --site attic")).code, { timeout: 5000 }).toBe(0);
    await call("use --clear --site attic");
  });

  it.each([
    ["new My_Cook", "USAGE", /no name for a persona/],
    ["new cook --from nobody", "PERSONA_INVALID", /no persona "nobody"/],
  ])("%s: %s", async (args, code, text) => {
    const done = await call(args);
    expect(done.out).toMatch(text);
    expect(done.code).toBe(code);
  });
});
