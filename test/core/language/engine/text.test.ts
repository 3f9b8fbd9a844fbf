/** What was said is brought into one form, and every character of it knows where it came from, whatever the script. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { prepare } from "../../../../core/language/engine/text.ts";
import { hear } from "./kit.ts";

const bits =
  "a|B|é|e\u0301|ß|İ|ı|ș|ş|'|’|-|−|‑|_|.|,|!|?| |  |\t|\n|\u00a0|\u200b|\u200d|\u00ad|\ufeff|ا|لا|َ|น้ำ|ไฟ|灯|客|👍|👩‍👧|𝒜|5|٣|½|ﬁ|한|\u1112\u1161\u11ab|…|—|“|\ud800|\udc00".split(
    "|",
  );
const texts = fc.array(fc.constantFrom(...bits), { maxLength: 14 }).map((all) => all.join(""));

test("prepared text is prepared, its characters stand in order, and none is left without a place", () => {
  fc.assert(
    fc.property(texts, fc.boolean(), (text, loose) => {
      const { text: made, said, origin, ends } = prepare(text, loose);
      expect(prepare(made, loose).text).toBe(made);
      expect([said.length, origin.length, ends.length]).toEqual([made.length, made.length + 1, made.length]);
      expect(origin.toSorted((a, b) => a - b)).toEqual(origin);
      expect(ends.every((end, at) => end > (origin[at] ?? end))).toBe(true);
      expect(made).not.toMatch(/^ | $| {2}/);
    }),
    { numRuns: 2000 },
  );
});

test("the place of a slot holds the words of the slot, marks and pairs whole", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const whole = `add ${text} now`;
      const {
        from = 0,
        to = 0,
        raw = "",
      } = hear(["add {item} now"], whole, { lists: { item: { kind: "wildcard" } } })?.slots.item ?? {};
      expect(prepare(whole.slice(from, to), false).text).toBe(prepare(raw, false).text);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["Turn OFF, please!", "turn off please"],
  ["«Licht», an…", "licht an"],
  ["the A.C. is at 20.5.", "the a.c. is at 20.5"],
  ["l’entrée", "l'entrée"],
  ["e\u0301te\u0301", "été"],
  ["ışık IŞIK", "işik işik".replaceAll("ş", "ș")],
  ["٢٠ درجة", "20 درجة"],
  ["living‑room", "living-room"],
  ["set to -5 or 3-4", "set to −5 or 3-4"],
  ["so\u00adft", "soft"],
  ["\u1112\u1161\u11ab", "한"],
])("“%s” becomes “%s”", (text, made) => expect(prepare(text, false).text).toBe(made));
