/** Reads a sentence template into a tree: `[optional]`, `(one|other)`, `{slot}`, `<rule>`, `\` before a sign to mean itself. */
import { Fault } from "../contract/fault.ts";
import { type Cursor, plain } from "./engine/template.ts";

export type Part =
  | { readonly type: "text"; readonly text: string; readonly at: number }
  | { readonly type: "slot"; readonly name: string; readonly at: number }
  | { readonly type: "rule"; readonly name: string; readonly at: number }
  | { readonly type: "group"; readonly options: readonly (readonly Part[])[]; readonly at: number };

/** Characters of one template, and groups within groups. */
export const limits = { length: 2000, depth: 12 } as const;

const closing: Readonly<Record<string, string>> = { "[": "]", "(": ")" };
const special = "[](){}<>|;";

/** What is wrong with a template, where (offset in it) and what was expected. */
function wrong(source: string, at: number, what: string): Fault {
  const near = source.slice(Math.max(0, at - 20), at + 20);
  return new Fault("SENTENCE_INVALID", `at character ${at + 1}: ${what}, near "${near}"`);
}

/** Throws SENTENCE_INVALID with the position and what was expected there. */
export function parseTemplate(source: string): readonly Part[] {
  if (source.length > limits.length) {
    throw new Fault("SENTENCE_INVALID", `a template has at most ${limits.length} characters`);
  }
  const cursor = { source, at: 0 };
  const [parts] = options(cursor, 0, undefined);
  return parts ?? [];
}

/** Alternatives up to `end`; at the top level only one is allowed. */
function options(cursor: Cursor, depth: number, end: string | undefined): Part[][] {
  const { source } = cursor;
  const found: Part[][] = [[]];
  while (cursor.at < source.length) {
    const sign = source.charAt(cursor.at);
    if (sign === end) return found;
    if (sign === "|") {
      if (end === undefined) throw wrong(source, cursor.at, 'a "|" stands in ( ) or [ ]');
      cursor.at++;
      found.push([]);
      continue;
    }
    found.at(-1)?.push(part(cursor, depth));
  }
  if (end !== undefined) throw wrong(source, cursor.at, `expected "${end}"`);
  return found;
}

function part(cursor: Cursor, depth: number): Part {
  const { source, at } = cursor;
  const sign = source.charAt(at);
  const end = closing[sign];
  if (end !== undefined) {
    if (depth >= limits.depth) throw wrong(source, at, `groups stand at most ${limits.depth} deep`);
    cursor.at++;
    const inside = options(cursor, depth + 1, end);
    cursor.at++;
    return { type: "group", options: sign === "[" ? [...inside, []] : inside, at };
  }
  if (sign === "{") return { type: "slot", name: named(cursor, "}", "slot"), at };
  if (sign === "<") return { type: "rule", name: named(cursor, ">", "rule"), at };
  if (special.includes(sign))
    throw wrong(source, at, `"${sign}" has no partner; write "\\${sign}" for the sign itself`);
  return { type: "text", text: plain(cursor), at };
}

function named(cursor: Cursor, end: string, what: string): string {
  const { source, at } = cursor;
  const to = source.indexOf(end, at);
  const name = to < 0 ? "" : source.slice(at + 1, to).trim();
  if (to < 0) throw wrong(source, source.length, `expected "${end}"`);
  if (!/^[A-Za-z_][\w-]{0,63}$/.test(name)) {
    throw wrong(source, at + 1, `expected the name of a ${what}: letters, digits, "_" and "-"`);
  }
  cursor.at = to + 1;
  return name;
}
