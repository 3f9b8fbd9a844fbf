/** Reads one sentence template into a tree: the grammar that Home Assistant's hassil and the language files of skills share. */
import { Fault } from "../../contract/fault.ts";

export type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "all"; readonly pieces: readonly Piece[] }
  | { readonly type: "any"; readonly pieces: readonly Piece[] }
  | { readonly type: "list"; readonly ref: ListRef }
  | { readonly type: "rule"; readonly name: string };

export interface ListRef {
  readonly list: string;
  readonly slot: string;
  /** Kept for the answer only; fills no slot. */
  readonly capture: boolean;
  /** `{0..100,10:slot}`. */
  readonly range?: { readonly from: number; readonly to: number; readonly step: number };
}

/** Characters of one template, groups within groups, and parts of one permutation (their orders grow as n!). */
const limits = { length: 8000, depth: 32, permuted: 5 } as const;
const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]" };
const special = "()[]{}<>|;\\";

export interface Cursor {
  readonly source: string;
  at: number;
}

/** Throws SENTENCE_INVALID with the place and what was expected there. */
export function parse(source: string): Piece {
  if (source.length > limits.length) {
    throw new Fault("SENTENCE_INVALID", `a template has at most ${limits.length} characters`);
  }
  const cursor: Cursor = { source: source.trim(), at: 0 };
  return group(cursor, undefined, 0);
}

function wrong({ source }: Cursor, at: number, what: string): Fault {
  const near = source.slice(Math.max(0, at - 20), at + 20);
  return new Fault("SENTENCE_INVALID", `at character ${at + 1}: ${what}, near "${near}"`);
}

/** What stands up to `end`: a sequence, alternatives or a permutation. */
function group(cursor: Cursor, end: string | undefined, depth: number): Piece {
  if (depth > limits.depth) throw wrong(cursor, cursor.at, `groups stand at most ${limits.depth} deep`);
  const parts: Piece[][] = [[]];
  let sign = "";
  for (;;) {
    const next = cursor.source.charAt(cursor.at);
    if (next === "") {
      if (end !== undefined) throw wrong(cursor, cursor.at, `expected "${end}"`);
      break;
    }
    if (next === end) {
      cursor.at++;
      break;
    }
    if (next === "|" || next === ";") {
      if (sign !== "" && sign !== next) throw wrong(cursor, cursor.at, '"|" and ";" in one group');
      sign = next;
      cursor.at++;
      parts.push([]);
    } else parts.at(-1)?.push(piece(cursor, depth));
  }
  const whole = parts.map(all);
  if (sign === "") return whole[0] ?? nothing;
  if (sign === "|") return { type: "any", pieces: whole };
  if (whole.length > limits.permuted) {
    throw wrong(cursor, cursor.at, `a permutation has at most ${limits.permuted} parts`);
  }
  return { type: "any", pieces: orders(whole).map((order) => all(spaced(order))) };
}

export const nothing: Piece = { type: "all", pieces: [] };
const space: Piece = { type: "text", text: " " };

const all = (pieces: readonly Piece[]): Piece =>
  pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : { type: "all", pieces };

const spaced = (pieces: readonly Piece[]): Piece[] => pieces.flatMap((one) => [space, one, space]);

function orders(pieces: readonly Piece[]): Piece[][] {
  if (pieces.length <= 1) return [[...pieces]];
  return pieces.flatMap((first, index) =>
    orders(pieces.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

function piece(cursor: Cursor, depth: number): Piece {
  const { source, at } = cursor;
  const sign = source.charAt(at);
  const end = closing[sign];
  if (end !== undefined) {
    cursor.at++;
    const inside = group(cursor, end, depth + 1);
    return sign === "[" ? { type: "any", pieces: [inside, nothing] } : inside;
  }
  if (sign === "{") return { type: "list", ref: listRef(cursor, within(cursor, "}")) };
  if (sign === "<") return { type: "rule", name: within(cursor, ">") };
  if (special.includes(sign) && sign !== "\\") {
    throw wrong(cursor, at, `"${sign}" has no partner; write "\\${sign}" for the sign itself`);
  }
  return { type: "text", text: plain(cursor) };
}

function within(cursor: Cursor, end: string): string {
  const { source, at } = cursor;
  const to = source.indexOf(end, at);
  if (to < 0) throw wrong(cursor, source.length, `expected "${end}"`);
  const name = source.slice(at + 1, to).trim();
  if (name === "" || /[()[\]{}<>|;\s]/u.test(name)) throw wrong(cursor, at + 1, "expected a name");
  cursor.at = to + 1;
  return name;
}

function listRef(cursor: Cursor, text: string): ListRef {
  const cut = text.indexOf(":");
  const list = (cut < 0 ? text : text.slice(0, cut)).trim();
  const slot = (cut < 0 ? text : text.slice(cut + 1)).trim();
  const bare = (name: string): string => (name.startsWith("@") ? name.slice(1) : name);
  const range = /^(-?\d{1,9})\.\.(-?\d{1,9})(?:,(\d{1,9}))?$/.exec(list);
  if (bare(list) === "" || bare(slot) === "") throw wrong(cursor, cursor.at, "expected a list and a slot");
  return {
    list: bare(list),
    slot: bare(slot),
    capture: slot.startsWith("@"),
    ...(range
      ? { range: { from: Number(range[1]), to: Number(range[2]), step: Number(range[3] ?? 1) } }
      : {}),
  };
}

/** Text up to the next sign of the grammar; `\\` before a sign means the sign itself. */
export function plain(cursor: Cursor): string {
  const { source } = cursor;
  let text = "";
  while (cursor.at < source.length) {
    const sign = source.charAt(cursor.at);
    if (sign === "\\") {
      text += source.charAt(cursor.at + 1);
      cursor.at += 2;
    } else if (special.includes(sign)) break;
    else {
      text += sign;
      cursor.at++;
    }
  }
  return text;
}
