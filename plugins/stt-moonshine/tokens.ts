/** The recogniser's tokens: what each of them writes, and a tree of them by what they write in plain form. */
import { readFile } from "node:fs/promises";
import { Fault } from "hearsay";

export const endToken = 2;
const specials = 3;

export interface Tokens {
  readonly size: number;
  /** The text of a row of tokens, without blanks around it. */
  textOf(tokens: readonly number[]): string;
  readonly tree: TokenNode;
  /** Signs that a sentence may hold and a grammar has not, by what they are in plain form. */
  readonly signs: ReadonlyMap<number, string>;
  /** Full stops, question and exclamation marks. */
  readonly stops: readonly number[];
}

export interface TokenNode {
  readonly next: Map<string, TokenNode>;
  /** Tokens that write just this: they differ in case. */
  readonly tokens: number[];
}

/** Reads tokens.txt: base64 of the bytes, a tab, the number. Throws MODEL_CORRUPT for another form. */
export async function loadTokens(file: string): Promise<Tokens> {
  const text = await readFile(file, "latin1").catch((cause: unknown) => {
    throw new Fault("MODEL_CORRUPT", `${file} cannot be read.`, { cause });
  });
  const bytes: Buffer[] = [];
  for (const [index, line] of text.split("\n").filter(Boolean).entries()) {
    const [, coded, number] = /^([A-Za-z0-9+/]+=*)\t(\d+)$/.exec(line) ?? [];
    if (coded === undefined || Number(number) !== index) {
      throw new Fault("MODEL_CORRUPT", `${file} is not a table of base64 tokens: line ${index + 1}.`);
    }
    bytes.push(Buffer.from(coded, "base64"));
  }
  return tokensOf(bytes);
}

/** A table from the bytes of its tokens; U+2581 stands for a blank. The first three are no words. */
export function tokensOf(bytes: readonly Buffer[]): Tokens {
  const pieces = bytes.map((one) => one.toString("utf8").replaceAll("\u2581", " "));
  const tree: TokenNode = { next: new Map(), tokens: [] };
  const signs = new Map<number, string>();
  const stops: number[] = [];
  for (const [token, piece] of pieces.entries()) {
    if (token < specials) continue;
    if (/^[.?!]$/.test(piece)) stops.push(token);
    else if (/^[,']$/.test(piece)) signs.set(token, "");
    else if (piece === "-") signs.set(token, " ");
    else if (/^ ?[\p{L}\p{N}:%]*$/u.test(piece) && piece !== "") plant(tree, piece.toLowerCase(), token);
  }
  return {
    size: bytes.length,
    tree,
    signs,
    stops,
    textOf: (tokens) =>
      Buffer.concat(tokens.flatMap((token) => (token < specials ? [] : (bytes[token] ?? []))))
        .toString("utf8")
        .replaceAll("\u2581", " ")
        .trim(),
  };
}

function plant(tree: TokenNode, piece: string, token: number): void {
  let node = tree;
  for (const character of piece) {
    const next = node.next.get(character) ?? { next: new Map(), tokens: [] };
    node.next.set(character, next);
    node = next;
  }
  node.tokens.push(token);
}
