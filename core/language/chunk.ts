/** Cuts a template tree at its spaces and spells out what is joined without one, as in `light[s]` and `what['s| is]`. */
import { Fault } from "../contract/fault.ts";
import type { Part } from "./parse.ts";

/** What stands between two spaces: one part, or several to be spelt out together. */
export type Chunk = readonly Part[];
/** One way to say a chunk. */
export type Spelling = readonly (string | { readonly slot: string })[];

/** Ways to say one chunk. */
const mostSpellings = 256;

export function chunksOf(parts: readonly Part[]): Chunk[] {
  const chunks: Part[][] = [];
  let open: Part[] | undefined;
  for (const part of parts) {
    if (part.type !== "text") {
      open = joined(chunks, open, part);
      continue;
    }
    for (const [index, piece] of part.text.split(/\s+/).entries()) {
      if (index > 0) open = undefined;
      if (piece !== "") open = joined(chunks, open, { ...part, text: piece });
    }
  }
  return chunks;
}

function joined(chunks: Part[][], open: Part[] | undefined, part: Part): Part[] {
  if (open !== undefined) {
    open.push(part);
    return open;
  }
  const fresh = [part];
  chunks.push(fresh);
  return fresh;
}

/** All ways to say a chunk. Throws SENTENCE_INVALID when there are more than 256, or a word and a slot touch. */
export function spell(chunk: Chunk, rule: (name: string) => readonly Part[]): Spelling[] {
  const spellings = sequence(chunk, rule, 0);
  for (const spelling of spellings) {
    for (const [index, piece] of spelling.entries()) {
      const next = spelling[index + 1];
      if (next === undefined || (typeof piece === "string" && typeof next === "string")) continue;
      const before = typeof piece === "string" ? piece.slice(-1) : "";
      const after = typeof next === "string" ? next.charAt(0) : "";
      if (/[\p{L}\p{N}]/u.test(before + after)) {
        throw new Fault("SENTENCE_INVALID", `a slot needs a space between it and "${before || after}"`);
      }
    }
  }
  return spellings;
}

function sequence(
  parts: readonly Part[],
  rule: (name: string) => readonly Part[],
  depth: number,
): Spelling[] {
  if (depth > 24) throw new Fault("SENTENCE_INVALID", "rules stand too deep in each other");
  let found: Spelling[] = [[]];
  for (const part of parts) {
    const ways = spellingsOf(part, rule, depth);
    if (found.length * ways.length > mostSpellings) {
      throw new Fault(
        "SENTENCE_INVALID",
        `more than ${mostSpellings} ways to say what is joined without a space; put spaces between the groups`,
      );
    }
    found = found.flatMap((start) => ways.map((way) => glue(start, way)));
  }
  return found;
}

function spellingsOf(part: Part, rule: (name: string) => readonly Part[], depth: number): Spelling[] {
  if (part.type === "text") return [[part.text]];
  if (part.type === "slot") return [[{ slot: part.name }]];
  if (part.type === "rule") return sequence(rule(part.name), rule, depth + 1);
  const ways = part.options.flatMap((option) => sequence(option, rule, depth + 1));
  if (ways.length > mostSpellings) {
    throw new Fault(
      "SENTENCE_INVALID",
      `more than ${mostSpellings} ways to say what is joined without a space`,
    );
  }
  return ways;
}

function glue(start: Spelling, way: Spelling): Spelling {
  const last = start.at(-1);
  const first = way[0];
  if (typeof last === "string" && typeof first === "string") {
    return [...start.slice(0, -1), last + first, ...way.slice(1)];
  }
  return [...start, ...way];
}

/** The ways to write one entry of a list: a template without slots. */
export function spellEntry(parts: readonly Part[], rule: (name: string) => readonly Part[]): string[] {
  return sequence(parts, rule, 0).map((spelling) =>
    spelling
      .map((piece) => {
        if (typeof piece === "string") return piece;
        throw new Fault(
          "SENTENCE_INVALID",
          `an entry of a list has no slots, but this one has {${piece.slot}}`,
        );
      })
      .join(""),
  );
}
