/** What a voice's job sends to the room and says to whoever asked. */
import { describe, expect, it } from "vitest";
import type { AudioFrame, Messages, TextToSpeech } from "../../../../core/contract/index.ts";
import { type Desk, openDesk } from "./kit.ts";

const start = (more: Partial<Messages["tts/start"]["to"]> = {}): Messages["tts/start"] => ({
  job: "j",
  language: "en",
  to: {
    site: "kitchen",
    stream: 7,
    format: { codec: "pcm", rate: 16_000, channels: 1 },
    ...more,
  },
});
/** `ms` of sound for each clause. */
const sounding = (ms: number): TextToSpeech => ({
  voices: [],
  async *speak(text) {
    for await (const words of text) yield { samples: new Int16Array(ms * 16), rate: 16_000, text: words };
  },
});
async function heardIn(desk: Desk): Promise<AudioFrame[]> {
  const frames: AudioFrame[] = [];
  await desk.bus.onAudio({ site: "kitchen", direction: "out" }, (frame) => void frames.push(frame));
  return frames;
}
const spokenBy = (desk: Desk): Messages["tts/spoken"][] =>
  desk.said.flatMap(({ kind, body }) => (kind === "tts/spoken" ? [body as Messages["tts/spoken"]] : []));

describe("a voice's job", () => {
  it("sends its clauses as one stream, numbered on, and says where each began and ended", async () => {
    await using desk = await openDesk("tts", sounding(100));
    const frames = await heardIn(desk);
    await desk.tell("tts/start", start({ sequence: 5 }));
    await desk.tell("tts/text", { job: "j", text: "One.", last: false });
    await desk.tell("tts/text", { job: "j", text: "Two.", last: true });
    expect(await desk.end("j")).toBe("done");
    expect(frames.map(({ sequence, stream }) => [sequence, stream])).toEqual(
      [5, 6, 7, 8, 9].map((n) => [n, 7]),
    );
    expect(spokenBy(desk)).toMatchObject([
      { text: "One.", from: 0, last: false },
      { text: "Two.", to: 200, frames: 5, last: true },
    ]);
  });

  it("is of a voice whose state tells when it sounds different", async () => {
    await using desk = await openDesk("tts", { ...sounding(100), sound: "one" });
    const sounds = () =>
      desk.said.flatMap(({ kind, body }) =>
        kind === "provider/state" ? [(body as Messages["provider/state"]).sound] : [],
      );
    await desk.served.renew?.({ ...sounding(100), sound: "two" });
    await desk.served.renew?.(sounding(100));
    await expect.poll(() => sounds().length).toBe(3);
    expect(new Set(sounds())).toHaveLength(3);
    expect(
      sounds()
        .slice(0, 2)
        .every((one) => /^[0-9a-f]{16}$/.test(one ?? "")),
    ).toBe(true);
  });

  it("without a word is done at once", async () => {
    await using desk = await openDesk("tts", sounding(100));
    const frames = await heardIn(desk);
    await desk.tell("tts/start", start());
    await desk.tell("tts/text", { job: "j", text: "", last: true });
    expect(await desk.end("j")).toBe("done");
    expect(frames).toEqual([]);
    expect(spokenBy(desk)).toMatchObject([{ from: 0, to: 0, frames: 0, last: true }]);
  });

  it("stops while it waits for the loudspeaker to catch up", async () => {
    await using desk = await openDesk("tts", sounding(60_000));
    const frames = await heardIn(desk);
    await desk.tell("tts/start", start());
    await desk.tell("tts/text", { job: "j", text: "Long.", last: true });
    await expect.poll(() => frames.length).toBeGreaterThan(10);
    await desk.tell("job/cancel", { job: "j", reason: "enough" });
    expect(await desk.end("j")).toBe("CANCELLED");
    expect(frames.length).toBeLessThan(60_000 / 40 / 10);
    expect(spokenBy(desk)).toEqual([]);
  });

  it("sends a room little at once, and whoever asked a whole answer", async () => {
    await using desk = await openDesk("tts", sounding(20_000));
    const frames = await heardIn(desk);
    const mine: AudioFrame[] = [];
    await desk.bus.onAudio({ instance: desk.bus.instance }, (frame) => void mine.push(frame));
    await desk.tell("tts/start", start());
    await desk.tell("tts/text", { job: "j", text: "Long.", last: true });
    await expect.poll(() => frames.length).toBeGreaterThan(10);
    expect(frames.length).toBeLessThan(20_000 / 40 / 2);
    await desk.tell("job/cancel", { job: "j", reason: "enough" });
    const { site: _, ...to } = start().to;
    await desk.tell("tts/start", { ...start(), job: "k", to });
    await desk.tell("tts/text", { job: "k", text: "Long.", last: true });
    expect(await desk.end("k")).toBe("done");
    expect(mine).toHaveLength(20_000 / 40);
  });

  it("refuses a form that it cannot send", async () => {
    await using desk = await openDesk("tts", sounding(100));
    await desk.tell("tts/start", start({ format: { codec: "opus", rate: 48_000, channels: 1 } }));
    expect(await desk.end("j")).toBe("AUDIO_UNSUPPORTED");
  });

  it("resamples to what the room wants, to its last sample", async () => {
    await using desk = await openDesk("tts", sounding(100));
    const frames = await heardIn(desk);
    await desk.tell("tts/start", start({ format: { codec: "pcm", rate: 48_000, channels: 1 } }));
    await desk.tell("tts/text", { job: "j", text: "One.", last: true });
    expect(await desk.end("j")).toBe("done");
    expect(frames.reduce((sum, { data }) => sum + data.byteLength / 2, 0)).toBe(4800);
  });
});

describe("a voice that is offered anew", () => {
  it("tells its new voices, and speaks as the new one from the next job on", async () => {
    await using desk = await openDesk("tts", sounding(100));
    const frames = await heardIn(desk);
    const voices = [{ name: "ada", language: "en" }];
    await desk.served.renew?.({ ...sounding(200), voices });
    const states = desk.said.filter(({ kind }) => kind === "provider/state");
    expect(states.at(-1)?.body).toMatchObject({ voices });
    await desk.tell("tts/start", start());
    await desk.tell("tts/text", { job: "j", text: "One.", last: true });
    expect(await desk.end("j")).toBe("done");
    expect(frames.reduce((sum, { data }) => sum + data.length / 32, 0)).toBe(200);
  });
});
