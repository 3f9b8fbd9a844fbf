/** A recording that takes the place of a microphone: every sample once, in its place, with silence around it. */
import { expect, it } from "vitest";
import { playback } from "../../../core/satellite/playback.ts";

async function heard(haste: number, seconds: number) {
  const done = new AbortController();
  const samples = Int16Array.from({ length: seconds * 16_000 }, (_, i) => (i % 1000) + 1);
  const microphone = playback({
    samples,
    rate: 16_000,
    before: 100,
    after: 200,
    haste: () => haste,
    enough: () => false,
    begin: Promise.resolve(),
    spent: () => done.abort(),
    signal: done.signal,
  });
  const pieces = [];
  for await (const one of microphone) pieces.push(one);
  return { samples, pieces, all: pieces.flatMap((one) => [...one.samples]) };
}

it.each([
  ["in real time, in small pieces", 1, 320],
  ["faster, in large ones", 40, 1280],
])("plays it %s", async (_, haste, size) => {
  const { samples, pieces, all } = await heard(haste, 0.3);
  expect(new Set(pieces.map((one) => one.samples.length))).toEqual(new Set([size]));
  expect(all.slice(0, 1600).every((value) => value === 0)).toBe(true);
  expect(all.slice(1600, 1600 + samples.length)).toEqual([...samples]);
  expect(all.slice(1600 + samples.length).every((value) => value === 0)).toBe(true);
  expect(all.length).toBeGreaterThanOrEqual(samples.length + 4800);
});

it("tells of each piece when it was captured, however fast it came", async () => {
  const { pieces } = await heard(40, 0.3);
  const steps = pieces.slice(1).map((one, i) => one.at - (pieces[i]?.at ?? 0));
  expect(new Set(steps)).toEqual(new Set([80]));
});
