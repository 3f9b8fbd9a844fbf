/** Capture times: they follow the samples, even out drift, and show what was missed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { samplesOf } from "../../../core/contract/index.ts";
import { createCapture, frameMs } from "../../../core/satellite/capture.ts";

const chunk = (count = 1_280): Int16Array => new Int16Array(count);

describe("capture", () => {
  it("cuts any pieces into the same frames", () => {
    fc.assert(
      fc.property(fc.array(fc.int16Array({ maxLength: 3_000 }), { maxLength: 8 }), (pieces) => {
        const capture = createCapture(1, () => 0);
        const frames = pieces.flatMap((piece) => capture.take(piece));
        const all = pieces.flatMap((piece) => [...piece]);
        const whole = all.length - (all.length % 1_280);
        expect(frames.flatMap((frame) => [...samplesOf(frame)])).toEqual(all.slice(0, whole));
        expect(frames.map(({ sequence }) => sequence)).toEqual(frames.map((_, i) => i));
        expect(capture).toMatchObject({ frames: whole / 1_280, lost: 0 });
      }),
    );
  });

  it("gives shorter frames while its room speaks, and loses nothing where that changes", () => {
    let speaks = false;
    const capture = createCapture(
      1,
      () => 0,
      () => speaks,
    );
    const all = Int16Array.from({ length: 6 * 640 }, (_, i) => i);
    const frames = [0, 1, 2, 3, 4, 5].flatMap((i) => {
      speaks = i === 2 || i === 3;
      return capture.take(all.slice(i * 640, (i + 1) * 640));
    });
    expect(frames.map((frame) => samplesOf(frame).length)).toEqual([1_280, 320, 320, 320, 320, 1_280]);
    expect(frames.flatMap((frame) => [...samplesOf(frame)])).toEqual([...all]);
    expect(frames.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(frames.slice(1).map(({ at }, i) => at - (frames[i]?.at ?? 0))).toEqual([80, 20, 20, 20, 20]);
  });

  it("takes the first chunk to have ended now", () => {
    const capture = createCapture(1, () => 10_000);
    expect(capture.take(chunk(640))).toEqual([]);
    expect(capture.take(chunk(640))[0]?.at).toBe(9_960);
  });

  /** Runs `seconds` of chunks; `lateness` says how long after its end each comes. */
  const run = (seconds: number, lateness: (i: number) => number, speed = 1) => {
    let now = 0;
    const capture = createCapture(1, () => now);
    const frames = Array.from({ length: (seconds * 1000) / frameMs }, (_, i) => {
      now = 1_000_000 + ((i + 1) * frameMs) / speed + lateness(i);
      return { true_: 1_000_000 + (i * frameMs) / speed, frame: capture.take(chunk())[0] };
    });
    return { capture, frames };
  };

  it("does not follow what comes late for a moment", () => {
    const { capture, frames } = run(20, (i) => (i % 10 === 0 ? 0 : (i * 37) % 120));
    for (const { true_, frame } of frames) expect(Math.abs((frame?.at ?? 0) - true_)).toBeLessThan(5);
    expect(capture.lost).toBe(0);
  });

  it("does not take a stall for a loss", () => {
    const stall = (i: number): number => (i >= 50 && i < 60 ? (60 - i) * frameMs : 0);
    const slow = (i: number): number => Math.max(0, 800 - Math.abs(i - 90) * frameMs);
    const { capture, frames } = run(10, (i) => stall(i) + slow(i));
    expect(capture.lost).toBe(0);
    expect(Math.abs((frames.at(-1)?.frame?.at ?? 0) - (frames.at(-1)?.true_ ?? 0))).toBeLessThan(20);
  });

  it.each([0.9995, 1.0005])("follows a crystal that runs at %d", (speed) => {
    const { frames } = run(120, () => 0, speed);
    const last = frames.at(-1);
    expect(Math.abs((last?.frame?.at ?? 0) - (last?.true_ ?? 0))).toBeLessThan(20);
  });

  it("shows a gap in time and sequence", () => {
    const { capture, frames } = run(10, (i) => (i < 50 ? 0 : 800));
    const last = frames.at(-1);
    expect(capture.lost).toBe(10);
    expect(last?.frame?.sequence).toBe(frames.length - 1 + 10);
    expect(Math.abs((last?.frame?.at ?? 0) - (last?.true_ ?? 0) - 800)).toBeLessThan(20);
  });

  it("finds back from a start that was noticed late, and never goes back in time", () => {
    const { frames } = run(40, (i) => Math.max(0, 500 - i * frameMs));
    const last = frames.at(-1);
    expect(Math.abs((last?.frame?.at ?? 0) - (last?.true_ ?? 0))).toBeLessThan(20);
    const times = frames.map(({ frame }) => frame?.at ?? 0);
    expect(times.every((at, i) => i === 0 || at > (times[i - 1] ?? 0))).toBe(true);
  });
});
