/** What is remembered of words that were checked, and that nothing else counts as the same. */
import { beforeEach, expect, it } from "vitest";
import { checkWords } from "../../../core/language/check.ts";
import { printOfWords, sound } from "../../../core/language/sound.ts";

beforeEach(() => sound.clear());

const slots = { minutes: { kind: "number", optional: false, min: 1 } };
const intents = { set: { slots } };
const hear = { set: ["set {minutes} [minutes]"] };
const print = printOfWords("en", { hear }, intents);

it("has one print for what is said in other ways but the same", () =>
  expect(
    printOfWords(
      "en",
      { hear, rules: {}, lists: {} },
      { ...intents, other: { slots: {} }, set: { slots: { minutes: { kind: "number", min: 1 } } } },
    ),
  ).toBe(print));

it.each([
  ["another language", printOfWords("de", { hear }, intents)],
  ["another template", printOfWords("en", { hear: { set: ["set {minutes}"] } }, intents)],
  ["a rule", printOfWords("en", { hear, rules: { a: "b" } }, intents)],
  ["a list", printOfWords("en", { hear, lists: { a: { b: ["c"] } } }, intents)],
  ["an intent that is missing", printOfWords("en", { hear }, {})],
  [
    "a slot that may be left out",
    printOfWords("en", { hear }, { set: { slots: { minutes: { kind: "number", min: 1, optional: true } } } }),
  ],
  [
    "another bound",
    printOfWords("en", { hear }, { set: { slots: { minutes: { kind: "number", min: 2 } } } }),
  ],
])("has another print for %s", (_, other) => expect(other).not.toBe(print));

const skill = { name: "s", intents: { go: { about: "", slots: {}, run: async () => {} } } };
const words = (template: string, say = "Gone.") => ({ hear: { go: [template] }, say: { gone: [say] } });

it("remembers words that fit, and not those that do not", () => {
  checkWords(words("go"), skill);
  checkWords(words("(go"), skill);
  expect([words("go"), words("(go")].map((one) => sound.has(printOfWords("en", one, skill.intents)))).toEqual(
    [true, false],
  );
});

it("looks at phrases even where the sentences are known", () => {
  checkWords(words("go"), skill);
  expect(checkWords(words("go", "Gone {"), skill)).toHaveLength(1);
});

it("forgets those used least lately", () => {
  sound.add("old");
  sound.add("used");
  for (let count = 0; count < 7999; count++) {
    sound.add(`${count}`);
    sound.has("used");
  }
  expect([sound.has("old"), sound.has("used"), sound.all().length]).toEqual([false, true, 8000]);
});
