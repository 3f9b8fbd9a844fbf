/** What was played last can be taken back, to the sample, and nothing is lost or doubled by it. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { createTail, lengthOf, type Piece, scaled } from "../../../core/satellite/tail.ts";

const rate = 16_000;
const pieceOf = (samples: number[]): Piece => ({ samples: Int16Array.from(samples), rate, last: true });
const flat = (pieces: readonly Piece[]): number[] => pieces.flatMap(({ samples }) => [...samples]);
const manyPieces = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 }));

it("gives back the end of what it was given, to the sample", () => {
  fc.assert(
    fc.property(manyPieces, fc.integer({ min: 0, max: 2_000 }), (given, wanted) => {
      const tail = createTail();
      const pieces = given.map(pieceOf);
      for (const piece of pieces) tail.give(piece);
      const back = tail.takeBack((wanted * 1000) / rate);
      expect(flat(back)).toEqual(wanted === 0 ? [] : flat(pieces).slice(-wanted));
    }),
  );
});

it("gives nothing back twice, and counts every frame once", () => {
  fc.assert(
    fc.property(manyPieces, fc.integer({ min: 0, max: 500 }), (given, wanted) => {
      const tail = createTail();
      for (const piece of given.map(pieceOf)) tail.give(piece);
      const late = tail.takeBack((wanted * 1000) / rate);
      const early = tail.takeBack(1_000);
      expect([...flat(early), ...flat(late)]).toEqual(given.flat());
      expect([...early, ...late].filter(({ last }) => last)).toHaveLength(given.length);
    }),
  );
});

it("keeps no more than it was made for, and one piece", () => {
  const tail = createTail(100);
  for (let i = 0; i < 1_000; i++) tail.give(pieceOf(Array.from({ length: 640 }, () => i)));
  const back = tail.takeBack(10_000);
  expect(back.reduce((sum, piece) => sum + lengthOf(piece), 0)).toBe(120);
});

it.each([
  { from: 1, to: 1, wanted: [100, 100, 100, 100] },
  { from: 1, to: 0, wanted: [100, 75, 50, 25] },
  { from: 0.5, to: 0.5, wanted: [50, 50, 50, 50] },
])("from $from to $to changes evenly", ({ from, to, wanted }) => {
  expect([...scaled(Int16Array.of(100, 100, 100, 100), from, to)]).toEqual(wanted);
});
