/** Takes words that fit no sentence for the sentence they are nearest to in spelling; what is risky is asked about. */
import type { Grammar } from "../../contract/voice/index.ts";
import { plainForm } from "../../contract/voice/index.ts";
import { nearestTo } from "../rerank.ts";
import type { Meaning, Reader } from "./meaning.ts";
import type { Noted } from "./trace.ts";

export function near(grammar: Grammar | undefined, reader: Reader, text: string): Noted {
  const found = grammar && nearestTo(grammar, plainForm(text));
  if (!found) return { verdict: "none" };
  const sentence = found.sentence.trim();
  const meaning = reader.find(sentence);
  if (!meaning || reader.isFallback(meaning)) return { verdict: "none" };
  const score = meaning.score * (1 - found.distance);
  const taken: Meaning = { ...meaning, sentence, score, by: "nearest" };
  return { verdict: reader.risk(meaning) === "high" ? "asked" : "taken", found: [taken] };
}
