/** A satellite in Python, with paho-mqtt from PyPI, against the embedded broker. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it, type TestContext } from "vitest";
import type { Broker } from "../../core/bus/broker.ts";
import { type AudioFrame, type Message, samplesOf } from "../../core/contract/index.ts";
import { openBroker, until } from "../core/bus/support.ts";
import { has, type Program, run, start } from "./programs.ts";

const library = "paho-mqtt==2.1.0";
const venv = fileURLToPath(new URL("../../node_modules/.cache/interop-paho", import.meta.url));
const python = join(venv, "bin/python");
const script = fileURLToPath(new URL("./satellite.py", import.meta.url));
let missing = "";

beforeAll(async () => {
  missing = await prepare();
  if (missing) console.log(`skipped: ${missing}`);
});

/** Puts the library into a virtual environment; the reason why that cannot be, or nothing. */
async function prepare(): Promise<string> {
  if (!has("python3")) return "python3 is not installed";
  if (existsSync(python) && (await run(python, ["-c", "import paho.mqtt.client"])).code === 0) return "";
  await rm(venv, { recursive: true, force: true });
  const made = await run("python3", ["-m", "venv", venv]);
  if (made.code !== 0) return `python3 -m venv fails: ${made.err || made.out}`;
  const got = await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", library]);
  return got.code === 0 ? "" : `${library} cannot be fetched: ${got.err.split("\n")[0]}`;
}

type Transport = "tcp" | "websockets";

function paho(context: TestContext, broker: Broker, task: string, transport: Transport): Program {
  if (missing) context.skip(missing);
  const port = transport === "tcp" ? broker.mqttPort : broker.wsPort;
  return start(python, [script, task, transport, String(port)]);
}

const transports: Transport[] = ["tcp", "websockets"];

it.for(transports)(
  "frames packed by Python arrive whole and in order, over %s",
  async (transport, context) => {
    await using broker = await openBroker();
    const frames: AudioFrame[] = [];
    const stopped: Message<"audio/stopped">[] = [];
    const bus = broker.bus("hub/test");
    await bus.onAudio({ site: "kitchen", direction: "in" }, (frame) => void frames.push(frame));
    await bus.on("audio/stopped", {}, (message) => void stopped.push(message));
    await using program = paho(context, broker, "speak", transport);
    expect((await program.ended).code).toBe(0);
    await until(() => stopped.length > 0);
    expect(stopped[0]).toMatchObject({ by: "site/kitchen", body: { stream: 0xc0ffee, frames: 50 } });
    expect(frames.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(frames[7]).toMatchObject({
      format: { codec: "pcm", rate: 16_000, channels: 1 },
      stream: 0xc0ffee,
      at: 1e12 + 140,
    });
    const samples = frames.flatMap((frame) => [...samplesOf(frame)]);
    expect(samples).toEqual(Array.from({ length: 16_000 }, (_, n) => n - 8000));
  },
);

it.for(transports)("Python reads the frames of the house, over %s", async (transport, context) => {
  await using broker = await openBroker();
  await using program = paho(context, broker, "listen", transport);
  await program.line((line) => line === "listening");
  const samples = Int16Array.from([-32_768, -1, 0, 1, 32_767]);
  broker.bus("hub/test").sendAudio(
    { site: "kitchen", direction: "out" },
    {
      format: { codec: "pcm", rate: 22_050, channels: 1 },
      stream: 4_294_967_295,
      sequence: 3,
      at: 1_700_000_000_000.5,
      data: new Uint8Array(samples.buffer),
    },
  );
  expect(JSON.parse(await program.line((line) => line.startsWith("{")))).toEqual({
    magic: 0x48,
    version: 1,
    codec: 0,
    channels: 1,
    rate: 22_050,
    stream: 4_294_967_295,
    sequence: 3,
    at: 1_700_000_000_000.5,
    samples: [...samples],
  });
});

it("Python asks, and the house answers", async (context) => {
  await using broker = await openBroker();
  const bus = broker.bus("hub/test");
  await bus.answer("utterance/handle", {}, ({ body }) => ({ turn: `turn-of-${body.text.length}` }));
  await using program = paho(context, broker, "ask", "tcp");
  const answer = JSON.parse(await program.line((line) => line.startsWith("{")));
  expect(answer).toMatchObject({ by: "hub/test", body: { ok: true, result: { turn: "turn-of-15" } } });
  expect((await program.ended).code).toBe(0);
});
