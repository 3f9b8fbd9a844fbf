/** A broker of the house's own that is stopped and started again: who was there is there again, and is given work. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import { connectBus, type RemoteBus } from "../../../core/bus/remote.ts";
import type { Bus, Log, SpeechToText } from "../../../core/contract/index.ts";
import { openCalls } from "../../../core/dialog/calls.ts";
import { type Directory, openDirectory } from "../../../core/dialog/directory.ts";
import { openPresence } from "../../../core/dialog/presence.ts";
import { serve } from "../../../core/host/serve/index.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { mosquittoPath, startMosquitto } from "../bus/support.ts";
import { hears, silentLog } from "./stage.ts";

const mosquitto = mosquittoPath();
if (!mosquitto) console.log("Skipped: mosquitto is not installed.");
const test = it.skipIf(!mosquitto);

type Broker = Awaited<ReturnType<typeof startMosquitto>>;
let broker: Broker;
const open: AsyncDisposable[] = [];
beforeEach(async () => {
  if (mosquitto) broker = await startMosquitto(mosquitto);
});
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing[Symbol.asyncDispose]();
  await broker?.[Symbol.asyncDispose]();
});

const join = async (client: string, by: string, log: Log = silentLog): Promise<RemoteBus> => {
  const bus = await connectBus({ url: broker.url, by, client, log });
  open.push(bus);
  return bus;
};

/** Stops the broker as a service manager does, so that it says all last wills, and starts it again. */
async function restart(): Promise<void> {
  await broker[Symbol.asyncDispose]();
  broker = await startMosquitto(mosquitto ?? "", broker.port);
}

const recogniser: SpeechToText = hears("words");
const offer = async (bus: RemoteBus, plugin: string, client: string) => {
  const facts = { bus, plugin, client, version: "0", log: silentLog, generation: "g1" };
  const served = await serve("stt", recogniser, facts);
  open.push(served);
  return served;
};
const plugins = (directory: Directory): string[] =>
  directory
    .all({ capability: "stt" })
    .map(({ plugin }) => plugin)
    .sort();
const limit = { timeout: 15_000 };
const noAudio = { site: "den", stream: 1, language: "en", hints: [] };
const speaker = { play() {}, flush() {} };

/** What the broker keeps of rooms, as somebody sees it who comes later. */
async function kept(wanted: number): Promise<Record<string, boolean>> {
  await using bus = await connectBus({ url: broker.url, by: "client/late", client: "late" });
  const rooms: Record<string, boolean> = {};
  await bus.on("site/state", {}, ({ where, body }) => {
    rooms[where.site] = body.online;
  });
  await expect.poll(() => Object.keys(rooms).length, limit).toBe(wanted);
  return rooms;
}

test("providers of the hub's process and of others are chosen again, and do their work", async () => {
  const lines: string[] = [];
  const note = (text: string): void => void lines.push(text);
  const hub = await join("hub", "hub/core", { ...silentLog, info: note, warn: note });
  const speech = await join("speech", "hub/speech");
  const directory = await openDirectory(hub);
  const calls = await openCalls(hub, directory);
  open.push(directory, calls);
  await offer(hub, "here", "hub");
  await offer(speech, "there", "speech");
  await expect.poll(() => plugins(directory), limit).toEqual(["here", "there"]);
  for (let times = 1; times <= 2; times++) {
    await restart();
    await expect.poll(() => hub.connected && speech.connected, limit).toBe(true);
    await expect.poll(() => plugins(directory), limit).toEqual(["here", "there"]);
    for (const { instance } of directory.all({ capability: "stt" })) {
      const call = await calls.start("stt/start", instance, noAudio, {});
      await call.tell("stt/stop", { job: call.job });
      await call.done;
    }
  }
  expect(lines.map((line) => /lost|found/.exec(line)?.[0])).toEqual(["lost", "found", "lost", "found"]);
}, 60_000);

test("a job that its asker took for lost does not go on beside its retry", async () => {
  const hub = await join("hub", "hub/core");
  const speech = await join("speech", "hub/speech");
  const directory = await openDirectory(hub);
  const calls = await openCalls(hub, directory);
  open.push(directory, calls);
  const served = await offer(speech, "there", "speech");
  await expect.poll(() => plugins(directory), limit).toEqual(["there"]);
  const call = await calls.start("stt/start", served.instance, noAudio, {});
  await expect.poll(() => served.active(), limit).toBe(1);
  await restart();
  await expect(call.done).rejects.toMatchObject({ code: "PROVIDER_GONE" });
  await expect.poll(() => served.active(), limit).toBe(0);
  await expect.poll(() => directory.choose({ capability: "stt" })?.jobs, limit).toBe(0);
}, 60_000);

test("rooms are online again, for those who come later too", async () => {
  const hub = await join("hub", "hub/core");
  open.push(await openPresence(hub, silentLog));
  const online = new Map<string, boolean>();
  await hub.on("site/state", {}, ({ where, body }) => void online.set(where.site, body.online));
  const attic = await join("attic", "site/attic");
  await startSatellite({ bus: attic, site: "attic", speaker });
  await startSatellite({ bus: hub.bus("plugin/satellite-local"), site: "den", speaker });
  const all = { attic: true, den: true };
  await expect.poll(() => Object.fromEntries(online), limit).toEqual(all);
  for (let times = 1; times <= 2; times++) {
    await restart();
    await expect.poll(() => hub.connected && attic.connected, limit).toBe(true);
    await expect.poll(() => kept(2), limit).toEqual(all);
    expect(Object.fromEntries(online)).toEqual(all);
  }
}, 60_000);

const provider = {
  capability: "stt",
  plugin: "there",
  client: "speech",
  version: "0",
  languages: [],
  traits: {},
  licence: "",
  jobs: 0,
  limit: 1,
  ready: true,
  draining: false,
  bootId: "b1",
} as const;

it.each<[string, (say: (online: boolean, bootId: string) => Promise<unknown>) => Promise<void>, boolean]>([
  ["whose connection ended", async (say) => void (await say(false, "b1")), false],
  [
    "whose connection ended and is there again",
    async (say) => {
      await say(false, "b1");
      await say(true, "b1");
    },
    true,
  ],
  ["when an earlier process of that name ended", async (say) => void (await say(false, "b0")), true],
  [
    "whose process was replaced",
    async (say) => {
      await say(false, "b1");
      await say(true, "b2");
    },
    false,
  ],
])("a provider %s", async (_, act, there) => {
  await using house = await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined });
  const bus: Bus = house.bus("hub/core");
  await using directory = await openDirectory(bus);
  await bus.publish("provider/state", { instance: "i1" }, { ...provider, languages: [] });
  await expect.poll(() => directory.has("i1")).toBe(true);
  await act((online, bootId) => bus.publish("client/state", { client: "speech" }, { online, bootId }));
  await expect.poll(() => directory.has("i1")).toBe(there);
  expect(plugins(directory)).toEqual(there ? ["there"] : []);
});
