/** Choosing among a recogniser's alternatives by what the house can be asked, alone and in a whole turn. */
import { describe, expect, it } from "vitest";
import { openGrammar } from "../../../core/contract/voice/index.ts";
import { rerank } from "../../../core/dialog/rerank.ts";

const grammar = openGrammar({
  language: "en",
  start: 0,
  open: 1,
  nets: [
    {
      ends: [1],
      edges: ["turn on the lamp", "turn off the lamp", "what time is it", "turn on the fan"].flatMap(
        (sentence) => [0, 1, ` ${sentence}`],
      ),
    },
    { ends: [2], edges: [0, 1, " remind me to ", 1, 2, -1, 2, 2, -1] },
  ],
  apart: [["on", "off"]],
});

describe("alternatives", () => {
  it.each<[string, string[], string, string]>([
    ["Turn on the lamp.", ["turn on the fan"], "Turn on the lamp.", "free"],
    ["turn on the lump", ["turn on the land", "turn on the lamp"], "turn on the lamp", "grammar"],
    ["turn on the land", [], "turn on the land", "free"],
    ["turn on the lamb", [], "turn on the lamp", "nearest"],
    ["turnip on the lane", ["turn on the lamb"], "turn on the lamp", "nearest"],
    ["turn on a lamb", ["turn off the lamp"], "turn on a lamb", "free"],
    ["what's the weather", ["what time is it"], "what's the weather", "free"],
    ["remind me to lamp", ["turn on the lamp"], "remind me to lamp", "free"],
    ["", ["turn on the lamp"], "", "free"],
  ])("%s, %j", (text, others, wanted, by) => {
    const chosen = rerank(
      grammar,
      text,
      others.map((one) => ({ text: one })),
    );
    expect(chosen).toEqual({ text: wanted, by, ...(by === "free" ? {} : { heard: text }) });
  });
  it("leaves all as it is without a grammar", () => {
    expect(rerank(undefined, "turn on the lump", [{ text: "turn on the lamp" }])).toMatchObject({
      by: "free",
    });
  });
});
