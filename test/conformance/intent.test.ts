/** The suite for guessers on two that know a list by heart: one keeps every rule, one breaks what it can. */
import type { IntentGuess, IntentGuesser } from "hearsay";
import { describe, it } from "vitest";
import { type IntentSubject, intentChecks } from "./intent.ts";
import { describeSuite, expectBroken } from "./suite.ts";

const on: IntentGuess = { skill: "lights", intent: "switch", sentence: "turn on the light", score: 0.9 };
const dim: IntentGuess = { skill: "lights", intent: "dim", sentence: "dim the light", score: 0.4 };
const open: IntentGuess = { skill: "locks", intent: "unlock", sentence: "unlock the door", score: 0.9 };

const subject = (guesser: IntentGuesser): IntentSubject => ({
  guesser,
  near: [
    { text: "let there be light", skill: "lights", intent: "switch" },
    { text: "undo the door", skill: "locks", intent: "unlock" },
  ],
  far: ["who won the world cup"],
  forbidden: [{ text: "do not undo the door", skill: "locks", intent: "unlock" }],
  understood: (sentence, skill, intent) =>
    [on, dim, open].some((one) => one.sentence === sentence && one.skill === skill && one.intent === intent),
});

const good: IntentGuesser = {
  languages: ["en"],
  async guess(text, { signal }) {
    if (signal.aborted) return [];
    if (text === "let there be light") return [on, dim];
    return text === "undo the door" ? [open] : [];
  },
};

/** Sure of everything, twice, in words that nobody knows, whatever was said and whoever was asked before. */
let asked = 0;
const broken: IntentGuesser = {
  async guess(text) {
    if (text.length > 1_000) throw new RangeError("too long");
    const guess = { ...open, sentence: "open sesame", score: 2 + asked++ };
    return [guess, { ...guess, score: guess.score + 1 }];
  },
};

describeSuite("a guesser that knows its list", () => subject(good), intentChecks);

describe("a broken guesser", () => {
  it("fails every check", async () => {
    await expectBroken(
      () => subject(broken),
      intentChecks,
      intentChecks.map(({ name }) => name),
    );
  });
});
