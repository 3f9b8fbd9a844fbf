/** Peers that break schemas, speak for others or listen in: a fault is said, and nothing else comes of it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Broker } from "../../../core/bus/broker.ts";
import { connectBus } from "../../../core/bus/remote.ts";
import { type Bus, Fault, type Message } from "../../../core/contract/index.ts";
import {
  envelope,
  joinAs,
  openBroker,
  openRawAs,
  pause,
  publishPacket,
  type Raw,
  tcp,
  until,
} from "./support.ts";

let broker: Broker;
let hub: Bus;
let faults: Message<"fault">["body"][];
const open: AsyncDisposable[] = [];
beforeEach(async () => {
  broker = await openBroker();
  hub = broker.bus("hub/test");
  faults = [];
  await hub.on("fault", {}, ({ body }) => void faults.push(body));
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing[Symbol.asyncDispose]();
  await broker.close();
});
const join = async (user: string, by?: string) => {
  const bus = await joinAs(tcp(broker), user, by);
  open.push(bus);
  return bus;
};

const heardWake = { word: "hey", score: 1, level: -20, noise: -50, heardAt: 1, stream: 1, model: "m" };

describe("what a satellite may not say is dropped, counted and reported", () => {
  const own = "site/kitchen";
  const state = { phase: "idle", persona: "house", language: "en", bootId: "b" };
  it.each<[string, string, string, string, string]>([
    [
      "a broken body",
      "kitchen/wake/heard",
      envelope(own, { ...heardWake, score: 2 }),
      "MESSAGE_INVALID",
      "/score",
    ],
    ["a missing field", "kitchen/listen/stop", envelope(own, {}), "MESSAGE_INVALID", "/reason"],
    ["no JSON", "kitchen/listen/stop", "{", "MESSAGE_INVALID", ""],
    ["an array", "kitchen/listen/stop", "[]", "MESSAGE_INVALID", ""],
    ["no envelope", "kitchen/listen/stop", '{"reason":"done"}', "MESSAGE_INVALID", "/id"],
    ["nothing", "kitchen/listen/stop", "", "MESSAGE_INVALID", ""],
    ["another room's wake", "den/wake/heard", envelope("site/den", heardWake), "TOPIC_FORBIDDEN", "none"],
    ["its own, as another", "kitchen/wake/heard", envelope("site/den", heardWake), "TOPIC_FORBIDDEN", "none"],
    [
      "its own, as the hub",
      "kitchen/wake/heard",
      envelope("hub/dialog", heardWake),
      "TOPIC_FORBIDDEN",
      "none",
    ],
    ["the dialog's state", "kitchen/session/state", envelope(own, state), "TOPIC_FORBIDDEN", "none"],
    [
      "another's death",
      "hub/client/state/speech",
      envelope(own, { online: false, bootId: "b" }),
      "TOPIC_FORBIDDEN",
      "none",
    ],
    ["an unknown kind", "kitchen/coffee/made", envelope(own, {}), "TOPIC_INVALID", "none"],
    ["a broken frame", "kitchen/audio/in", "no frame", "FRAME_INVALID", "none"],
    ["another room's frame", "den/audio/in", "no frame", "TOPIC_FORBIDDEN", "none"],
  ])("%s", async (_what, topic, payload, code, path) => {
    const heard: unknown[] = [];
    const note = (message: unknown) => void heard.push(message);
    await hub.on("wake/heard", {}, note);
    await hub.on("listen/stop", {}, note);
    await hub.on("session/state", {}, note);
    await hub.on("client/state", {}, note);
    await hub.onAudio({ direction: "in" }, note);
    const other = await openRawAs(broker.mqttPort, "hub");
    other.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "hearsay/#", qos: 1 }] });
    const raw = await openRawAs(broker.mqttPort, "kitchen");
    await until(() => other.packets.length === 2);
    raw.send(publishPacket(`hearsay/${topic}`, payload));
    await until(() => faults.length > 0 && other.packets.length > 2);
    await pause(20);
    expect(heard).toEqual([]);
    expect(faults).toEqual([expect.objectContaining({ code, count: 1 })]);
    expect(faults[0]?.path ?? "none").toBe(path);
    expect(faults[0]?.message).toMatch(/^kitchen: /);
    const topics = other.packets.flatMap((packet) => (packet.cmd === "publish" ? [packet.topic] : []));
    expect(topics).toEqual(["hearsay/hub/fault"]);
    expect(broker.stats().refused).toEqual({ [code]: 1 });
    expect(raw.closed).toBe(false);
    raw.socket.destroy();
    other.socket.destroy();
  });
});

it("a peer that breaks its schema a thousand times is told of once, and may go on", async () => {
  const raw = await openRawAs(broker.mqttPort, "kitchen");
  const heard: string[] = [];
  await hub.on("listen/stop", {}, ({ where }) => void heard.push(where.site));
  for (let index = 0; index < 1_000; index++) {
    raw.send(publishPacket("hearsay/kitchen/listen/stop", envelope("site/kitchen", {}), { qos: 0 }));
  }
  raw.send(publishPacket("hearsay/kitchen/listen/stop", envelope("site/kitchen", { reason: "done" })));
  await until(() => heard.length === 1);
  expect(faults).toHaveLength(1);
  expect(broker.stats().refused).toEqual({ MESSAGE_INVALID: 1_000 });
  raw.socket.destroy();
});

it("a peer that never stops breaking rules is disconnected", async () => {
  await broker.close();
  broker = await openBroker({ refusals: 10 });
  const raw = await openRawAs(broker.mqttPort, "kitchen");
  for (let index = 0; index < 10; index++) raw.send(publishPacket("hearsay/den/alarm/stop", "x", { qos: 0 }));
  await until(() => raw.closed);
});

it("a peer that says too much is read more slowly; the others are not, and nothing is lost", async () => {
  await broker.close();
  broker = await openBroker({ messageBurst: 20, messageRate: 100 });
  const heard = { kitchen: 0, speech: 0 };
  await broker
    .bus("hub/y")
    .on("listen/stop", {}, ({ where }) => void heard[where.site as keyof typeof heard]++);
  const [loud, house] = [
    await openRawAs(broker.mqttPort, "kitchen"),
    await openRawAs(broker.mqttPort, "speech"),
  ];
  const say = (raw: Raw, site: string, by: string): void => {
    const said = envelope(by, { reason: "done" });
    raw.send(publishPacket(`hearsay/${site}/listen/stop`, said, { qos: 0 }));
  };
  for (let index = 0; index < 60; index++) say(loud, "kitchen", "site/kitchen");
  for (let index = 0; index < 60; index++) say(house, "speech", "plugin/speech");
  await until(() => heard.speech === 60 && heard.kitchen === 60);
  // Twenty at once; of the others a few may have come as their time was there.
  expect(broker.stats().slowed).toBeGreaterThan(20);
  loud.socket.destroy();
  house.socket.destroy();
});

it("a message that comes twice is heard once", async () => {
  const raw = await openRawAs(broker.mqttPort, "kitchen");
  const heard: string[] = [];
  await hub.on("listen/stop", {}, ({ id }) => void heard.push(id));
  const said = publishPacket("hearsay/kitchen/listen/stop", envelope("site/kitchen", { reason: "done" }));
  raw.send(said);
  raw.send({ ...said, dup: true } as typeof said);
  await until(() => broker.stats().duplicates === 1);
  expect(heard).toHaveLength(1);
  raw.socket.destroy();
});

describe("hearing", () => {
  const say = async (): Promise<void> => {
    await hub.publish(
      "transcript/final",
      { site: "den" },
      { text: "private words", language: "en", provider: "p" },
    );
    await hub.publish("tts/text", { instance: "tts-1" }, { job: "j", text: "private words", last: true });
    const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
    hub.sendAudio(
      { site: "den", direction: "in" },
      { format, stream: 1, sequence: 0, at: 1, data: new Uint8Array(64) },
    );
    await hub.publish("listen/stop", { site: "den" }, { reason: "done" });
  };
  const topicsOf = (raw: Raw): string[] =>
    raw.packets.flatMap((packet) => (packet.cmd === "publish" ? [packet.topic] : [])).sort();

  it.each([
    ["guest", ["hearsay/den/listen/stop"]],
    [
      "owner",
      [
        "hearsay/@tts-1/tts/text",
        "hearsay/den/audio/in",
        "hearsay/den/listen/stop",
        "hearsay/den/transcript/final",
      ],
    ],
  ])("with # a %s hears what it may, and no more", async (user, expected) => {
    const raw = await openRawAs(broker.mqttPort, user);
    raw.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: 1 }] });
    await until(() => raw.packets.length === 2);
    await say();
    await until(() => topicsOf(raw).includes("hearsay/den/listen/stop"));
    await pause(30);
    expect(topicsOf(raw)).toEqual(expected);
    raw.socket.destroy();
  });

  it("of words, other rooms or strange answers is refused with a fault", async () => {
    const guest = await join("guest", "client/guest");
    await expect(guest.on("transcript/final", {}, () => {})).rejects.toMatchObject({
      code: "TOPIC_FORBIDDEN",
    });
    const kitchen = await join("kitchen", "site/kitchen");
    const wrong = kitchen.on("listen/start", { site: "den" }, () => {});
    await expect(wrong).rejects.toBeInstanceOf(Fault);
    await expect(kitchen.onAudio({ direction: "in" }, () => {})).rejects.toMatchObject({
      code: "TOPIC_FORBIDDEN",
    });
  });
});

it("a check of passwords that throws lets nobody in, and the broker lives", async () => {
  const { startBroker } = await import("../../../core/bus/broker.ts");
  const fragile = await startBroker({
    host: "127.0.0.1",
    port: 0,
    authenticate() {
      throw new Error("the list of clients is broken");
    },
  });
  const raw = await openRawAs(fragile.mqttPort, "kitchen");
  expect(raw.packets[0]).toMatchObject({ returnCode: 4 });
  await fragile.close();
});

it("a satellite asks, and is answered on its own instance", async () => {
  await hub.answer("utterance/handle", {}, ({ where }) => ({ turn: `t-${where.site}` }));
  const kitchen = await join("kitchen", "site/kitchen");
  const answer = await kitchen.ask("utterance/handle", { site: "kitchen" }, { text: "what time is it" });
  expect(answer.turn).toBe("t-kitchen");
});

it("a name that one client holds as its presence, another cannot declare dead", async () => {
  const wait: Message<"client/state">[] = [];
  await hub.on("client/state", {}, (message) => void wait.push(message));
  await join("kitchen", "site/kitchen");
  await until(() => wait.length === 1);
  const options = {
    url: tcp(broker),
    by: "client/kitchen",
    client: "kitchen",
    username: "guest",
    password: "secret",
  };
  const thief = connectBus({ ...options, timeout: 2_000 });
  await expect(thief).rejects.toMatchObject({ code: "BUS_UNREACHABLE" });
  await pause(30);
  expect(wait.map(({ body }) => body.online)).toEqual([true]);
});
