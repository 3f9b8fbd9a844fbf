/** One way to say a template, for trying out what sentences cost; slots are left out. */
import { type Part, parseTemplate } from "./parse.ts";

export const sampleOf = (template: string, rule: (name: string) => readonly Part[]): string =>
  wordsOf(parseTemplate(template), rule).replaceAll(/\s+/g, " ").trim();

function wordsOf(parts: readonly Part[], rule: (name: string) => readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.type === "text") return part.text;
      if (part.type === "slot") return "";
      return wordsOf(part.type === "rule" ? rule(part.name) : (part.options[0] ?? []), rule);
    })
    .join("");
}
