/** What the embedded broker refuses at its door and what malformed things it closes on, one by one. */
import { generate, type Packet } from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Broker, Limits } from "../../../core/bus/broker.ts";
import {
  connectPacket,
  envelope,
  openBroker,
  openRaw,
  openRawAs,
  pause,
  publishPacket,
  type Raw,
  until,
} from "./support.ts";

let broker: Broker;
const raws: Raw[] = [];
const start = async (limits: Partial<Limits> = {}): Promise<void> => {
  await broker.close();
  broker = await openBroker(limits);
};
const enter = async (user: string, more: object = {}): Promise<Raw> => {
  const raw = await openRawAs(broker.mqttPort, user, more);
  raws.push(raw);
  return raw;
};
beforeEach(async () => {
  broker = await openBroker();
});
afterEach(async () => {
  for (const raw of raws.splice(0)) raw.socket.destroy();
  await broker.close();
});

const session = { phase: "idle", persona: "house", language: "en", bootId: "b" };
const subscribe = (...topics: string[]): Packet => ({
  cmd: "subscribe",
  messageId: 9,
  subscriptions: topics.map((topic) => ({ topic, qos: 1 as const })),
});
const granted = async (raw: Raw): Promise<unknown> => {
  await until(() => raw.packets.some(({ cmd }) => cmd === "suback"));
  const suback = raw.packets.find(({ cmd }) => cmd === "suback");
  return suback?.cmd === "suback" ? suback.granted : undefined;
};

describe("CONNECT", () => {
  const will = (topic: string, payload: string) => ({ will: { topic, payload, qos: 1, retain: false } });
  it.each<[string, object, number]>([
    ["a wrong password", { password: Buffer.from("guess") }, 4],
    ["an unknown name", { username: "nobody" }, 4],
    ["no name", { username: undefined, password: undefined }, 4],
    ["an identifier with NUL", { clientId: "a\0b" }, 2],
    ["an identifier of 200 characters", { clientId: "x".repeat(200) }, 2],
    ["no keepalive", { keepalive: 0 }, 5],
    ["a keepalive of an hour", { keepalive: 3600 }, 5],
    ["MQTT 5", { protocolVersion: 5 }, 1],
    ["a will for another room", will("hearsay/den/alarm/stop", envelope("site/kitchen", {})), 5],
    ["a will from another sender", will("hearsay/kitchen/alarm/stop", envelope("site/den", {})), 5],
    [
      "a will that breaks its schema",
      will("hearsay/kitchen/alarm/stop", envelope("site/kitchen", { x: 1 })),
      5,
    ],
    ["a will on a strange topic", will("$SYS/x", "x"), 5],
  ])("with %s is refused", async (_what, more, returnCode) => {
    const raw = await enter("kitchen", more);
    expect(raw.packets[0]).toMatchObject({ cmd: "connack", returnCode });
    await until(() => raw.closed);
    expect(broker.stats().connections).toBe(0);
  });

  it("with an empty identifier is refused unless the session is clean", async () => {
    const bytes = generate(connectPacket("kitchen", { clientId: "" }));
    for (const flag of [0x02, 0x00]) {
      const raw = openRaw(broker.mqttPort);
      // Connect flags stand behind the fixed header, the protocol's name and level (section 3.1.2.3).
      bytes[9] = ((bytes[9] ?? 0) & ~0x02) | flag;
      raw.socket.write(bytes);
      await until(() => raw.packets.length > 0);
      expect(raw.packets[0]).toMatchObject({ cmd: "connack", returnCode: flag === 0 ? 2 : 0 });
      raw.socket.destroy();
    }
  });

  it("with another client's identifier is refused, with one's own it takes over", async () => {
    const first = await enter("kitchen", { clientId: "mine" });
    const thief = await enter("den", { clientId: "mine" });
    expect(thief.packets[0]).toMatchObject({ returnCode: 2 });
    expect(first.closed).toBe(false);
    const again = await enter("kitchen", { clientId: "mine" });
    expect(again.packets[0]).toMatchObject({ returnCode: 0 });
    await until(() => first.closed);
  });

  it("never resumes a session, so nothing piles up for who is away", async () => {
    const first = await enter("speech", { clean: false });
    first.send(subscribe("hearsay/+/listen/stop"));
    await granted(first);
    first.socket.destroy();
    await until(() => broker.stats().connections === 0);
    await broker.bus("hub/x").publish("listen/stop", { site: "den" }, { reason: "done" });
    const second = await enter("speech", { clean: false });
    await pause(50);
    expect(second.packets).toEqual([expect.objectContaining({ cmd: "connack", sessionPresent: false })]);
    expect(broker.stats().subscriptions).toBe(0);
  });

  it("that does not come in time closes the connection", async () => {
    await start({ connectTimeout: 100 });
    const raw = openRaw(broker.mqttPort);
    await until(() => raw.closed);
  });
});

describe("the door", () => {
  it.each<[string, Partial<Limits>]>([
    ["connections", { connections: 2 }],
    ["connectionsPerAddress", { connectionsPerAddress: 2 }],
    ["connectRate", { connectBurst: 2, connectRate: 0.001 }],
  ])("refuses what is over the limit of %s", async (reason, limits) => {
    await start(limits);
    await enter("speech", { clientId: "1" });
    await enter("speech", { clientId: "2" });
    const third = openRaw(broker.mqttPort);
    await until(() => third.closed);
    expect(broker.stats()).toMatchObject({ connections: 2, refusedConnections: { [reason]: 1 } });
  });

  it("lets in again who made room", async () => {
    await start({ connections: 1 });
    (await enter("speech")).socket.destroy();
    await until(() => broker.stats().connections === 0);
    expect((await enter("speech")).packets[0]).toMatchObject({ returnCode: 0 });
  });

  it.each<[string, string, number]>([
    ["another site's page", "https://evil.example", 401],
    ["a file", "null", 401],
    ["its own page", "http://127.0.0.1:8930", 101],
  ])("over WebSocket answers %s as it should", async (_what, origin, status) => {
    const socket = new WebSocket(`ws://127.0.0.1:${broker.wsPort}`, "mqtt", { origin });
    const answered = await new Promise<number>((resolve) => {
      socket.once("open", () => resolve(101));
      socket.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
      socket.on("error", () => {});
    });
    socket.terminate();
    expect(answered).toBe(status);
  });

  it("on a port that is taken says so", async () => {
    const taken = { host: "127.0.0.1", port: broker.mqttPort, authenticate: () => undefined };
    const { startBroker } = await import("../../../core/bus/broker.ts");
    await expect(startBroker(taken)).rejects.toMatchObject({ code: "PORT_IN_USE" });
  });
});

describe("topics and filters", () => {
  const malformed = publishPacket("hearsay/kXXtchen/alarm/stop", "x");
  it.each<[string, (raw: Raw) => void]>([
    ["NUL in a topic", (raw) => raw.socket.write(patched(malformed, [0x00, 0x41]))],
    ["ill-formed UTF-8 in a topic", (raw) => raw.socket.write(patched(malformed, [0xc3, 0x28]))],
    ["a wildcard in a topic", (raw) => raw.send(publishPacket("hearsay/+/alarm/stop", "x"))],
    ["200 levels", (raw) => raw.send(publishPacket("a/".repeat(200), "x"))],
    ["the filter a#", (raw) => raw.send(subscribe("hearsay/kitchen/a#"))],
    ["the filter #/a", (raw) => raw.send(subscribe("#/a"))],
    ["the filter a+/b", (raw) => raw.send(subscribe("a+/b"))],
    ["an empty filter", (raw) => raw.send(subscribe(""))],
    ["NUL in a filter", (raw) => raw.send(subscribe("hearsay/kitchen/a\0"))],
  ])("%s closes the connection", async (_what, say) => {
    const raw = await enter("hub");
    say(raw);
    await until(() => raw.closed);
  });

  it.each(["$share/g/hearsay/#", "$SYS/#", "$SYS/+/new/clients", "$hearsay/refused"])(
    "the filter %s is refused, visibly",
    async (filter) => {
      const raw = await enter("hub");
      raw.send(subscribe(filter, "hearsay/#"));
      expect(await granted(raw)).toEqual([0x80, 1]);
    },
  );

  it.each(["$SYS/x/new/clients", "$hearsay/refused", "zigbee2mqtt/lamp", "hearsay/kitchen/unknown/kind"])(
    "a message on %s goes nowhere, and its sender stays",
    async (topic) => {
      const raw = await enter("hub");
      raw.send(subscribe("#", "hearsay/#"));
      await granted(raw);
      raw.send(publishPacket(topic, envelope("hub/x", {})));
      await until(() => raw.packets.some(({ cmd }) => cmd === "puback"));
      await until(() => raw.packets.some(({ cmd }) => cmd === "publish"));
      const heard = raw.packets
        .filter(({ cmd }) => cmd === "publish")
        .map((packet) => "topic" in packet && packet.topic);
      expect(heard).toEqual(["hearsay/hub/fault"]);
    },
  );

  it("a client has only so many subscriptions, and room again when it gives one up", async () => {
    await start({ subscriptionsPerClient: 2 });
    const raw = await enter("hub");
    raw.send(subscribe("hearsay/a/#", "hearsay/b/#", "hearsay/c/#"));
    expect(await granted(raw)).toEqual([1, 1, 0x80]);
    raw.send({ cmd: "unsubscribe", messageId: 10, unsubscriptions: ["hearsay/a/#"] });
    await until(() => broker.stats().subscriptions === 1);
    raw.packets.length = 0;
    raw.send(subscribe("hearsay/c/#"));
    expect(await granted(raw)).toEqual([1]);
  });
});

describe("retained states", () => {
  const stateOf = (site: string) =>
    publishPacket(`hearsay/${site}/session/state`, envelope("hub/x", session), { retain: true });

  it("are only so many, and so many bytes; a new one for an old one always fits", async () => {
    await start({ retained: 2 });
    const raw = await enter("hub");
    for (const site of ["a", "b", "c", "a"]) raw.send(stateOf(site));
    await until(() => broker.stats().received === 4);
    expect(broker.stats()).toMatchObject({ retained: 2, refused: { QUEUE_FULL: 1 } });
    const heard: string[] = [];
    await broker.bus("hub/y").on("session/state", {}, ({ where }) => void heard.push(where.site));
    await pause(20);
    expect(heard.sort()).toEqual(["a", "b"]);
    await start({ retainedBytes: 500 });
    const small = await enter("hub");
    for (const site of ["a", "b", "c", "d"]) small.send(stateOf(site));
    await until(() => broker.stats().received === 4);
    expect(broker.stats().retainedBytes).toBeLessThanOrEqual(500);
    expect(broker.stats().refused.QUEUE_FULL).toBeGreaterThan(0);
  });

  it("are kept even when their sender forgot the flag; nothing else is", async () => {
    const raw = await enter("hub");
    raw.send({ ...stateOf("a"), retain: false } as Packet);
    raw.send(publishPacket("hearsay/a/listen/stop", envelope("hub/x", { reason: "done" }), { retain: true }));
    await until(() => broker.stats().received === 2);
    const late = await enter("speech");
    late.send(subscribe("hearsay/#"));
    await until(() => late.packets.some(({ cmd }) => cmd === "publish"));
    await pause(30);
    const topics = late.packets.flatMap((packet) => (packet.cmd === "publish" ? [packet.topic] : []));
    expect(topics).toEqual(["hearsay/a/session/state"]);
    expect(broker.stats().refused.TOPIC_FORBIDDEN).toBe(1);
  });
});

/** The packet's bytes with its `XX` replaced. */
function patched(packet: Packet, by: readonly number[]): Buffer {
  const bytes = Buffer.from(generate(packet));
  bytes.set(by, bytes.indexOf("XX"));
  return bytes;
}
