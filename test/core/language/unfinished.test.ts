/** Which words sound as if more were to come. */
import { expect, test } from "vitest";
import { soundsUnfinished } from "../../../core/language/unfinished.ts";

test.each([
  ["turn on the", "en", true],
  ["Turn on the.", "en", true],
  ["remind me to", "en", true],
  ["I want, um", "en", true],
  ["Uh...", "en", true],
  ["the meeting is at twenty", "en", true],
  ["the meeting is at 20", "en", true],
  ["milk, eggs,", "en", true],
  ["milk and eggs -", "en", true],
  ["turn it on", "en", false],
  ["what is this", "en", false],
  ["buy some milk", "en", false],
  ["thank you.", "en", false],
  ["", "en", false],
  ["schalte das Licht in der", "de", true],
  ["erinnere mich um", "de", true],
  ["Milch und", "de-AT", true],
  ["also ähm", "de", true],
  ["stell es auf zwanzig", "de", true],
  ["mach das Licht an", "de", false],
  ["mach das Licht aus, bitte", "de", false],
  ["allume la", "fr", false],
  ["c'est le 20", "fr", true],
])("%j in %s: %s", (text, language, unfinished) => {
  expect(soundsUnfinished(text, language)).toBe(unfinished);
});
