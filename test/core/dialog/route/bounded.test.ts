/** Whatever is said, reading it ends after a bounded number of questions to the sentence engine, with what that really said. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { followedUp, pointedBack } from "../../../../core/dialog/route/again.ts";
import type { Meaning, Reader } from "../../../../core/dialog/route/meaning.ts";
import { pointedToAll, severalIn } from "../../../../core/dialog/route/several.ts";
import { readerOf } from "./kit.ts";

const vocabulary =
  "turn set switch on off the a desk lamp lights, fan kitchen bedroom in there it them that and then also what about add milk to shopping list timer for five minutes. play jazz remind me again";
const sentence = fc
  .array(fc.constantFrom(...vocabulary.split(" ")), { minLength: 1, maxLength: 24 })
  .map((words) => words.join(" "));
const before = fc.constantFrom(
  "turn on the desk lamp",
  "turn on the lights in the kitchen",
  "add milk to the shopping list",
  "set a pasta timer for five minutes",
);

const counted = (): { reader: Reader; asked: Set<string> } => {
  const plain = readerOf();
  const asked = new Set<string>();
  const find = (text: string): Meaning | undefined => {
    asked.add(text);
    return plain.find(text);
  };
  return { reader: { ...plain, find }, asked };
};

it("of random words", () => {
  let most = 0;
  fc.assert(
    fc.property(sentence, before, (text, said) => {
      const { reader, asked } = counted();
      const last = reader.find(said);
      const found = [
        pointedBack(reader, text, last),
        pointedBack(reader, text, last, true),
        followedUp(reader, text, last),
        ...(severalIn(reader, text, last) ?? []),
        ...(pointedToAll(reader, text, `${said} and play jazz`) ?? []),
      ].filter((one) => one !== undefined);
      for (const one of found) expect(readerOf().find(one.text)).toEqual(one);
      most = Math.max(most, asked.size);
    }),
    { numRuns: 300 },
  );
  expect(most).toBeLessThan(800);
});
