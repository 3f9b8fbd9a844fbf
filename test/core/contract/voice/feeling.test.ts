/** The markup of feeling: what is a mark, what it holds for, and what is left of a text without it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emotions,
  type Feeling,
  keepSounds,
  plainText,
  prosodyOf,
  readFeeling,
  sounds,
  speeds,
} from "../../../../core/contract/voice/index.ts";

const names = [...emotions, ...Object.keys(speeds), ...sounds, "/"];
const anyMark = /\[\s*(\/|[a-z]+(?:[-_ ][a-z]+)?)\s*\]/giu;
const marksIn = (text: string): string[] =>
  [...text.matchAll(anyMark)]
    .map(([, name = ""]) => name.toLowerCase())
    .filter((name) => names.includes(name));

describe("plain text", () => {
  it.each([
    ["[friendly] Hello. [laugh] [slow] Well…", "Hello. Well…"],
    ["Hello [laugh] there.", "Hello there."],
    ["Hello[laugh] there.", "Hello there."],
    ["Well [sigh].", "Well."],
    ["I am [excited]so happy[/]!", "I am so happy!"],
    ["[Very Slow] No. [WHISPER]Yes.", "No. Yes."],
    ["[very_fast]Go", "Go"],
    ["[laugh]", ""],
    ["An [unknown] word, [1] and [x]", "An [unknown] word, [1] and [x]"],
    ["[laugh", "[laugh"],
    ["laugh] [", "laugh] ["],
    ["[la[laugh]ugh]", ""],
    ["[]", "[]"],
    ["One.\n[sad] Two.", "One.\nTwo."],
    ["  two blanks  stay  ", "  two blanks  stay  "],
    ["", ""],
  ])("of %j is %j", (text, plain) => expect(plainText(text)).toBe(plain));

  it("never has a mark, and plain text is left as it is", () => {
    const part = fc.oneof(
      fc.constantFrom(...names).map((name) => `[${name}]`),
      fc.constantFrom("[", "]", "[/", " ", "\n", ".", "word", "[sa", "d]", "[very", "-slow]", "[unknown]"),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    );
    const texts = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        const plain = plainText(text);
        expect(marksIn(plain)).toEqual([]);
        expect(plainText(plain)).toBe(plain);
        for (const { text: words, sounds: heard } of readFeeling(text).spans) {
          expect(marksIn(words).filter((name) => names.includes(name) && !isSound(name))).toEqual([]);
          expect(marksIn(words)).toEqual(heard);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keeps brackets that are no marks, in their order", () => {
    const word = fc.string({ maxLength: 12 }).filter((text) => !/[[\]]/.test(text));
    const own = word.filter((text) => text.trim() !== "" && !isMark(text));
    fc.assert(
      fc.property(fc.array(own, { minLength: 1, maxLength: 6 }), (unknown) => {
        const text = unknown.map((name) => `[${name}]`).join(" and ");
        expect(plainText(text)).toBe(text);
        expect(readFeeling(text).spans.map((span) => span.text)).toEqual([text]);
      }),
    );
  });

  it("takes long and hostile text without delay", () => {
    const deep = `${"[sa".repeat(3000)}[sad]${"d]".repeat(3000)}`;
    expect(plainText(deep)).toBe("");
    expect(plainText("[".repeat(16_000))).toHaveLength(16_000);
  });
});

const isSound = (name: string): boolean => (sounds as readonly string[]).includes(name);
const isMark = (text: string): boolean =>
  names.includes(
    text
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, "-"),
  );

describe("spans", () => {
  it("have the emotion and the speed that hold, and their sounds at their places", () => {
    expect(readFeeling("Hi. [friendly] Hello. [laugh] [slow] Well… [sad]Oh.[/] Done.")).toEqual({
      spans: [
        { text: "Hi. ", sounds: [] },
        { emotion: "friendly", text: " Hello. [laugh] ", sounds: ["laugh"] },
        { emotion: "friendly", speed: 0.85, text: " Well… ", sounds: [] },
        { emotion: "sad", speed: 0.85, text: "Oh.", sounds: [] },
        { text: " Done.", sounds: [] },
      ],
      end: {},
    });
  });

  it.each<[string, Feeling, Feeling]>([
    ["one", {}, {}],
    ["[calm] one", {}, { emotion: "calm" }],
    ["one", { emotion: "calm", speed: 1.2 }, { emotion: "calm", speed: 1.2 }],
    ["[sad] one", { emotion: "calm", speed: 1.2 }, { emotion: "sad", speed: 1.2 }],
    ["one [normal-speed]", { emotion: "calm", speed: 1.2 }, { emotion: "calm", speed: 1 }],
    ["one [/]", { emotion: "calm", speed: 1.2 }, {}],
  ])("%j after %j ends with %j", (text, at, end) => {
    const felt = readFeeling(text, at);
    expect(felt.end).toEqual(end);
    expect(felt.spans).toHaveLength(1);
  });

  it("are the same whether a text comes at once or clause by clause", () => {
    const clause = fc
      .tuple(
        fc.constantFrom("", ...names.map((name) => `[${name}] `)),
        fc.constantFrom("one", "two", "three"),
      )
      .map(([mark, word]) => `${mark}${word}. `);
    fc.assert(
      fc.property(fc.array(clause, { maxLength: 12 }), (clauses) => {
        let at: Feeling = {};
        const streamed = clauses.flatMap((text) => {
          const { spans, end } = readFeeling(text, at);
          at = end;
          return spans;
        });
        const whole = readFeeling(clauses.join(""));
        expect(at).toEqual(whole.end);
        const words = (spans: typeof streamed): object[] =>
          spans.flatMap(({ text, emotion, speed }) =>
            (plainText(text).match(/\w+/g) ?? []).map((word) => ({ word, emotion, speed })),
          );
        expect(words(streamed)).toEqual(words([...whole.spans]));
      }),
    );
  });
});

describe("what a voice is given", () => {
  it.each([
    ["[laugh] Well [sigh] yes.", ["laugh"], "[laugh] Well yes."],
    ["[laugh] Well [sigh] yes.", ["laugh", "sigh"], "[laugh] Well [sigh] yes."],
    ["[sad] Well [Laugh].", ["laugh"], "Well [laugh]."],
    ["[laugh] Well.", [], "Well."],
  ])("%j for one that has %j is %j", (text, kept, given) => expect(keepSounds(text, kept)).toBe(given));

  it("has a prosody for every emotion, near the usual one, and none for others", () => {
    for (const emotion of emotions) {
      const { speed, pitch, energy } = prosodyOf(emotion);
      expect(Math.abs(speed - 1)).toBeLessThan(0.16);
      expect(Math.abs(pitch)).toBeLessThanOrEqual(2);
      expect(Math.abs(energy)).toBeLessThanOrEqual(6);
    }
    for (const other of [undefined, "", "toString", "bored"]) {
      expect(prosodyOf(other)).toEqual({ speed: 1, pitch: 0, energy: 0 });
    }
  });
});
