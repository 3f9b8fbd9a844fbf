/** Cuts a model's answer into clauses while it is still being written, so that the first sounds before the second is there. */
import { splitClauses } from "../../../language/clauses.ts";
import { type Hidden, speakable } from "./speakable.ts";

/** Text without any place to pause is cut here, characters. */
const longestPiece = 400;
/** What a voice would say in some ten minutes; who writes more is not listened to any longer. */
const mostPieces = 200;

export interface Cutter {
  /** The clauses that are whole now, as they are to be said. */
  push(text: string): readonly string[];
  /** What is left. */
  end(): readonly string[];
  /** It wrote more than anybody would want to hear; nothing more comes out. */
  full(): boolean;
}

export function createCutter(): Cutter {
  const hidden: Hidden = { until: undefined };
  let rest = "";
  let pieces = 0;
  function said(raw: readonly string[]): readonly string[] {
    const left = Math.max(0, mostPieces - pieces);
    const found = raw.map((piece) => speakable(piece, hidden)).filter((piece) => piece !== "");
    pieces += found.length;
    return found.slice(0, left);
  }
  return {
    push(text) {
      if (pieces >= mostPieces) return [];
      rest += text;
      const whole = splitClauses(rest, pieces === 0);
      let last = whole.pop() ?? "";
      // A link or a mark of feeling is not cut in two.
      while (whole.length > 0 && isOpen(whole.at(-1) ?? "")) last = (whole.pop() ?? "") + last;
      rest = whole.length === 0 && last === "" ? rest : last;
      if (rest.length > longestPiece) {
        const blank = rest.lastIndexOf(" ", longestPiece);
        const at = blank > 0 ? blank + 1 : longestPiece;
        whole.push(rest.slice(0, at));
        rest = rest.slice(at);
      }
      return said(whole);
    },
    end() {
      const left = rest;
      rest = "";
      return said(splitClauses(left, pieces === 0));
    },
    full: () => pieces >= mostPieces,
  };
}

const isOpen = (piece: string): boolean => /\[[^\]]*$|\]\([^)]*$/u.test(piece);
