/** `hearsay ask` and `hearsay satellite` against a running hub: what is found, printed and returned. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWav, writeWav } from "../../../core/audio/wav.ts";
import { type Broker, startBroker } from "../../../core/bus/broker.ts";
import type { Command } from "../../../core/cli/command.ts";
import { ask } from "../../../core/cli/commands/ask.ts";
import { answerLines } from "../../../core/cli/commands/ask-print.ts";
import { satellite } from "../../../core/cli/commands/satellite.ts";
import { openHub, targetOf } from "../../../core/cli/connect.ts";
import { asFault, type Messages } from "../../../core/contract/index.ts";
import { personaState } from "../../../core/host/personas/state.ts";
import { personaWith } from "../../kit/persona.ts";
import { startButler } from "../satellite/butler.ts";
import { until } from "../satellite/room.ts";
import { toolBox } from "../satellite/tools.ts";

let broker: Broker;
let data: string;
let wav: string;

beforeAll(async () => {
  broker = await startBroker({
    host: "127.0.0.1",
    port: 0,
    authenticate(name, password) {
      if (name === "local" && password === "secret") return { role: "hub", words: true };
      if (name === "den" && password === "pass word") return { role: "satellite", site: "den" };
      return undefined;
    },
  });
  const bus = broker.bus("hub/dialog");
  await startButler(bus);
  await bus.publish(
    "persona/state",
    { persona: "ada" },
    personaState(personaWith({ name: "ada" }), bus.bootId),
  );
  data = await mkdtemp(join(tmpdir(), "hearsay-ask-"));
  await mkdir(join(data, "run"));
  const facts = {
    pid: process.pid,
    mqtt: broker.mqttPort,
    ws: 0,
    http: 0,
    host: "127.0.0.1",
    token: "secret",
  };
  await writeFile(join(data, "run", "hub.json"), JSON.stringify(facts));
  wav = join(data, "beep.wav");
  const stereo = Int16Array.from({ length: 22_050 }, (_, i) => 8_000 * Math.sin((i >> 1) / 9));
  await writeFile(wav, writeWav(stereo, 22_050, 2));
});
afterAll(async () => {
  await broker.close();
  await rm(data, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | string;
  readonly out: string[];
  readonly err: string[];
}

async function call(command: Command, args: string[], facts: { signal?: AbortSignal; env?: object } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    status() {},
    signal: facts.signal ?? new AbortController().signal,
    env: { ...facts.env },
  };
  const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true });
  const ran: Ran = {
    out,
    err,
    code: await command.run({ values, positionals, io }).catch((thrown) => asFault(thrown).code),
  };
  return ran;
}

describe("hearsay ask", () => {
  it("plays a recording of any form and writes the answer", async () => {
    const out = join(data, "reply.wav");
    const ran = await call(ask, ["--wav", wav, "--fast", "--json", "--data", data, "--out", out]);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out.join())).toEqual({
      transcript: "beep",
      intent: { skill: "time", name: "tell", slots: { zone: "here" } },
      reply: { text: "It is ten. Good night.", wav: out, seconds: 0.24 },
      timing: { endpoint: 480, stt: 500, match: 501, action: 505, firstSound: 600 },
      turn: expect.any(String),
      outcome: "done",
    });
    expect(readWav(await readFile(out))).toMatchObject({ rate: 16_000, channels: 1 });
  });

  it("takes a typed question, and answers people in lines", async () => {
    const ran = await call(ask, ["what", "time is it", "--data", data]);
    expect(ran.code).toBe(0);
    expect(ran.out).toEqual([
      'heard  "what time is it"',
      'meant  time tell zone="here"',
      "reply  It is ten. Good night.",
      "after  end of speech noticed 480 ms, words 500 ms, meaning 501 ms, done 505 ms, first sound 600 ms",
    ]);
  });

  it("reaches a hub by its address, with the password from the environment", async () => {
    const hub = `mqtt://local@127.0.0.1:${broker.mqttPort}`;
    const ran = await call(ask, ["hello", "--silent", "--json", "--hub", hub], {
      env: { HEARSAY_TOKEN: "secret" },
    });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out.join())).toMatchObject({
      transcript: "hello",
      reply: { wav: null, seconds: 0 },
    });
  });

  it("asks somebody, for somebody", async () => {
    const asked = Promise.withResolvers<Messages["utterance/handle"]>();
    const opened = Promise.withResolvers<Messages["listen/start"]>();
    const bus = broker.bus("client/witness");
    await using _typed = await bus.on("utterance/handle", {}, ({ body }) => asked.resolve(body));
    await using _spoken = await bus.on("listen/start", {}, ({ body }) => opened.resolve(body));
    const names = ["--persona", "ada", "--person", "anna", "--data", data];
    expect((await call(ask, ["hello", ...names])).code).toBe(0);
    expect(await asked.promise).toMatchObject({ persona: "ada", person: "anna" });
    expect((await call(ask, ["--wav", wav, "--fast", ...names])).code).toBe(0);
    expect(await opened.promise).toMatchObject({ persona: "ada", person: "anna" });
    const nobody = await call(ask, ["hello", "--persona", "nobody", "--data", data]);
    expect(nobody.code).toBe("PERSONA_INVALID");
  });

  it.each<[string, string[]]>([
    ["no question", []],
    ["a wake word and a persona", ["--wav", "x.wav", "--wake", "--persona", "ada"]],
    ["two questions", ["hello", "--wav", "x.wav"]],
    ["an absent file", ["--wav", "/absent.wav"]],
    ["--wake without a recording", ["hello", "--wake"]],
    ["a language for a recording", ["--wav", "x.wav", "--language", "de"]],
    ["a bad site", ["hello", "--site", "My Room"]],
    ["a bad language", ["hello", "--language", "12"]],
    ["a wake word and a language", ["--wav", "x.wav", "--wake", "--language", "de"]],
    ["an answer into no folder", ["hello", "--out", "/absent/x.wav"]],
    ["an answer into a folder", ["hello", "--out", tmpdir()]],
    ["a bad time-out", ["hello", "--timeout", "soon"]],
    ["a bad address", ["hello", "--hub", "http://localhost"]],
  ])("is misused with %s", async (_, args) => {
    expect((await call(ask, args)).code).toBe("USAGE");
  });

  it("says that a file is no recording", async () => {
    const file = join(data, "run", "hub.json");
    expect((await call(ask, ["--wav", file, "--data", data])).code).toBe("AUDIO_UNSUPPORTED");
  });

  it("exits with 1 when the answer is a failure, and says why", async () => {
    const hub = `mqtt://local:secret@127.0.0.1:${broker.mqttPort}`;
    const silence = join(data, "silence.wav");
    await writeFile(silence, writeWav(new Int16Array(3_200), 16_000));
    const ran = await call(ask, ["--wav", silence, "--fast", "--hub", hub, "--timeout", "0.1"]);
    expect(ran.code).toBe(1);
    expect(ran.out.join("\n")).toContain("There was no answer within 100 ms. ");
  });

  it("leaves out what there is not", () => {
    const timing = { endpoint: null, stt: null, match: null, action: null, firstSound: null };
    const reply = { text: "", seconds: 0, samples: new Int16Array(0), rate: 16_000 };
    const answer = {
      transcript: null,
      intent: null,
      intents: [],
      reply,
      timing,
      turn: null,
      outcome: "cancelled",
    } as const;
    expect(answerLines(answer, null, "den")).toEqual(["but    It was cancelled."]);
    const asked = { ...answer, outcome: "done", expects: "yesNo" } as const;
    expect(answerLines(asked, null, "den")).toEqual([
      "next   hearsay ask --site den yes (or no), within 30 s",
    ]);
    const problem = { code: "LANGUAGE_UNSPOKEN", message: "Nothing speaks fr.", remedy: "Add it." };
    expect(answerLines({ ...answer, transcript: "rien", outcome: "missed", problem }, null, "den")).toEqual([
      'heard  "rien"',
      "but    Nobody knew what to do with that.",
      "why    Nothing speaks fr. Add it. (LANGUAGE_UNSPOKEN)",
    ]);
  });
});

describe("finding a hub", () => {
  const target = (hub: string, env = {}) => targetOf(hub, env);

  it.each<[string, object]>([
    ["mqtt://a:b%20c@host:1", { url: "mqtt://host:1", username: "a", password: "b c" }],
    ["host:1883", { url: "mqtt://host:1883" }],
    ["wss://a@host/mqtt", { url: "wss://host/mqtt", username: "a" }],
  ])("by %s", (hub, wanted) => {
    expect(target(hub)).toEqual(wanted);
  });

  it("fails when none runs and none is to be started", async () => {
    const empty = await mkdtemp(join(tmpdir(), "hearsay-empty-"));
    const io = { out() {}, err() {}, status() {}, signal: new AbortController().signal, env: {} };
    const opened = openHub({ values: { data: empty }, positionals: [], io }, { by: "client/test" });
    await expect(opened).rejects.toMatchObject({ code: "HUB_UNREACHABLE" });
    await rm(empty, { recursive: true });
  });
});

describe("hearsay satellite", () => {
  it("is a room of the hub until it is interrupted", async () => {
    await using box = await toolBox();
    await box.add("arecord", "while :; do head -c 2560 /dev/zero; sleep 0.05; done");
    await box.add("aplay", "cat > /dev/null");
    const token = join(data, "token");
    await writeFile(token, "pass word\n");
    const states: boolean[] = [];
    const hub = broker.bus("hub/test");
    await using _ear = await hub.on(
      "site/state",
      { site: "den" },
      ({ body }) => void states.push(body.online),
    );
    const interrupt = new AbortController();
    const address = `mqtt://127.0.0.1:${broker.mqttPort}`;
    const args = ["--site", "den", "--hub", address, "--token-file", token, "--tool", "alsa"];
    const running = call(satellite, args, { signal: interrupt.signal, env: box.env });
    await until(() => states.length > 0);
    interrupt.abort();
    const ran = await running;
    expect(ran.code).toBe(0);
    expect(ran.out).toEqual(["den hears and speaks through alsa. Ctrl-C ends it."]);
    expect(states).toEqual([true, false]);
  });

  it("lists devices for people and programs", async () => {
    await using box = await toolBox();
    await box.add("arecord", "echo mic");
    await box.add("aplay", "echo speaker");
    const people = await call(satellite, ["--list-devices"], { env: box.env });
    expect(people).toMatchObject({ code: 0, out: ["alsa", "  input   mic  ", "  output  speaker  "] });
    const programs = await call(satellite, ["--list-devices", "--json"], { env: box.env });
    expect(JSON.parse(programs.out.join())).toMatchObject([{ tool: "alsa", inputs: [{ name: "mic" }] }]);
    expect((await call(satellite, ["--list-devices"], { env: { PATH: "" } })).code).toBe(1);
  });

  it.each<[string, string[]]>([
    ["no site", []],
    ["a bad site", ["--site", "The Den"]],
    ["an unknown tool", ["--site", "den", "--tool", "oss"]],
    ["a bad volume", ["--site", "den", "--volume", "11"]],
    ["an absent token file", ["--site", "den", "--hub", "h:1", "--token-file", "/absent"]],
  ])("is misused with %s", async (_, args) => {
    expect((await call(satellite, args)).code).toBe("USAGE");
  });
});
