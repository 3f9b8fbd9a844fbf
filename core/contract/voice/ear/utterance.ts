/** The audio of one utterance as it comes in: what is not decoded yet, cut in time so that no piece is too long. */
import { loudnessOf, quietestCut, quietFrom, stands, voicedFrom, voicedPart } from "./loudness.ts";

const perSecond = 16_000;
/** Recognisers of whole pieces are made for 30 s; longer ones make them say the same over and over. */
const longest = 28 * perSecond;
/** A cut is looked for after this much. */
const earliestCut = 18 * perSecond;
/** What the encoder refuses, or holds no word: 100 ms. */
const shortest = perSecond / 10;

export interface Utterance {
  push(samples: Int16Array): void;
  /** A piece that must be decoded now because the rest grows too long; undefined mostly. */
  overflow(): Int16Array | undefined;
  /** The voice in what `overflow` did not hand out; undefined when nothing stands out of the room in it. */
  rest(): Int16Array | undefined;
  /** All that `overflow` did not hand out. */
  whole(): Int16Array;
  /** Whether everything that came since `mark()` is quiet. */
  unchanged(): boolean;
  mark(): void;
  /** Its words are wanted as far as they go now. */
  want(): void;
  /** Whether a voice came since they were wanted last: whoever wanted them will want more. */
  wentOn(): boolean;
}

export function createUtterance(): Utterance {
  let held = new Int16Array(4 * perSecond);
  let length = 0;
  let marked: number | undefined;
  let wanted: number | undefined;

  function grow(needed: number): void {
    if (needed <= held.length) return;
    const larger = new Int16Array(Math.max(needed, held.length * 2));
    larger.set(held.subarray(0, length));
    held = larger;
  }
  const all = (): Int16Array => held.subarray(0, length);

  return {
    push(samples) {
      grow(length + samples.length);
      held.set(samples, length);
      length += samples.length;
    },
    overflow() {
      if (length < longest) return undefined;
      const cut = quietestCut(loudnessOf(all()), earliestCut, longest);
      const piece = held.slice(0, cut);
      held.copyWithin(0, cut, length);
      length -= cut;
      marked = undefined;
      wanted = undefined;
      return piece;
    },
    rest() {
      const levels = loudnessOf(all());
      if (length < shortest || !stands(levels)) return undefined;
      const [from, until] = voicedPart(levels, length);
      return held.slice(from, until);
    },
    whole: () => all().slice(),
    unchanged() {
      return marked !== undefined && quietFrom(loudnessOf(all()), marked);
    },
    mark() {
      marked = length;
    },
    want() {
      wanted = length;
    },
    wentOn: () => wanted !== undefined && voicedFrom(loudnessOf(all()), wanted),
  };
}
