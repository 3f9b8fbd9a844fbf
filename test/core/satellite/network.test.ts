/** A satellite and a question across the network, with the rights that each was given. */
import { describe, expect, it } from "vitest";
import { type Broker, type Rights, startBroker } from "../../../core/bus/broker.ts";
import { connectBus } from "../../../core/bus/remote.ts";
import type { AudioFrame, Message } from "../../../core/contract/index.ts";
import { createQueue } from "../../../core/flow/queue.ts";
import { askByText, askByWav } from "../../../core/satellite/ask.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { startButler } from "./butler.ts";
import { slowSpeaker, soundFrame, until } from "./room.ts";

const clients: Record<string, Rights> = {
  kitchen: { role: "satellite", site: "kitchen" },
  phone: { role: "client" },
  local: { role: "hub", words: true },
};
const open = (): Promise<Broker> =>
  startBroker({ host: "127.0.0.1", port: 0, authenticate: (name) => clients[name] });
const connect = ({ mqttPort }: Broker, username: string, by: string, client: string) =>
  connectBus({ url: `mqtt://127.0.0.1:${mqttPort}`, username, password: "x", by, client });
const beep = Int16Array.from({ length: 8_000 }, (_, i) => 8_000 * Math.sin(i / 6));
const question = { samples: beep, rate: 16_000, wake: false, fast: true };

describe("over the network", () => {
  it("a satellite with its own rights speaks, hears, obeys and is cut", async () => {
    await using broker = await open();
    const hub = broker.bus("hub/test");
    const states: Message<"site/state">["body"][] = [];
    const played: Message<"audio/played">["body"][] = [];
    const frames: AudioFrame[] = [];
    await hub.on("site/state", {}, ({ body }) => void states.push(body));
    await hub.on("audio/played", {}, ({ body }) => void played.push(body));
    await hub.onAudio({ direction: "in" }, (frame) => void frames.push(frame));
    await using bus = await connect(broker, "kitchen", "site/kitchen", "satellite-kitchen");
    const site = "kitchen";
    const microphone = createQueue<Int16Array>(8);
    const speaker = slowSpeaker();
    const satellite = await startSatellite({ bus, site, microphone, speaker });
    microphone.push(new Int16Array(1_280).fill(7));
    await until(() => frames.length === 1);
    expect(frames[0]?.stream).toBe(satellite.state.stream);
    for (let i = 0; i < 3; i++) hub.sendAudio({ site, direction: "out" }, soundFrame(5, i));
    await until(() => speaker.played.length === 1);
    const cut = { text: "a", heard: "", seconds: 1, cut: "stop", stream: 5 } as const;
    await hub.publish("reply/finished", { site }, cut);
    await until(() => speaker.flushes === 1 && played.length === 1);
    await hub.publish("site/configure", { site }, { muted: true });
    await until(() => states.at(-1)?.muted === true);
    await satellite[Symbol.asyncDispose]();
    await until(() => states.at(-1)?.online === false);
    expect(states.map(({ online, bootId }) => [online, bootId === bus.bootId])).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ]);
  });

  it.each([
    ["local", "client/ask"],
    ["phone", "client/phone"],
  ])("%s asks by sound and by text", async (username, by) => {
    await using broker = await open();
    const butler = await startButler(broker.bus("hub/dialog"));
    await using bus = await connect(broker, username, by, "cli-7");
    const spoken = await askByWav({ bus, site: "cli-7", ...question });
    expect(spoken).toMatchObject({ outcome: "done", transcript: "beep" });
    expect(spoken.reply.samples).toHaveLength(3 * 1_280);
    expect(butler.heard.map(({ sequence }) => sequence)).toEqual(butler.heard.map((_, i) => i));
    const typed = await askByText({ bus, site: "cli-7", text: "hello", speak: true });
    expect(typed).toMatchObject({ outcome: "done", reply: { seconds: 0.24 } });
  });

  it("what was given up is heard again by who asks for it again at once", async () => {
    await using broker = await open();
    const hub = broker.bus("hub/test");
    await using bus = await connect(broker, "local", "client/ask", "cli-7");
    for (let stream = 0; stream < 5; stream++) {
      const heard: AudioFrame[] = [];
      await using _ear = await bus.onAudio(
        { site: "hall", direction: "out" },
        (frame) => void heard.push(frame),
      );
      hub.sendAudio({ site: "hall", direction: "out" }, soundFrame(stream, 0));
      await until(() => heard.length === 1);
    }
  });
});
