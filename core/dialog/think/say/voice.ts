/** The words of a language model on their way into the answer of a turn, round by round. */
import type { TurnRequest } from "../../request.ts";
import type { Speech } from "../../route/speech.ts";
import { type HousePhrase, housePhrase } from "../../words/index.ts";
import { createCutter } from "./cutter.ts";

export interface Voice {
  /** A round begins, or begins anew: what was not said of it is forgotten. */
  begin(): void;
  text(words: string): void;
  /** No more words for now: what was held back is said. */
  rest(): void;
  /** The house itself says something in between. */
  aside(phrase: HousePhrase): void;
  /** The model's words were said, in this turn and in this round. */
  said(): boolean;
  saidNow(): boolean;
  /** It said more than anybody wants to hear. */
  full(): boolean;
  /** Its last words are a question. */
  asks(): boolean;
  /** ms since anything was said. */
  silentFor(): number;
}

export function createVoice(
  { trace }: Pick<TurnRequest, "trace">,
  { speech, language }: { readonly speech: Speech; readonly language: string },
): Voice {
  let cutter = createCutter();
  let last = "";
  let now = false;
  let at = performance.now();
  function say(pieces: readonly string[]): void {
    for (const piece of pieces) {
      if (last === "") trace.mark("first clause", trace.now());
      speech.say({ text: piece, language });
      last = piece;
      now = true;
      at = performance.now();
    }
  }
  return {
    begin() {
      cutter = createCutter();
      now = false;
    },
    text: (words) => say(cutter.push(words)),
    rest: () => say(cutter.end()),
    aside(phrase) {
      speech.say(housePhrase(phrase, language));
      at = performance.now();
    },
    said: () => last !== "",
    saidNow: () => now,
    full: () => cutter.full(),
    asks: () => /[?？]["'”’»)\]]*$/u.test(last.trim()),
    silentFor: () => performance.now() - at,
  };
}
