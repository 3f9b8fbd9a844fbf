/** Where a voice cuts what it is given, and how long it pauses there. */
import { clausesOf, pauseAfter } from "hearsay/voice";
import { describe, expect, it } from "vitest";

describe("clauses of a voice", () => {
  it.each([
    ["One. Two! Three?", ["One.", "Two!", "Three?"]],
    ["Meet Dr. Smith at 10 a.m. tomorrow. Then rest.", ["Meet Dr. Smith at 10 a.m. tomorrow.", "Then rest."]],
    ["It is 3.5 degrees.", ["It is 3.5 degrees."]],
    ["Am 20. November. Um 19 Uhr.", ["Am 20. November.", "Um 19 Uhr."]],
    ["Wait... What?", ["Wait...", "What?"]],
    ["aaaa bbbb, cccc dddd eeee", ["aaaa bbbb,", "cccc dddd eeee"]],
    ["a".repeat(45), ["a".repeat(20), "a".repeat(20), "a".repeat(5)]],
    ["Hello. \u{1F600}", ["Hello."]],
    [" - ", []],
  ])("%j is cut into %j", (text, clauses) => {
    expect(clausesOf(text, text.includes("aaa") ? 20 : 300)).toEqual(clauses);
  });

  it.each([
    ["It is on.", 250],
    ["It is on,", 120],
    ["It is on", 0],
  ])("after %j one pauses %i ms", (clause, ms) => expect(pauseAfter(clause)).toBe(ms));

  it("cuts what is long at a comma, and leaves what is short whole", () => {
    const long =
      "The lights in the kitchen, in the hall and in the living room are on, and the heating is off, as you asked.";
    expect(clausesOf(long, 80)).toEqual([
      "The lights in the kitchen, in the hall and in the living room are on,",
      "and the heating is off, as you asked.",
    ]);
    expect(clausesOf("It is on, as you asked.", 80)).toEqual(["It is on, as you asked."]);
  });
});
