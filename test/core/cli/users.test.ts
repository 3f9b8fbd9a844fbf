/** The commands as users of the settings' `bus.clients`, over the network, and on the data of a hub with a broker of its own. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeWav } from "../../../core/audio/wav.ts";
import type { Command } from "../../../core/cli/command.ts";
import { ask } from "../../../core/cli/commands/ask.ts";
import { bus } from "../../../core/cli/commands/bus.ts";
import { plugins } from "../../../core/cli/commands/plugins.ts";
import { skills } from "../../../core/cli/commands/skills.ts";
import { openHub } from "../../../core/cli/connect.ts";
import { asFault, type Fault } from "../../../core/contract/index.ts";
import { writeRunFile } from "../../../core/host/runfile.ts";
import { loadSettings } from "../../../core/host/settings/index.ts";
import { type HubBus, openHubBus } from "../../../core/hub-bus.ts";
import { testLog } from "../../kit/log.ts";
import { mosquittoPath, startMosquitto } from "../bus/support.ts";
import { oneIntent } from "../language/kit.ts";
import { startButler } from "../satellite/butler.ts";

let data: string;
let wav: string;
let hub: HubBus;
let port: number;

const yaml = `
bus:
  port: 0
  wsPort: 0
  clients:
    guest: { password: pw, role: client }
    owner: { password: pw, role: client, words: true }
    speaker1: { password: pw, role: satellite, site: den }
`;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-users-"));
  await writeFile(join(data, "hearsay.yaml"), yaml);
  const settings = await loadSettings({ data, file: join(data, "hearsay.yaml"), env: {} });
  hub = await openHubBus(settings, "token", testLog("bus"));
  port = hub.ports.mqtt;
  await startButler(hub.busOf("hub/dialog"));
  const lamp = oneIntent("lamp", ["light up"]);
  await hub.bus.publish("skill/state", { skill: "lamp" }, lamp);
  await hub.bus.publish(
    "plugin/state",
    { plugin: "ears" },
    {
      about: "Hears.",
      kind: "plugin",
      version: "1",
      placement: "inline",
      phase: "ready",
      provides: [],
      instances: [],
      bootId: hub.bus.bootId,
    },
  );
  wav = join(data, "beep.wav");
  await writeFile(
    wav,
    writeWav(
      Int16Array.from({ length: 16_000 }, (_, i) => 8_000 * Math.sin(i / 9)),
      16_000,
    ),
  );
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await rm(data, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | undefined;
  readonly out: readonly string[];
  readonly fault: Fault | undefined;
}

async function call(command: Command, args: readonly string[], enough?: RegExp): Promise<Ran> {
  const out: string[] = [];
  const stop = new AbortController();
  const io = {
    out(text: string) {
      out.push(text);
      if (enough?.test(text)) stop.abort();
    },
    err() {},
    status() {},
    signal: stop.signal,
    env: {},
  };
  const { options } = command;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  let fault: Fault | undefined;
  const code = await command.run({ values, positionals, io }).catch((thrown) => {
    fault = asFault(thrown);
    return undefined;
  });
  return { code, out, fault };
}

const at = (user: string, password = "pw"): string[] => [
  "--hub",
  `mqtt://${user}:${password}@127.0.0.1:${port}`,
];

describe.each(["guest", "owner"])("the client %s", (user) => {
  it.each<[string, Command, string[], RegExp]>([
    ["lists plugins", plugins, ["list"], /ears +plugin +ready/],
    ["lists skills", skills, ["list"], /lamp/],
    ["asks in words", ask, ["what time is it"], /It is ten/],
    ["asks in words without a sound", ask, ["what time is it", "--silent"], /It is ten/],
  ])("%s", async (_, command, args, printed) => {
    const { code, out, fault } = await call(command, [...args, ...at(user)]);
    expect(fault).toBeUndefined();
    expect(out.join("\n")).toMatch(printed);
    expect(code).toBe(0);
  });

  it("asks by a recording", async () => {
    const { code, out, fault } = await call(ask, ["--wav", wav, "--fast", ...at(user)]);
    expect(fault).toBeUndefined();
    expect(out.join("\n")).toMatch(/beep(.|\n)*It is ten/);
    expect(code).toBe(0);
  });

  it("watches the bus", async () => {
    const timer = setInterval(() => {
      void hub.bus.publish("listen/stop", { site: "attic" }, { reason: "done" });
    }, 50);
    const { code, fault } = await call(bus, ["tail", ...at(user)], /listen\/stop +attic/);
    clearInterval(timer);
    expect(fault).toBeUndefined();
    expect(code).toBe(0);
  });
});

it("a satellite asks by a recording in its own room", async () => {
  const args = ["--wav", wav, "--fast", "--site", "den", ...at("speaker1")];
  const { code, out, fault } = await call(ask, args);
  expect(fault).toBeUndefined();
  expect(out.join("\n")).toMatch(/beep(.|\n)*It is ten/);
  expect(code).toBe(0);
});

it("a satellite asks in words in its own room", async () => {
  const { code, fault } = await call(ask, ["what time is it", "--site", "den", ...at("speaker1")]);
  expect(fault).toBeUndefined();
  expect(code).toBe(0);
});

it.each<[string, () => string[], string, RegExp]>([
  ["a wrong password", () => at("guest", "guess"), "BUS_UNREACHABLE", /refused the name or password/],
  ["an unknown name", () => at("nobody"), "BUS_UNREACHABLE", /refused the name or password/],
  ["another's room", () => ["--site", "kitchen", ...at("speaker1")], "TOPIC_FORBIDDEN", /kitchen/],
])("%s is told as what it is", async (_, args, code, message) => {
  const { fault } = await call(ask, ["hello", ...args()]);
  expect(fault).toMatchObject({ code, message: expect.stringMatching(message) });
});

const mosquitto = mosquittoPath();
if (!mosquitto) console.log("Skipped: mosquitto is not installed.");
it.skipIf(!mosquitto)("a hub on another broker is found by its data folder alone", async () => {
  await using broker = await startMosquitto(mosquitto ?? "");
  const folder = await mkdtemp(join(tmpdir(), "hearsay-external-"));
  await using outside = await openHubBus(
    await loadSettings({ data: folder, env: {}, overrides: { "bus.url": broker.url, "bus.root": "house" } }),
    "token",
    testLog("bus"),
  );
  expect(outside.ports).toEqual({ mqtt: broker.port, ws: 0 });
  const { ports } = outside;
  const facts = { pid: process.pid, ...ports, http: 0, host: "127.0.0.1", token: "t" };
  const { url } = broker;
  await using _file = await writeRunFile(folder, {
    ...facts,
    root: "house",
    broker: { url, username: "u", password: "p" },
  });
  const io = { out() {}, err() {}, status() {}, signal: new AbortController().signal, env: {} };
  await using found = await openHub({ values: { data: folder }, positionals: [], io }, { by: "client/test" });
  const heard = Promise.withResolvers<string>();
  await outside.bus.on("listen/stop", {}, ({ where }) => heard.resolve(where.site));
  await found.bus.publish("listen/stop", { site: "attic" }, { reason: "done" });
  expect(await heard.promise).toBe("attic");
  await rm(folder, { recursive: true });
});
