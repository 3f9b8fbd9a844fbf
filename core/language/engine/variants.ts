/** The ways to read one text: as it was said, and without the words that may be left out. */
import type { Template } from "./build.ts";
import type { Source } from "./source.ts";
import { type Prepared, prepare, type SkipPatterns, without } from "./text.ts";

/** Longer texts are no commands; it bounds the work of one match. UTF-16 code units. */
const longestText = 600;

/** Of a program, what this needs. */
interface Read {
  readonly source: Pick<Source, "ignoreWhitespace">;
  readonly skip: SkipPatterns | undefined;
}

/** A text as it may be read. */
export interface Variant {
  readonly prepared: Prepared;
  /** Where skip words were left out. */
  readonly where: "everywhere" | "start" | "end" | undefined;
}

/** Undefined for what is too long to be a command. */
export function preparedOf({ source }: Read, text: string | Prepared): Prepared | undefined {
  if (typeof text !== "string") return text;
  return text.length > longestText ? undefined : prepare(text, source.ignoreWhitespace);
}

/** The text itself, and what is left of it without skip words. */
export function variants(program: Read, text: string | Prepared): Variant[] {
  const { skip } = program;
  const whole = preparedOf(program, text);
  if (whole === undefined || whole.text === "") return [];
  const all: Variant[] = [{ prepared: whole, where: undefined }];
  if (skip === undefined) return all;
  for (const where of ["everywhere", "start", "end"] as const) {
    const prepared = without(whole, skip, where);
    if (prepared !== undefined && prepared.text !== "") all.push({ prepared, where });
  }
  return all;
}

/** Free text at an edge keeps the skip words there. */
export function isRead({ edge }: Template, where: Variant["where"]): boolean {
  if (where === undefined) return true;
  if (edge === "none") return where === "everywhere";
  return (edge === "start" && where === "end") || (edge === "end" && where === "start");
}
