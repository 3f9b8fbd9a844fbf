/** What is kept and counted of a stream of frames: level, ring and sequence. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pcmFrame } from "../../../core/audio/frame.ts";
import { dbfs, silence } from "../../../core/audio/level.ts";
import { createRing } from "../../../core/audio/ring.ts";
import { createSequenceCounter } from "../../../core/audio/sequence.ts";

const frame = (sequence: number, at = sequence * 80, stream = 1) =>
  pcmFrame(new Int16Array(1_280), { rate: 16_000, stream, sequence, at });
const numbers = (frames: readonly { sequence: number }[]): number[] => frames.map(({ sequence }) => sequence);

describe("level", () => {
  it.each<[string, Int16Array, number]>([
    ["silence", new Int16Array(100), silence],
    ["no samples", new Int16Array(0), silence],
    ["full scale", new Int16Array(100).fill(-32_768), 0],
    ["half of it", new Int16Array(100).fill(16_384), -6.02],
    ["a sine", Int16Array.from({ length: 1_600 }, (_, i) => 32_767 * Math.sin(i / 10)), -3.01],
  ])("of %s", (_, samples, level) => {
    expect(dbfs(samples)).toBeCloseTo(level, 1);
  });
});

describe("ring", () => {
  it("keeps the last moments", () => {
    const ring = createRing(400);
    for (let i = 0; i < 20; i++) ring.push(frame(i));
    expect(numbers(ring.since())).toEqual([15, 16, 17, 18, 19]);
    expect(ring.kept).toBe(400);
  });

  it("gives what sounds after a time, with the frame in which it lies", () => {
    const ring = createRing(400);
    for (let i = 0; i < 5; i++) ring.push(frame(i));
    expect(numbers(ring.since(200))).toEqual([2, 3, 4]);
    expect(numbers(ring.since(240))).toEqual([3, 4]);
    expect(numbers(ring.since(1_000))).toEqual([]);
  });

  it("forgets another stream, and what is before a long gap", () => {
    const ring = createRing(400);
    ring.push(frame(1));
    ring.push(frame(0, 80, 2));
    expect(ring.stream).toBe(2);
    expect(ring.since()).toHaveLength(1);
    ring.push(frame(9, 5_000, 2));
    expect(numbers(ring.since())).toEqual([9]);
  });

  it("is bounded whatever the capture times are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 60 }),
        (times) => {
          const ring = createRing(400);
          times.forEach((at, i) => {
            ring.push(frame(i, at));
          });
          expect(ring.since().length).toBeLessThanOrEqual(5);
          expect(ring.kept).toBe(ring.since().length * 80);
        },
      ),
    );
  });
});

describe("sequence", () => {
  const take = (sequences: number[], stream = 1) => {
    const counter = createSequenceCounter();
    const found = sequences.map((sequence) => counter.take({ stream, sequence }));
    return { found, lost: counter.lost, received: counter.received };
  };

  it.each<[string, number[], number[], number]>([
    ["nothing lost", [5, 6, 7], [0, 0, 0], 0],
    ["two lost", [5, 8, 9], [0, 2, 0], 2],
    ["one twice", [5, 6, 6, 7], [0, 0, -1, 0], 0],
    ["one late", [5, 7, 6, 8], [0, 1, -1, 0], 1],
    ["the turn of the number", [2 ** 32 - 2, 2 ** 32 - 1, 0, 2], [0, 0, 0, 1], 1],
  ])("%s", (_, sequences, found, lost) => {
    expect(take(sequences)).toMatchObject({ found, lost });
  });

  it("counts received and lost to what was sent", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.array(fc.boolean(), { minLength: 1 }), (start, arrived) => {
        const sent = [true, ...arrived, true];
        const sequences = sent.flatMap((came, i) => (came ? [(start + i) % 2 ** 32] : []));
        const { lost, received } = take(sequences);
        expect(lost + received).toBe(sent.length);
      }),
    );
  });

  it("starts anew with another stream", () => {
    const counter = createSequenceCounter();
    counter.take({ stream: 1, sequence: 0 });
    counter.take({ stream: 1, sequence: 4 });
    expect(counter.take({ stream: 2, sequence: 900 })).toBe(0);
    expect(counter).toMatchObject({ stream: 2, lost: 0, received: 1 });
  });
});
