/** The other process of the bus benchmark: many simulated satellites, one that talks, and at will one that reads no more. */
import { connect, type Socket } from "node:net";
import { generate, type Packet } from "mqtt-packet";
import { encodeFrame } from "../../../core/audio/frame.ts";
import { connectBus } from "../../../core/bus/remote.ts";
import { now } from "./now.ts";

/** What the benchmark asks for. */
export interface LoadOrder {
  readonly port: number;
  readonly satellites: number;
  readonly seconds: number;
  readonly stalled: boolean;
}
/** What came of it; delays in ms. */
export interface LoadResult {
  readonly sent: number;
  readonly asks: readonly number[];
  readonly unanswered: number;
}

/** A frame of 80 ms: 2,560 bytes at 16 kHz, 12.5 times a second. */
const frameMs = 80;
const samples = new Uint8Array(2_560).map((_, index) => index);

async function open(port: number, name: string, more: readonly Packet[] = []): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  const facts = { protocolId: "MQTT", protocolVersion: 4, clean: true, keepalive: 60 } as const;
  const password = Buffer.from("bench");
  socket.write(generate({ cmd: "connect", clientId: name, username: name, password, ...facts }));
  await new Promise((resolve, reject) => {
    socket.once("data", resolve);
    socket.once("error", reject);
  });
  for (const packet of more) socket.write(generate(packet));
  return socket;
}

async function openSatellites({ port, satellites }: LoadOrder): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let index = 0; index < satellites; index++) sockets.push(await open(port, `sat-${index}`));
  for (const socket of sockets) socket.resume();
  return sockets;
}

async function openStalled(port: number): Promise<Socket> {
  const subscriptions = [{ topic: "hearsay/+/audio/in", qos: 0 as const }];
  const socket = await open(port, "stalled", [{ cmd: "subscribe", messageId: 1, subscriptions }]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.pause();
  return socket;
}

/** Every satellite on a timer of its own, spread over a frame's length as real ones are. */
async function stream(sockets: readonly Socket[], seconds: number): Promise<number> {
  const frames = Math.round((seconds * 1000) / frameMs);
  const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
  const talks = sockets.map(async (socket, index) => {
    await new Promise((resolve) => setTimeout(resolve, (index * frameMs) / sockets.length));
    const begun = now();
    for (let sequence = 0; sequence < frames; sequence++) {
      const payload = encodeFrame({ format, stream: index, sequence, at: now(), data: samples });
      const topic = `hearsay/sat-${index}/audio/in`;
      socket.write(generate({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false }));
      const wait = begun + (sequence + 1) * frameMs - now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    }
  });
  await Promise.all(talks);
  return frames * sockets.length;
}

/** One satellite that also talks: a question and its answer, five times a second. */
async function talk(port: number, until: Promise<unknown>): Promise<{ asks: number[]; unanswered: number }> {
  const url = `mqtt://127.0.0.1:${port}`;
  const bus = await connectBus({
    url,
    by: "site/talker",
    client: "talker",
    username: "talker",
    password: "bench",
  });
  const asks: number[] = [];
  let unanswered = 0;
  let going = true;
  void until.then(() => {
    going = false;
  });
  while (going) {
    const begun = now();
    try {
      await bus.ask("utterance/handle", { site: "talker" }, { text: "what time is it" });
      asks.push(now() - begun);
    } catch {
      unanswered++;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await bus[Symbol.asyncDispose]();
  return { asks, unanswered };
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const sockets = await openSatellites(order);
  const stalled = order.stalled ? await openStalled(order.port) : undefined;
  process.send?.("streaming");
  const streaming = stream(sockets, order.seconds);
  const said = await talk(order.port, streaming);
  const sent = await streaming;
  process.send?.("streamed");
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const socket of [...sockets, ...(stalled ? [stalled] : [])]) socket.destroy();
  return { sent, ...said };
}

process.once("message", (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result, () => process.disconnect()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
