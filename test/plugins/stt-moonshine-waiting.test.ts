/** What comes of an utterance while its decode waits for others: nobody decodes what was overtaken by more speech. */
import type { AudioFrame, Flush, Transcript } from "hearsay";
import { hearPieces } from "hearsay/voice";
import { describe, expect, it } from "vitest";
import { createQueue } from "../../core/flow/queue.ts";
import type { Recogniser } from "../../plugins/stt-moonshine/recogniser.ts";

import { framesOf, join16, noise } from "../kit/clips.ts";
import { babble } from "../kit/voice.ts";

const room = (seconds: number): Int16Array => noise(seconds, -65);

/** A recogniser that is busy until it is told otherwise; its words are the length of what it was given. */
function busy() {
  const free = Promise.withResolvers<void>();
  const decoded: number[] = [];
  const looks: (() => boolean)[] = [];
  const recogniser: Recogniser = {
    async decode(take, _signal, stale) {
      if (stale) looks.push(stale);
      await free.promise;
      const samples = take();
      decoded.push(samples?.length ?? 0);
      return { text: String(decoded.length), by: "free" };
    },
    learn() {},
    async [Symbol.asyncDispose]() {},
  };
  return { recogniser, free: () => free.resolve(), decoded, isStale: () => looks.at(-1)?.() };
}

function begin(recogniser: Recogniser) {
  const audio = createQueue<AudioFrame | Flush>(4096);
  const heard: Transcript[] = [];
  const over = (async () => {
    const { signal } = new AbortController();
    for await (const one of hearPieces(recogniser, audio, signal)) heard.push(one);
  })();
  const say = (samples: Int16Array): void => {
    for (const frame of framesOf(samples)) audio.push(frame);
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 10));
  return { audio, heard, over, say, settle };
}

describe("stt-moonshine: while a decode waits", () => {
  it("more speech makes it stale; one decode of all answers every flush and the end", async () => {
    const { recogniser, free, decoded, isStale } = busy();
    const { audio, heard, over, say, settle } = begin(recogniser);
    say(join16(room(0.5), babble(1), room(0.2)));
    audio.push("flush");
    await settle();
    expect(isStale()).toBe(false);
    say(babble(1));
    await settle();
    expect(isStale()).toBe(true);
    say(room(0.2));
    audio.push("flush");
    await settle();
    expect(isStale()).toBe(false);
    free();
    audio.close();
    await over;
    expect(decoded).toHaveLength(1);
    expect(decoded[0]).toBeGreaterThan(2 * 16_000);
    expect(heard.map(({ text, final }) => [text, final])).toEqual([
      ["1", false],
      ["1", false],
      ["1", true],
    ]);
  });

  it("a long speech is held in bounded pieces and loses nothing", async () => {
    const { recogniser, free, decoded } = busy();
    const { audio, heard, over, say } = begin(recogniser);
    for (let n = 0; n < 10; n++) say(join16(babble(5), room(1)));
    audio.close();
    free();
    await over;
    expect(decoded.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(55 * 16_000);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ final: true });
  });
});
