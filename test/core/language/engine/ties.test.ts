/** Of readings that are equally good the first by its intent's name is taken in language packs, and the first block for skills. */
import { expect, it } from "vitest";
import { byWords, compile, match } from "../../../../core/language/engine/index.ts";

const block = (intent: string) => ({ intent, sentences: ["stop it"], where: intent });
const program = compile({
  language: "en",
  blocks: [block("Stop"), block("Halt")],
  lists: {},
  rules: {},
  skipWords: [],
  ignoreWhitespace: false,
});
const intents = (found: ReturnType<typeof match>): readonly string[] => found.map(({ intent }) => intent);

it("goes by name in packs, by place for skills", () => {
  expect(intents(match(program, "stop it"))).toEqual(["Halt", "Stop"]);
  expect(intents(match(program, "stop it", { prefer: byWords }))).toEqual(["Stop", "Halt"]);
});

it("takes Romanian letters with cedilla and with comma for the same", () => {
  const romanian = compile({
    ...program.source,
    language: "ro",
    blocks: [{ intent: "Go", sentences: ["deschide și închide uşa"], where: "here" }],
  });
  expect(match(romanian, "Deschide şi închide ușa")).toHaveLength(1);
});
