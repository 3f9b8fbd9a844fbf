/** Sentences that were given up are told at the first, tenth, hundredth time, each skill by itself. */
import { expect, test } from "vitest";
import { strainTeller } from "../../../core/dialog/strain.ts";

test("a fault at powers of ten, with the template and the count", () => {
  const told: string[] = [];
  const strained = strainTeller(async (skill, fault, count) => {
    told.push(`${skill} ${count} ${fault.code} ${fault.message.includes("{x} {x}")}`);
  });
  for (let at = 0; at < 120; at++) strained("lists", "{x} {x}");
  strained(undefined, "{x} {x}");
  expect(told).toEqual([
    "lists 1 SENTENCE_INVALID true",
    "lists 10 SENTENCE_INVALID true",
    "lists 100 SENTENCE_INVALID true",
    "undefined 1 SENTENCE_INVALID true",
  ]);
});
