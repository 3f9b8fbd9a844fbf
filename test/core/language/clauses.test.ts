/** Where a reply is cut for the voice. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitClauses } from "../../../core/language/clauses.ts";

describe("cuts", () => {
  it.each([
    [["Hello."]],
    [["It is 3.5 degrees. ", "Dr. Smith comes at 7:30 p.m. today! ", "Ok?"]],
    [["Really?! ", "Yes… ", "(No.) ", "“Well.” ", "So."]],
    [["Am 20. November um 19 Uhr. ", "Das sind z. B. drei Dinge."]],
    [["Der 3. Timer läuft. ", "It was no. 5 of them."]],
    [["First line\n", "second line"]],
    [["今日は晴れです。", "明日は雨です。"]],
    [["  Leading and trailing.  "]],
    [
      [
        "You can ask me for the time, for the date, for timers of any length and name, ",
        "and I can turn on the lights.",
      ],
    ],
    [
      [
        "This sentence is rather long; ",
        "thisclausehasnocommainitatallandgoesonandonuntilitendsanditendsonlyattheveryendofthesentence.",
      ],
    ],
    [
      [
        "A long sentence without a single place to breathe simply stays as long as it is and is spoken in one go",
      ],
    ],
  ])("%j", (clauses) => expect(splitClauses(clauses.join(""))).toEqual(clauses));
});

describe("an answer opens with", () => {
  it.each([
    [["Okay."]],
    [["Yes, all of them are on."]],
    [["Okay, ", "the lights in the kitchen are off now."]],
    [
      [
        "Morgen, ",
        "am Freitag, wird es sonnig bei 3,5 Grad. ",
        "Gut, das reicht für den ganzen Tag und mehr.",
      ],
    ],
    [
      [
        "In the kitchen, ",
        "the hall, the living room and the garden, as well; ",
        "and in the other rooms of the house.",
      ],
    ],
    [["The temperature in the living room is 21.5 degrees"]],
    [["It will be rather cold tomorrow morning, sadly."]],
  ])("the first pause: %j", (clauses) => expect(splitClauses(clauses.join(""), true)).toEqual(clauses));
});

it("has nothing to say for blanks", () => {
  expect(splitClauses("")).toEqual([]);
  expect(splitClauses(" \n ")).toEqual([]);
});

it("joins to the same text, and has words in each piece when the text has sentences", () => {
  const word = fc.constantFrom("one", "Dr.", "3.5", "x,", "y;", "end.", "so!", "\n", "…", "20.");
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 80 }).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(text, (said) => {
      const clauses = splitClauses(said, said.length % 2 === 0);
      if (said.trim() !== "") expect(clauses.join("")).toBe(said);
      expect(clauses.every((clause) => clause.trim() !== "")).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
