/** One way to say a template, for trying out. */
import { expect, it } from "vitest";
import { parseTemplate } from "../../../core/language/parse.ts";
import { sampleOf } from "../../../core/language/sample.ts";

const rule = () => parseTemplate("(the|my) lamp");

it.each([
  ["turn on <r>", "turn on the lamp"],
  ["[please] set {level} percent", "please set percent"],
  ["(open|close) it", "open it"],
  ["lamp[s]", "lamps"],
  ["", ""],
])("%s", (template, sample) => {
  expect(sampleOf(template, rule)).toBe(sample);
});
