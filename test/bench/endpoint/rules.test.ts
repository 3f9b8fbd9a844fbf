/** When rules end a turn, on pauses made up for it: the clockwork that the endpoint benchmark's tables rest on. */
import { expect, test } from "vitest";
import { bySentences, bySilence, type Pause } from "./rules.ts";

const timing = { frame: 80, early: 128, ordinary: 700 };
const pause = (at: number, until: number, wanted: number, more: Partial<Pause> = {}): Pause => ({
  at,
  until,
  voiced: at,
  took: 100,
  empty: false,
  opens: false,
  wanted: () => wanted,
  ...more,
});

test.each([
  ["ends at the frame that brings the silence", [pause(1000, Infinity, 0)], 700, 1760, 1000],
  ["is not ended by a shorter pause", [pause(1000, 1500, 0), pause(2000, Infinity, 0)], 700, 2720, 2000],
  ["is cut by a longer one", [pause(1000, 2000, 0), pause(3000, Infinity, 0)], 700, 1760, 1000],
])("with a fixed silence a turn %s", (_what, pauses, silence, at, last) => {
  expect(bySilence(pauses, silence, timing)).toEqual({ at, words: at + 100, last, decodes: 1 });
});

test.each([
  ["when the words are there, at the soonest", [pause(1000, Infinity, 128)], 1300, 1000, 1],
  ["when the silence that they ask for is over", [pause(1000, Infinity, 500)], 1520, 1000, 1],
  ["not while they ask for more", [pause(1000, 2000, 1500), pause(3000, Infinity, 128)], 3300, 3000, 2],
  ["not at a pause too short to look", [pause(1000, 1050, 0), pause(3000, Infinity, 128)], 3300, 3000, 1],
  ["not at the wake word", [pause(800, 2400, 0, { opens: true }), pause(3000, Infinity, 128)], 3300, 3000, 2],
  ["not at a cough", [pause(200, 1000, 0, { empty: true }), pause(3000, Infinity, 128)], 3300, 3000, 2],
])("by its words a turn ends %s", (_what, pauses, at, last, decodes) => {
  expect(bySentences(pauses, timing)).toEqual({ at, words: at, last, decodes });
});
