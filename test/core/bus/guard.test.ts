/** Packets are refused at their header, on the very internals of aedes and mqtt-packet that the guard stands on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Broker } from "../../../core/bus/broker.ts";
import { connectPacket, envelope, openBroker, openRaw, openRawAs, publishPacket, until } from "./support.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await openBroker();
});
afterAll(() => broker.close());

/** A fixed header: type and flags, then how many bytes shall follow (MQTT 3.1.1 section 2.2.3). */
function header(type: number, length: number): Buffer {
  const bytes = [type];
  let rest = length;
  do {
    bytes.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}

/** A state of about so many bytes. */
function stateOf(bytes: number): string {
  const area = { id: "a", name: "x".repeat(100) };
  const areas = Array.from({ length: Math.ceil(bytes / JSON.stringify(area).length) }, () => area);
  return envelope("hub/test", { areas, floors: [], devices: [], bootId: "b" });
}

describe("before the client is let in", () => {
  it.each([5_000, 1_000_000, 200_000_000])(
    "a CONNECT of %i bytes is refused at its header",
    async (length) => {
      const refused = broker.stats().refused.packetTooLarge ?? 0;
      const raw = openRaw(broker.mqttPort);
      raw.socket.write(header(0x10, length));
      await until(() => raw.closed);
      expect(broker.stats().refused.packetTooLarge).toBe(refused + 1);
    },
  );

  it("the same over WebSocket", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${broker.wsPort}`, "mqtt");
    socket.on("open", () => socket.send(header(0x10, 1_000_000)));
    await new Promise((closed) => socket.once("close", closed));
  });

  it("a length that never ends closes the connection", async () => {
    const raw = openRaw(broker.mqttPort);
    raw.socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0xff]));
    await until(() => raw.closed);
  });

  it("a CONNECT of 4,000 bytes passes", async () => {
    const will = { topic: "hearsay/hub/fault", payload: envelope("hub/x", fault("x".repeat(3_700))), qos: 1 };
    const raw = await openRawAs(broker.mqttPort, "hub", { will });
    expect(raw.packets[0]).toMatchObject({ cmd: "connack", returnCode: 0 });
    raw.socket.destroy();
  });
});

describe("once it is in", () => {
  it("a packet of 200,000 bytes passes", async () => {
    const raw = await openRawAs(broker.mqttPort, "hub");
    raw.send(publishPacket("hearsay/hub/devices/listed/x", stateOf(200_000), { retain: true }));
    await until(() => raw.packets.some(({ cmd }) => cmd === "puback"));
    expect(broker.stats().retainedBytes).toBeGreaterThan(200_000);
    raw.socket.destroy();
  });

  it("a packet of 300,000 bytes closes the connection, though one of 200,000 came before", async () => {
    const raw = await openRawAs(broker.mqttPort, "hub");
    raw.send(publishPacket("hearsay/hub/devices/listed/y", stateOf(200_000), { retain: true }));
    await until(() => raw.packets.some(({ cmd }) => cmd === "puback"));
    raw.socket.write(header(0x30, 300_000));
    await until(() => raw.closed);
  });

  it("a header that comes byte by byte is judged when it is whole", async () => {
    const raw = await openRawAs(broker.mqttPort, "hub");
    for (const byte of header(0x30, 300_000)) {
      expect(raw.closed).toBe(false);
      raw.socket.write(Buffer.from([byte]));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await until(() => raw.closed);
  });
});

it("another client is served meanwhile", async () => {
  const raw = openRaw(broker.mqttPort);
  raw.send(connectPacket("speech"));
  await until(() => raw.packets.length > 0);
  expect(raw.packets[0]).toMatchObject({ returnCode: 0 });
  raw.socket.destroy();
});

function fault(message: string): object {
  return { code: "INTERNAL", message, count: 1 };
}
