/** Writes sentence templates as automata: groups branch, rules and slots are called by name, free text closes a way. */
import { plainForm, plainWords } from "../../contract/voice/grammar/plain.ts";
import { chunksOf, spell } from "../chunk.ts";
import type { Part } from "../parse.ts";
import { add, type Draft, skip } from "./automaton.ts";

export interface Writing {
  readonly rule: (name: string) => readonly Part[];
  /** The net of a rule; undefined when nothing in it can be said. */
  readonly ruleNet: (name: string) => string | undefined;
  /** The net of a slot; undefined: free text. */
  readonly slotNet: (name: string) => string | undefined;
  /** Other ways to say a word of a template, such as "%". */
  readonly variants: Readonly<Record<string, readonly string[]>>;
}

/** The state after all that can be said of `parts`; undefined when nothing can. */
export function write(
  draft: Draft,
  writing: Writing,
  from: number,
  parts: readonly Part[],
): number | undefined {
  let at: number | undefined = from;
  for (const chunk of chunksOf(parts)) {
    if (at === undefined) return undefined;
    const [only, more] = chunk;
    if (only === undefined) continue;
    at = more === undefined ? part(draft, writing, at, only) : joined(draft, writing, at, chunk);
  }
  return at;
}

function part(draft: Draft, writing: Writing, from: number, one: Part): number | undefined {
  if (one.type === "text") return say(draft, writing, from, one.text);
  if (one.type === "group") {
    return meet(
      draft,
      one.options.map((option) => write(draft, writing, from, option)),
    );
  }
  return call(draft, from, one.type === "slot" ? writing.slotNet(one.name) : writing.ruleNet(one.name));
}

const call = (draft: Draft, from: number, net: string | undefined): number | undefined =>
  net === undefined ? undefined : add(draft, from, { call: net });

function joined(draft: Draft, writing: Writing, from: number, chunk: readonly Part[]): number | undefined {
  return meet(
    draft,
    spell(chunk, writing.rule).map((spelling) => {
      let at: number | undefined = from;
      for (const piece of spelling) {
        if (at === undefined) return undefined;
        at =
          typeof piece === "string"
            ? say(draft, writing, at, piece)
            : call(draft, at, writing.slotNet(piece.slot));
      }
      return at;
    }),
  );
}

function meet(draft: Draft, ends: readonly (number | undefined)[]): number | undefined {
  const open = [...new Set(ends.filter((end) => end !== undefined))];
  const [only] = open;
  if (open.length <= 1) return only;
  const end = draft.states++;
  for (const one of open) skip(draft, one, end);
  return end;
}

/** The words of a text, each with the ways to say it. */
export function say(
  draft: Draft,
  { variants }: Pick<Writing, "variants">,
  from: number,
  text: string,
): number {
  let at = from;
  for (const word of plainWords(plainForm(text))) {
    const to = add(draft, at, { text: ` ${word}` });
    for (const other of variants[word] ?? []) add(draft, at, { text: other }, to);
    at = to;
  }
  return at;
}

/** Fewest words of a template that are no free text; undefined when it has no free text at all. */
export function sureWords(parts: readonly Part[], writing: Writing): { least: number; free: boolean } {
  let least = 0;
  let free = false;
  for (const one of parts) {
    if (one.type === "text") least += plainWords(plainForm(one.text)).length;
    else if (one.type === "slot") {
      if (writing.slotNet(one.name) === undefined) free = true;
      else least++;
    } else {
      const options = one.type === "rule" ? [writing.rule(one.name)] : one.options;
      const counts = options.map((option) => sureWords(option, writing));
      free ||= counts.some((count) => count.free);
      least += Math.min(...counts.map((count) => count.least));
    }
  }
  return { least, free };
}
