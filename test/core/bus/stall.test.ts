/** A subscriber that stops reading is shed; the others lose nothing and wait for nothing. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeFrame } from "../../../core/audio/frame.ts";
import type { Broker, Limits } from "../../../core/bus/broker.ts";
import type { AudioFrame } from "../../../core/contract/index.ts";
import {
  enter,
  envelope,
  joinAs,
  openBroker,
  openRaw,
  openRawAs,
  openRawWs,
  pause,
  publishPacket,
  type Raw,
  tcp,
  until,
} from "./support.ts";

let broker: Broker;
const start = async (limits: Partial<Limits>): Promise<void> => {
  broker = await openBroker(limits);
};
beforeEach(() => start({ stall: 300 }));
afterEach(() => broker.close());

const frameOf = (sequence: number): AudioFrame => ({
  format: { codec: "pcm", rate: 48_000, channels: 1 },
  stream: 1,
  sequence,
  at: sequence,
  data: new Uint8Array(60_000),
});

/** Subscribes and then reads no more. */
async function openStalled(filter: string, qos: 0 | 1, open = () => openRaw(broker.mqttPort)): Promise<Raw> {
  const raw = await enter(open(), "hub", { clientId: "stalled" });
  raw.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: filter, qos }] });
  await until(() => raw.packets.length === 2);
  raw.socket.pause();
  return raw;
}

describe.each([
  ["TCP", () => openRaw(broker.mqttPort)],
  ["WebSocket", () => openRawWs(broker.wsPort)],
])("beside a subscriber that stalled over %s", (_name, open) => {
  it("others hear every frame, and what is on other topics; the stalled one is disconnected", async () => {
    const stalled = await openStalled("hearsay/+/audio/in", 0, open);
    const reader = await joinAs(tcp(broker), "speech");
    const frames: number[] = [];
    const others: string[] = [];
    await reader.onAudio({ direction: "in" }, ({ sequence }) => void frames.push(sequence));
    await reader.on("listen/stop", {}, ({ id }) => void others.push(id));
    const talker = await openRawAs(broker.mqttPort, "hub", { clientId: "talker" });
    const total = 400;
    for (let index = 0; index < total; index++) {
      talker.send(publishPacket("hearsay/kitchen/audio/in", encodeFrame(frameOf(index)), { qos: 0 }));
      if (index % 20 === 0) {
        const said = envelope("hub/x", { reason: "done" });
        talker.send(publishPacket("hearsay/den/listen/stop", said, { messageId: 1 + index }));
        await until(() => frames.length > index - 20);
      }
    }
    await until(() => frames.length === total && others.length === total / 20);
    expect(broker.stats().dropped).toBeGreaterThan(0);
    let next = total;
    await until(() => {
      talker.send(publishPacket("hearsay/kitchen/audio/in", encodeFrame(frameOf(next++)), { qos: 0 }));
      return broker.stats().stalled === 1;
    });
    expect(frames.slice(0, total)).toEqual(Array.from({ length: total }, (_, index) => index));
    stalled.socket.destroy();
    talker.socket.destroy();
    await reader[Symbol.asyncDispose]();
  });
});

it("a subscriber that lets QoS 1 pile up is disconnected at the close mark, and nobody else loses any", async () => {
  await broker.close();
  await start({ stall: 60_000, dropMark: 64 * 1024, closeMark: 512 * 1024 });
  const stalled = await openStalled("hearsay/hub/devices/listed/+", 1);
  const reader = await joinAs(tcp(broker), "speech");
  const heard: string[] = [];
  await reader.on("devices/listed", {}, ({ id }) => void heard.push(id));
  const areas = Array.from({ length: 1_000 }, () => ({ id: "a", name: "x".repeat(150) }));
  const hub = broker.bus("hub/x");
  const said: string[] = [];
  while (broker.stats().stalled === 0 && said.length < 400) {
    said.push(
      await hub.publish("devices/listed", { source: "x" }, { areas, floors: [], devices: [], bootId: "b" }),
    );
    await until(() => heard.length === said.length);
  }
  expect(broker.stats().stalled).toBe(1);
  expect(heard).toEqual(said);
  stalled.socket.resume();
  await until(() => stalled.closed);
  await reader[Symbol.asyncDispose]();
});

it("a subscriber that reads again in time loses only what was dropped meanwhile", async () => {
  await broker.close();
  await start({ stall: 60_000, dropMark: 64 * 1024 });
  const slow = await openStalled("hearsay/+/audio/in", 0);
  const hub = broker.bus("hub/x");
  for (let index = 0; index < 400 && broker.stats().dropped === 0; index++) {
    hub.sendAudio({ site: "kitchen", direction: "in" }, frameOf(index));
    await pause(1);
  }
  expect(broker.stats().dropped).toBeGreaterThan(0);
  slow.socket.resume();
  const before = (): number => slow.packets.length;
  let last = -1;
  await until(() => {
    const still = last === before();
    last = before();
    return still;
  });
  hub.sendAudio({ site: "kitchen", direction: "in" }, frameOf(1_000));
  await until(() => before() > last);
  expect(slow.closed).toBe(false);
  slow.socket.destroy();
});
