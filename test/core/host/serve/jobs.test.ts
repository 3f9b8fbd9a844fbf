/** What every provider's jobs do on the bus, whatever the plugin behind them does. */
import { describe, expect, it } from "vitest";
import type { SpeechToText, VoiceActivity, WakeDetector } from "../../../../core/contract/index.ts";
import { Fault } from "../../../../core/contract/index.ts";
import { counting, frameOf, openDesk, startStt } from "./kit.ts";

const waiting: SpeechToText = {
  streaming: false,
  limit: 1,
  async *transcribe(audio) {
    for await (const _ of audio);
    yield { text: "x", final: true };
  },
};
const throwing = (what: unknown): SpeechToText => ({
  streaming: false,
  transcribe: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(what) }) }),
});
const texts = (said: readonly { kind: string; body: unknown }[]): string[] =>
  said.filter(({ kind }) => kind === "stt/heard").map(({ body }) => (body as { text: string }).text);

describe("a job", () => {
  it("says what it heard before it says that it is done", async () => {
    await using desk = await openDesk("stt", counting);
    await desk.tell("stt/start", startStt("j"));
    desk.frame("j", frameOf(0));
    await desk.tell("stt/flush", { job: "j" });
    desk.frame("j", frameOf(1));
    await desk.tell("stt/stop", { job: "j" });
    expect(await desk.end("j")).toBe("done");
    const kinds = desk.said.map(({ kind }) => kind).filter((kind) => kind !== "provider/state");
    expect(kinds).toEqual(["stt/heard", "stt/heard", "job/done"]);
    expect(texts(desk.said)).toEqual(["1", "2"]);
  });

  it("that is cancelled says so, and says no more words", async () => {
    await using desk = await openDesk("stt", counting);
    await desk.tell("stt/start", startStt("j"));
    await desk.tell("job/cancel", { job: "j", reason: "enough" });
    expect(await desk.end("j")).toBe("CANCELLED");
    expect(texts(desk.said)).toEqual([]);
    expect(desk.served.active()).toBe(0);
  });

  it.each([
    ["an error", new Error("broken"), "JOB_FAILED"],
    ["a fault", new Fault("AUDIO_UNSUPPORTED", "no"), "AUDIO_UNSUPPORTED"],
    ["something else", "words", "JOB_FAILED"],
    ["an abort of its own making", new DOMException("late", "AbortError"), "JOB_FAILED"],
  ])("whose provider throws %s fails with a code that says so", async (_what, thrown, code) => {
    await using desk = await openDesk("stt", throwing(thrown));
    await desk.tell("stt/start", startStt("j"));
    expect(await desk.end("j")).toBe(code);
  });

  it("above the limit is refused, and the provider says that it is not ready", async () => {
    await using desk = await openDesk("stt", waiting);
    await desk.tell("stt/start", startStt("a"));
    await desk.tell("stt/start", startStt("b"));
    expect(await desk.end("b")).toBe("PROVIDER_BUSY");
    const full = desk.said.findLast(({ kind }) => kind === "provider/state")?.body;
    expect(full).toMatchObject({ jobs: 1, limit: 1, ready: false });
    await desk.tell("stt/stop", { job: "a" });
    expect(await desk.end("a")).toBe("done");
    await expect
      .poll(() => desk.said.findLast(({ kind }) => kind === "provider/state")?.body)
      .toMatchObject({ jobs: 0, ready: true });
  });

  it("under way is let finish by a provider that is replaced, which takes no other", async () => {
    await using desk = await openDesk("stt", counting);
    await desk.tell("stt/start", startStt("a"));
    const drained = desk.served.drain(60_000);
    await desk.tell("stt/start", startStt("b"));
    expect(await desk.end("b")).toBe("PROVIDER_BUSY");
    await desk.tell("stt/stop", { job: "a" });
    expect(await desk.end("a")).toBe("done");
    await drained;
  });

  it("that outlasts the replacement of its provider is told that it is gone", async () => {
    await using desk = await openDesk("stt", waiting);
    await desk.tell("stt/start", startStt("a"));
    await desk.served.drain(1);
    expect(await desk.end("a")).toBe("PROVIDER_GONE");
  });
});

describe("frames", () => {
  it("that overtake the command that opens their job are kept for it", async () => {
    await using desk = await openDesk("stt", counting);
    for (let i = 0; i < 3; i++) desk.frame("j", frameOf(i));
    await desk.tell("stt/start", startStt("j"));
    await desk.tell("stt/stop", { job: "j" });
    expect(await desk.end("j")).toBe("done");
    expect(texts(desk.said)).toEqual(["3"]);
  });

  it("of the longest utterance, given at once to the next provider, are all heard", async () => {
    await using desk = await openDesk("stt", counting);
    await desk.tell("stt/start", startStt("j"));
    const frames = 30_000 / 20;
    for (let i = 0; i < frames; i++) desk.frame("j", frameOf(i));
    await desk.tell("stt/stop", { job: "j" });
    expect(await desk.end("j")).toBe("done");
    expect(texts(desk.said)).toEqual([String(frames)]);
  });

  it("of two jobs are kept apart", async () => {
    await using desk = await openDesk("stt", counting);
    for (const job of ["a", "b"]) await desk.tell("stt/start", startStt(job));
    for (const job of ["a", "b", "a"]) desk.frame(job, frameOf(0));
    for (const job of ["a", "b"]) await desk.tell("stt/stop", { job });
    await Promise.all([desk.end("a"), desk.end("b")]);
    expect(texts(desk.said).sort()).toEqual(["1", "2"]);
  });
});

/** Both find something when the frames are over, which a cancelled job's are. */
const wake: WakeDetector = {
  words: ["w"],
  async *watch(frames) {
    for await (const _ of frames);
    yield { word: "w", score: 0.9, level: -20, noise: -50, model: "m", heardAt: 9 };
  },
};
const vad: VoiceActivity = {
  async *watch(frames) {
    for await (const _ of frames);
    yield { type: "started", at: 9 };
  },
};

describe("what a provider notices after its job was cancelled", () => {
  it("wakes nobody", async () => {
    await using desk = await openDesk("wake", wake);
    const watch = { job: "j", site: "kitchen", stream: 1, words: [], sensitivity: 0.5 };
    await desk.tell("wake/watch", watch);
    await desk.tell("job/cancel", { job: "j", reason: "muted" });
    expect(await desk.end("j")).toBe("CANCELLED");
    expect(desk.said.some(({ kind }) => kind === "wake/heard")).toBe(false);
  });

  it("is not said to be speech", async () => {
    await using desk = await openDesk("vad", vad);
    await desk.tell("vad/watch", { job: "j", site: "kitchen", stream: 1, pauses: [160] });
    await desk.tell("job/cancel", { job: "j", reason: "over" });
    expect(await desk.end("j")).toBe("CANCELLED");
    expect(desk.said.some(({ kind }) => kind === "speech/started")).toBe(false);
  });
});
