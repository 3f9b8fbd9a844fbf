/** Which words sound as if more were to come. */
import { expect, test } from "vitest";
import { lacksItsEnd, soundsUnfinished } from "../../../core/language/unfinished.ts";

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
  ["play it in", "en", true],
  ["I would like some", "en", true],
  ["it is ten minutes past", "en", false],
  ["schalte das Licht ein", "de", false],
  ["mach das Fenster zu", "de", false],
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

test.each([
  ["Can I have", "en", true],
  ["please, could you get me", "en", true],
  ["I'd like", "en", true],
  ["how much", "en", true],
  ["can I have coffee", "en", false],
  ["tell her what I want", "en", false],
  ["can I have a large", "en", true],
  ["with warm whole", "en", true],
  ["a twelve ounce", "en", true],
  ["two large", "en", true],
  ["a twelve ounce coffee", "en", false],
  ["I weigh twenty pounds", "en", false],
  ["make it warm", "en", false],
  ["is it cold", "en", false],
  ["large", "en", false],
  ["", "en", false],
  ["ich hätte gern", "de", true],
  ["bitte gib mir", "de", true],
  ["ich hätte gern einen großen", "de", true],
  ["ich hätte gern einen Kaffee", "de", false],
  ["das ist gut", "de", false],
  ["le grand", "fr", false],
])("what is no sentence lacks its end: %j in %s: %s", (text, language, lacks) => {
  expect(lacksItsEnd(text, language)).toBe(lacks);
});
