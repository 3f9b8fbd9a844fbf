/** What the first command would cost more than others is spent beforehand: once in each language, and never to anybody's harm. */
import { expect, it } from "vitest";
import { rehearse } from "../../../core/dialog/rehearse.ts";
import { silentLog } from "./stage.ts";

function house(fails = false) {
  const done: string[] = [];
  const warned: string[] = [];
  const lexicon = {
    *rehearse(language: string) {
      yield void done.push(`words ${language}`);
      if (fails) throw new Error("no");
    },
  };
  const grammars = { prepare: async (language: string) => void done.push(`grammar ${language}`) };
  const log = { ...silentLog, warn: (text: string) => void warned.push(text) };
  return { parts: { lexicon, grammars, log }, done, warned };
}
const never = new AbortController().signal;

it("the house's language comes first, and none twice", async () => {
  const { parts, done } = house();
  await rehearse(parts, ["de", "en", "de"], never);
  expect(done).toEqual(["words de", "grammar de", "words en", "grammar en"]);
});

it("what fails is told and harms nobody", async () => {
  const { parts, warned } = house(true);
  await rehearse(parts, ["en"], never);
  expect(warned).toHaveLength(1);
});

it("ends when the house does, without a word", async () => {
  const { parts, done, warned } = house();
  await rehearse(parts, ["de", "en"], AbortSignal.abort());
  expect(done).not.toContain("words en");
  expect(warned).toEqual([]);
});
