/** Ten thousand pieces of garbage, on the wire and inside well-formed packets, leave the broker serving. */
import { generate } from "mqtt-packet";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Broker } from "../../../core/bus/broker.ts";
import {
  connectPacket,
  envelope,
  joinAs,
  openBroker,
  openRaw,
  openRawAs,
  publishPacket,
  tcp,
  until,
} from "./support.ts";

let broker: Broker;
beforeEach(async () => {
  broker = await openBroker({ connectBurst: 100_000, refusals: 100_000 });
});
afterEach(() => broker.close());

/** Always the same garbage, so that a failure comes again (mulberry32). */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}
type Dice = ReturnType<typeof createDice>;

const noise = (dice: Dice, length: number): Buffer => Buffer.from(Array.from({ length }, () => dice(256)));

const goodPackets: readonly Buffer[] = [
  generate(connectPacket("hub")),
  generate(publishPacket("hearsay/den/listen/stop", envelope("hub/x", { reason: "done" }))),
  generate({ cmd: "subscribe", messageId: 3, subscriptions: [{ topic: "hearsay/#", qos: 1 }] }),
  generate({ cmd: "unsubscribe", messageId: 4, unsubscriptions: ["hearsay/#"] }),
  generate({ cmd: "pingreq" }),
  generate({ cmd: "puback", messageId: 5 }),
  generate({ cmd: "pubrel", messageId: 6 }),
];

/** A good packet with a few bytes changed, cut or doubled. */
function mutant(dice: Dice): Buffer {
  const bytes = Buffer.from(goodPackets[dice(goodPackets.length)] ?? []);
  for (let flips = dice(4); flips >= 0; flips--) bytes[dice(bytes.length)] = dice(256);
  return dice(4) === 0 ? bytes.subarray(0, dice(bytes.length)) : bytes;
}

async function serves(): Promise<void> {
  const bus = await joinAs(tcp(broker), "speech");
  await broker.bus("hub/test").answer("alarm/clear", {}, () => ({ cleared: ["yes"] }));
  expect(await bus.ask("alarm/clear", {}, {})).toEqual({ cleared: ["yes"] });
  await bus[Symbol.asyncDispose]();
}

it("on connections that are not let in, 3,000 times", async () => {
  const dice = createDice(1);
  for (let round = 0; round < 60; round++) {
    const raws = Array.from({ length: 50 }, () => openRaw(broker.mqttPort));
    for (const { socket } of raws) socket.end(dice(2) === 0 ? noise(dice, 1 + dice(300)) : mutant(dice));
    await until(() => raws.every(({ closed }) => closed));
  }
  await serves();
}, 60_000);

it("on connections that were let in, 3,000 times", async () => {
  const dice = createDice(2);
  for (let round = 0; round < 30; round++) {
    const raws = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        openRawAs(broker.mqttPort, "hub", { clientId: `g${round}-${index}` }),
      ),
    );
    for (const { socket } of raws) {
      for (let piece = 0; piece < 10; piece++) if (!socket.destroyed) socket.write(mutant(dice));
      socket.end();
    }
    await until(() => raws.every(({ closed }) => closed));
  }
  await serves();
}, 60_000);

it("inside well-formed packets, 4,000 times", async () => {
  const dice = createDice(3);
  const topics = [
    "den/audio/in",
    "den/listen/stop",
    "den/session/state",
    "@x/answer",
    "hub/fault",
    "a/b",
    "hub/state",
  ];
  const raw = await openRawAs(broker.mqttPort, "hub");
  for (let index = 0; index < 4_000; index++) {
    const json = JSON.stringify({
      id: "x",
      at: dice(5),
      by: "hub/x",
      body: { reason: noise(dice, 9).toString() },
    });
    const payload = dice(2) === 0 ? noise(dice, dice(200)) : json.slice(0, dice(json.length + 1));
    const topic = `hearsay/${topics[dice(topics.length)]}`;
    raw.send(publishPacket(topic, payload, { qos: dice(2), messageId: 1 + index, retain: dice(2) === 0 }));
  }
  await until(() => broker.stats().received === 4_000);
  expect(raw.closed).toBe(false);
  expect(broker.stats().handlerFailures).toBe(0);
  raw.socket.destroy();
  await serves();
}, 60_000);
