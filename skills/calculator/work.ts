/** Works out an expression with the precedence people learn at school; no code is evaluated. */
import {
  add,
  decimal,
  divide,
  type Exact,
  fraction,
  multiply,
  negated,
  power,
  rest,
  root,
  subtract,
  Unworkable,
} from "./exact.ts";

/** `of`: times, but before all other signs, as in "half of"; `^2`, `^3` and `%` stand after what they change. */
export type Sign =
  | "+"
  | "-"
  | "*"
  | "/"
  | "mod"
  | "^"
  | "^2"
  | "^3"
  | "%"
  | "of"
  | "("
  | ")"
  | "root"
  | "cube";
export type Piece = { readonly number: Exact } | { readonly sign: Sign };

const mostPieces = 120;
const hundred = fraction(100n);

interface Cursor {
  readonly pieces: readonly Piece[];
  at: number;
  depth: number;
}

/** Throws Unworkable; `unclear` when it is no expression. */
export function work(pieces: readonly Piece[]): Exact {
  if (pieces.length > mostPieces) throw new Unworkable("big");
  const cursor = { pieces, at: 0, depth: 0 };
  const value = sum(cursor);
  // People leave the last brackets open.
  while (peek(cursor) === ")") cursor.at++;
  if (cursor.at < pieces.length) throw new Unworkable("unclear");
  return value;
}

function peek({ pieces, at }: Cursor): Sign | undefined {
  const piece = pieces[at];
  return piece && "sign" in piece ? piece.sign : undefined;
}

function take(cursor: Cursor, ...wanted: readonly Sign[]): Sign | undefined {
  const sign = peek(cursor);
  if (sign === undefined || !wanted.includes(sign)) return undefined;
  cursor.at++;
  return sign;
}

function sum(cursor: Cursor): Exact {
  let value = product(cursor);
  for (let sign = take(cursor, "+", "-"); sign; sign = take(cursor, "+", "-")) {
    const from = cursor.at;
    const right = product(cursor);
    const change = isPercent(cursor, from) ? multiply(value, right) : right;
    value = sign === "+" ? add(value, change) : subtract(value, change);
  }
  return value;
}

/** "100 plus 10 percent" is 110: a number and its percent sign, and nothing else. */
function isPercent({ pieces, at }: Cursor, from: number): boolean {
  const [number, sign] = [pieces[from], pieces[from + 1]];
  const percent = sign !== undefined && "sign" in sign && sign.sign === "%";
  return at === from + 2 && number !== undefined && "number" in number && percent;
}

function product(cursor: Cursor): Exact {
  let value = signed(cursor);
  for (let sign = take(cursor, "*", "/", "mod"); sign; sign = take(cursor, "*", "/", "mod")) {
    const right = signed(cursor);
    value = sign === "*" ? multiply(value, right) : sign === "/" ? divide(value, right) : rest(value, right);
  }
  return value;
}

function signed(cursor: Cursor): Exact {
  deeper(cursor);
  const value = take(cursor, "-") ? negated(signed(cursor)) : part(cursor);
  cursor.depth--;
  return value;
}

function part(cursor: Cursor): Exact {
  const value = raised(cursor);
  return take(cursor, "of") ? multiply(value, signed(cursor)) : value;
}

function raised(cursor: Cursor): Exact {
  const base = changed(cursor);
  return take(cursor, "^") ? power(base, signed(cursor)) : base;
}

function changed(cursor: Cursor): Exact {
  let value = single(cursor);
  for (let sign = take(cursor, "^2", "^3", "%"); sign; sign = take(cursor, "^2", "^3", "%")) {
    value = sign === "%" ? divide(value, hundred) : power(value, fraction(sign === "^2" ? 2n : 3n));
  }
  return value;
}

function single(cursor: Cursor): Exact {
  deeper(cursor);
  const value = atom(cursor);
  cursor.depth--;
  return value;
}

function atom(cursor: Cursor): Exact {
  const sign = take(cursor, "(", "root", "cube");
  if (sign === "(") {
    const inside = sum(cursor);
    // What was opened and not closed ends with the sentence.
    if (!take(cursor, ")") && cursor.at < cursor.pieces.length) throw new Unworkable("unclear");
    return inside;
  }
  if (sign) {
    const under = peek(cursor) === "-" ? signed(cursor) : raised(cursor);
    return root(under, sign === "root" ? 2 : 3);
  }
  const piece = cursor.pieces[cursor.at];
  if (!piece || !("number" in piece)) throw new Unworkable("unclear");
  cursor.at++;
  return piece.number;
}

function deeper(cursor: Cursor): void {
  if (++cursor.depth > 60) throw new Unworkable("unclear");
}

/** The number of a slot, exactly as it was written. */
export function numberPiece(value: number): readonly Piece[] {
  const text = Math.abs(value).toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 15 });
  const number = { number: decimal(text) };
  return value < 0 ? [{ sign: "(" }, { sign: "-" }, number, { sign: ")" }] : [number];
}
