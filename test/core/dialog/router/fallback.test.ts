/** A service that is late, breaks, breaks off or says nothing: the room hears every clause once and whole, and the sums are true. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import {
  Fault,
  type FaultCode,
  type SpeechPiece,
  type TextToSpeech,
} from "../../../../core/contract/index.ts";
import { letters, openRoom, type SpeakingRoom } from "../reply/room.ts";

const clause = "The lights in the hall are off.";
const framesOf = (text: string): number => text.length;

/** A service: 1000 is its voice; `speak` gives pieces for the n-th request, from 1. */
function service(
  speak: (asked: number, whole: Int16Array, signal: AbortSignal) => AsyncIterable<SpeechPiece>,
) {
  const seen = { asked: 0, cancelled: 0 };
  const made: TextToSpeech = {
    ...letters(1000),
    traits: { remote: true, firstMs: 50 },
    async *speak(text, { signal }) {
      signal.addEventListener("abort", () => void seen.cancelled++);
      for await (const words of text) {
        yield* speak(++seen.asked, new Int16Array(640 * words.trim().length).fill(1000), signal);
      }
    },
  };
  return { made, seen };
}

const piece = (samples: Int16Array): SpeechPiece => ({ samples, rate: 16_000 });
const whole = async function* (_: number, samples: Int16Array) {
  yield piece(samples);
};
const hangs = async function* (_: number, samples: Int16Array, signal: AbortSignal) {
  await sleep(60_000, undefined, { signal });
  yield piece(samples);
};
const slow = async function* (_: number, samples: Int16Array, signal: AbortSignal) {
  await sleep(5000, undefined, { signal });
  yield piece(samples);
};
const fails = (code: FaultCode, times = Number.POSITIVE_INFINITY) =>
  async function* (asked: number, samples: Int16Array): AsyncGenerator<SpeechPiece> {
    const retryable = code === "REMOTE_FAILED" || code === "REMOTE_LIMIT";
    if (asked <= times) throw new Fault(code, "It broke.", { retryable });
    yield piece(samples);
  };
const silent = async function* (_: number, samples: Int16Array) {
  yield piece(samples.map(() => 0));
};
const short = async function* (_: number, samples: Int16Array) {
  yield piece(samples.slice(0, 640 * 3));
};

async function answer(room: SpeakingRoom, text = clause) {
  const reply = room.open();
  reply.say({ text });
  return await reply.finish();
}
const heard = (room: SpeakingRoom): number[] => room.played.filter((value) => value !== 0);
const tally = (room: SpeakingRoom, plugin: string) => room.house.router.ledger.of("tts", plugin, "day");

describe("a service that", () => {
  it.each([
    ["never answers", hangs, { requests: 1, lost: 1 }, { hedges: 1 }],
    ["is late", slow, { requests: 1, lost: 1 }, { hedges: 1 }],
    [
      "fails, also once more",
      fails("REMOTE_FAILED"),
      { requests: 2, retries: 1, failures: { REMOTE_FAILED: 2 } },
      {},
    ],
    ["has a wrong key", fails("REMOTE_DENIED"), { requests: 1, failures: { REMOTE_DENIED: 1 } }, {}],
    ["has no more quota", fails("REMOTE_LIMIT"), { requests: 1, failures: { REMOTE_LIMIT: 1 } }, {}],
    [
      "answers with something else",
      fails("REMOTE_CONTENT"),
      { requests: 1, failures: { REMOTE_CONTENT: 1 } },
      {},
    ],
    ["sends silence", silent, { requests: 1, failures: { REMOTE_CONTENT: 1 } }, {}],
    ["sends too little", short, { requests: 1, failures: { REMOTE_CONTENT: 1 } }, {}],
  ] as const)("%s is replaced, and nothing of it is heard", async (_, how, first, second) => {
    await using room = await openRoom(20);
    const { made, seen } = service(how);
    await room.offer("first", made);
    await room.offer("second", letters(2000));
    expect(await answer(room)).toMatchObject({ cut: "none", heard: clause });
    expect(heard(room)).toEqual(new Array(framesOf(clause)).fill(2000));
    await expect.poll(() => tally(room, "first")).toMatchObject({ success: 0, ...first });
    expect(tally(room, "second")).toMatchObject({ requests: 1, success: 1, ...second });
    expect(seen.asked).toBe(tally(room, "first").requests);
    if ("lost" in first) await expect.poll(() => seen.cancelled).toBe(1);
  });

  it("fails once is asked again, and speaks itself", async () => {
    await using room = await openRoom(20);
    await room.offer("first", service(fails("REMOTE_FAILED", 1)).made);
    expect(await answer(room)).toMatchObject({ cut: "none" });
    expect(heard(room)).toEqual(new Array(framesOf(clause)).fill(1000));
    expect(tally(room, "first")).toMatchObject({
      requests: 2,
      retries: 1,
      success: 1,
      failures: { REMOTE_FAILED: 1 },
    });
  });

  it("is well is alone, however many clauses there are", async () => {
    await using room = await openRoom(20);
    await room.offer("first", service(whole).made);
    await room.offer("second", letters(2000));
    await answer(room, `${clause} ${clause}`);
    expect(new Set(heard(room))).toEqual(new Set([1000]));
    expect(tally(room, "first")).toMatchObject({ requests: 2, success: 2, lost: 0, hedges: 0 });
    expect(tally(room, "second").requests).toBe(0);
  });

  it("breaks off before any of it was heard is replaced as a whole", async () => {
    await using room = await openRoom(20);
    const breaks = async function* (_: number, samples: Int16Array) {
      yield piece(samples.slice(0, 640 * 10));
      throw new Fault("REMOTE_FAILED", "It broke off.", { retryable: true });
    };
    await room.offer("first", service(breaks).made);
    await room.offer("second", letters(2000));
    await answer(room);
    expect(heard(room)).toEqual(new Array(framesOf(clause)).fill(2000));
  });

  it("breaks off later is gone on with: what was heard is not said again", async () => {
    await using room = await openRoom(1);
    const breaks = async function* (_: number, samples: Int16Array, signal: AbortSignal) {
      yield piece(samples.slice(0, 640 * 20));
      await sleep(250, undefined, { signal });
      throw new Fault("REMOTE_FAILED", "It broke off.", { retryable: true });
    };
    await room.offer("first", service(breaks).made);
    await room.offer("second", letters(2000));
    expect(await answer(room)).toMatchObject({ cut: "none", heard: clause });
    const values = heard(room);
    const [ones, twos] = [1000, 2000].map((value) => values.filter((one) => one === value).length);
    expect(ones).toBeGreaterThan(5);
    expect(ones).toBeLessThan(21);
    expect(twos).toBeGreaterThan(5);
    expect(values.indexOf(2000)).toBeGreaterThanOrEqual(ones ?? 0);
  });

  it("falls silent in the middle of a clause is gone on with too", async () => {
    await using room = await openRoom(1);
    const stalls = async function* (_: number, samples: Int16Array, signal: AbortSignal) {
      yield piece(samples.slice(0, 640 * 14));
      await sleep(60_000, undefined, { signal });
    };
    await room.offer("first", service(stalls).made);
    await room.offer("second", letters(2000));
    expect(await answer(room)).toMatchObject({ cut: "none" });
    expect(heard(room)).toContain(2000);
    expect(tally(room, "first").failures).toEqual({ JOB_TIMEOUT: 1 });
  });

  it("is late three times is left alone for a while", async () => {
    await using room = await openRoom(20);
    const { made, seen } = service(hangs);
    await room.offer("first", made);
    await room.offer("second", letters(2000));
    for (let i = 0; i < 5; i++) await answer(room);
    expect(seen.asked).toBe(3);
    expect(room.house.directory.standing({ capability: "tts", plugin: "first" })).toBe("left alone");
  });
});

describe("somebody who talks over it", () => {
  it("ends all that were asked, and counts them as cancelled", async () => {
    await using room = await openRoom(1);
    const { made, seen } = service(hangs);
    await room.offer("first", made);
    await room.offer("second", service(hangs).made);
    const reply = room.open();
    reply.say({ text: clause });
    await expect.poll(() => tally(room, "second").requests).toBe(1);
    room.abort(new Fault("CANCELLED", "enough"));
    expect((await reply.finish()).cut).toBe("stop");
    await expect.poll(() => seen.cancelled).toBe(1);
    for (const plugin of ["first", "second"])
      expect(tally(room, plugin)).toMatchObject({ requests: 1, cancelled: 1, lost: 0 });
  });
});
