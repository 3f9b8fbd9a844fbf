/** A satellite on a real bus: what it announces, sends, plays and obeys. */
import { describe, expect, it } from "vitest";
import { type Microphone, samplesOf } from "../../../core/contract/index.ts";
import { createQueue } from "../../../core/flow/queue.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { openRoom, slowSpeaker, soundFrame, until } from "./room.ts";

const site = "kitchen";
const quiet = { play() {}, flush() {} };
async function* once(...pieces: Int16Array[]): Microphone {
  await Promise.resolve();
  yield* pieces;
}

describe("a satellite", () => {
  it("says that it is there, what it has, and that it left", async () => {
    await using room = await openRoom();
    const states = await room.hear("site/state");
    const satellite = await startSatellite({ bus: room.bus, site, name: "Kitchen", speaker: quiet });
    await satellite[Symbol.asyncDispose]();
    await until(() => states.length === 2);
    expect(states.map(({ body }) => body)).toMatchObject([
      { name: "Kitchen", online: true, microphone: false, speaker: true, volume: 1, bootId: room.bus.bootId },
      { online: false },
    ]);
  });

  it("takes its state back when it was only passing", async () => {
    await using room = await openRoom();
    const gone: string[] = [];
    await room.hub.on(
      "site/state",
      {},
      () => {},
      (where) => void gone.push(where.site),
    );
    await (await startSatellite({ bus: room.bus, site, passing: true }))[Symbol.asyncDispose]();
    await until(() => gone.length > 0);
    expect(gone).toEqual([site]);
  });

  it("sends what it hears in frames of 80 ms, whatever the pieces, and says where they end", async () => {
    await using room = await openRoom();
    const frames: number[][] = [];
    const seen: { stream: number; sequence: number; at: number }[] = [];
    await room.hub.onAudio({ direction: "in" }, (frame) => {
      frames.push([...samplesOf(frame)]);
      seen.push(frame);
    });
    const started = await room.hear("audio/started");
    const stopped = await room.hear("audio/stopped");
    const samples = Int16Array.from({ length: 3 * 1_280 + 7 }, (_, i) => i % 30_000);
    const pieces = [100, 2_000, 3_000].map((end, i, ends) => samples.subarray(ends[i - 1] ?? 0, end));
    const heard = createQueue<Int16Array>(8);
    await using satellite = await startSatellite({ bus: room.bus, site, microphone: heard });
    const { stream } = satellite.state;
    for (const piece of [...pieces, samples.subarray(3_000)]) heard.push(piece);
    heard.close();
    await satellite.over;
    await until(() => stopped.length > 0);
    expect(frames.flat()).toEqual([...samples.subarray(0, 3 * 1_280)]);
    expect(seen.map((frame) => [frame.stream, frame.sequence])).toEqual([0, 1, 2].map((n) => [stream, n]));
    expect(started[0]?.body).toMatchObject({ stream, direction: "in", format: { rate: 16_000 } });
    expect(stopped[0]?.body).toEqual({ stream, direction: "in", frames: 3, lost: 0 });
    expect(satellite.state).toMatchObject({ microphone: false, online: true });
  });

  it("is deaf while it is muted, and begins a new stream after", async () => {
    await using room = await openRoom();
    const states = await room.hear("site/state");
    const streams: number[] = [];
    await room.hub.onAudio({ direction: "in" }, ({ stream }) => void streams.push(stream));
    const heard = createQueue<Int16Array>(8);
    await using satellite = await startSatellite({ bus: room.bus, site, microphone: heard });
    const first = satellite.state.stream;
    await room.hub.publish("site/configure", { site }, { muted: true });
    await until(() => states.at(-1)?.body.muted === true);
    expect(states.at(-1)?.body).not.toHaveProperty("stream");
    heard.push(new Int16Array(1_280));
    await room.hub.publish("site/configure", { site }, { muted: false });
    await until(() => states.at(-1)?.body.muted === false);
    heard.push(new Int16Array(1_280));
    await until(() => streams.length > 0);
    expect(streams).toEqual([satellite.state.stream]);
    expect(satellite.state.stream).not.toBe(first);
  });

  it("ends as it was told last when it is told much at once", async () => {
    await using room = await openRoom();
    await using satellite = await startSatellite({
      bus: room.bus,
      site,
      microphone: createQueue<Int16Array>(8),
    });
    const states = await room.hear("site/state");
    for (const muted of [true, false, true, false])
      await room.hub.publish("site/configure", { site }, { muted });
    await until(() => states.length === 5);
    expect(states.at(-1)?.body).toMatchObject({ muted: false, stream: satellite.state.stream });
  });

  it("obeys what it is configured to", async () => {
    await using room = await openRoom();
    const states = await room.hear("site/state");
    await using _satellite = await startSatellite({ bus: room.bus, site, speaker: quiet });
    await room.hub.publish(
      "site/configure",
      { site },
      { volume: 0.5, wakeWords: ["alexa"], persona: "house" },
    );
    await until(() => states.length === 2);
    expect(states[1]?.body).toMatchObject({ volume: 0.5, wakeWords: ["alexa"], persona: "house" });
  });

  it("says when a broken microphone made it deaf, and goes on speaking", async () => {
    await using room = await openRoom();
    const faults: string[] = [];
    const broken: Microphone = (async function* () {
      yield new Int16Array(10);
      throw new Error("unplugged");
    })();
    const onFault = ({ message }: Error): void => void faults.push(message);
    await using satellite = await startSatellite({
      bus: room.bus,
      site,
      microphone: broken,
      speaker: quiet,
      onFault,
    });
    await satellite.over;
    expect(faults).toEqual(["unplugged"]);
    expect(satellite.state).toMatchObject({ microphone: false, speaker: true, online: true });
  });

  it("keeps to the microphone's own times where it has them", async () => {
    await using room = await openRoom();
    const times: number[] = [];
    await room.hub.onAudio({ site, direction: "in" }, ({ at }) => void times.push(at));
    const heard = createQueue<{ samples: Int16Array; at: number }>(8);
    await using _satellite = await startSatellite({ bus: room.bus, site, microphone: heard });
    for (const at of [5_000, 5_040, 6_000, 6_040]) heard.push({ samples: new Int16Array(640), at });
    await until(() => times.length === 2);
    expect(times).toEqual([5_000, 6_000]);
  });
});

describe("what a satellite plays", () => {
  it("comes in order, louder or softer, and is reported to its end", async () => {
    await using room = await openRoom();
    const reports = await room.hear("audio/played");
    const played: number[] = [];
    const speaker = { play: (samples: Int16Array) => void played.push(samples[0] ?? 0), flush() {} };
    await using satellite = await startSatellite({ bus: room.bus, site, speaker, volume: 0.5 });
    const send = (sequence: number): void =>
      room.hub.sendAudio({ site, direction: "out" }, soundFrame(9, sequence));
    for (const sequence of [0, 1, 3, 3, 2, 4]) send(sequence);
    await room.hub.publish("audio/stopped", { site }, { stream: 9, direction: "out", frames: 5, lost: 0 });
    await until(() => reports.at(-1)?.body.ended === true);
    expect(played).toEqual([250, 250, 251, 251]);
    expect(reports.map(({ body }) => body)).toEqual([{ stream: 9, position: 320, ended: true }]);
    expect(satellite.stats).toEqual({ played: 4, lost: 1, dropped: 2 });
  });

  it("is over when the loudspeaker has let it be heard", async () => {
    await using room = await openRoom();
    const reports = await room.hear("audio/played");
    const drained = Promise.withResolvers<void>();
    const speaker = { play() {}, flush() {}, drain: () => drained.promise };
    await using _satellite = await startSatellite({ bus: room.bus, site, speaker });
    for (let i = 0; i < 7; i++) room.hub.sendAudio({ site, direction: "out" }, soundFrame(9, i));
    await room.hub.publish("audio/stopped", { site }, { stream: 9, direction: "out", frames: 7, lost: 0 });
    await until(() => reports.length === 1);
    expect(reports[0]?.body.ended).toBe(false);
    drained.resolve();
    await until(() => reports.length === 2);
    expect(reports[1]?.body).toEqual({ stream: 9, position: 560, ended: true });
  });

  it("is reported on the way", async () => {
    await using room = await openRoom();
    const reports = await room.hear("audio/played");
    await using _satellite = await startSatellite({ bus: room.bus, site, speaker: quiet });
    for (let i = 0; i < 14; i++) room.hub.sendAudio({ site, direction: "out" }, soundFrame(9, i));
    await until(() => reports.length === 2);
    expect(reports.map(({ body }) => body.position)).toEqual([560, 1_120]);
  });

  it("falls silent when the answer is cut, and nothing of it comes after", async () => {
    await using room = await openRoom();
    const reports = await room.hear("audio/played");
    const speaker = slowSpeaker();
    await using satellite = await startSatellite({ bus: room.bus, site, speaker });
    const send = (stream: number, sequence: number): void =>
      room.hub.sendAudio({ site, direction: "out" }, soundFrame(stream, sequence));
    for (let i = 0; i < 4; i++) send(9, i);
    await until(() => speaker.played.length === 1);
    speaker.step();
    await until(() => speaker.played.length === 2);
    const cut = { text: "a b", heard: "a", seconds: 1, cut: "bargeIn", stream: 9 } as const;
    await room.hub.publish("reply/finished", { site }, cut);
    await until(() => reports.length === 1);
    send(9, 4);
    send(10, 0);
    await until(() => speaker.played.length === 3);
    expect(speaker.flushes).toBe(1);
    expect(speaker.played).toEqual([1_000, 1_001, 1_000]);
    expect(reports.map(({ body }) => body)).toEqual([{ stream: 9, position: 80, ended: true }]);
    expect(satellite.stats).toMatchObject({ played: 1, dropped: 3 });
  });

  it("is reported as over when nothing of it arrived", async () => {
    await using room = await openRoom();
    const reports = await room.hear("audio/played");
    await using _satellite = await startSatellite({ bus: room.bus, site, speaker: quiet });
    await room.hub.publish("audio/stopped", { site }, { stream: 9, direction: "out", frames: 5, lost: 0 });
    await until(() => reports.length === 1);
    expect(reports[0]?.body).toEqual({ stream: 9, position: 0, ended: true });
  });

  it("goes on after a loudspeaker that failed once", async () => {
    await using room = await openRoom();
    const reports = await room.hear("audio/played");
    let calls = 0;
    const play = (): void => {
      if (calls++ === 0) throw new Error("no device");
    };
    const faults: string[] = [];
    await using _satellite = await startSatellite({
      bus: room.bus,
      site,
      speaker: { play, flush() {} },
      onFault: ({ code }) => void faults.push(code),
    });
    for (let i = 0; i < 2; i++) room.hub.sendAudio({ site, direction: "out" }, soundFrame(9, i));
    await room.hub.publish("audio/stopped", { site }, { stream: 9, direction: "out", frames: 2, lost: 0 });
    await until(() => reports.at(-1)?.body.ended === true);
    expect(calls).toBe(2);
    expect(faults).toEqual(["AUDIO_DEVICE_MISSING"]);
  });

  it("is not what other rooms are sent", async () => {
    await using room = await openRoom();
    const speaker = slowSpeaker();
    await using _satellite = await startSatellite({ bus: room.bus, site, speaker, microphone: once() });
    room.hub.sendAudio({ site: "hall", direction: "out" }, soundFrame(9, 7));
    room.hub.sendAudio({ site, direction: "out" }, soundFrame(9, 0));
    await until(() => speaker.played.length > 0);
    expect(speaker.played).toEqual([1_000]);
  });
});
