/** When a rule takes a turn to be over, worked out from the times at which the hub would have known things. */
import { onsetMs, windowMs } from "./voice.ts";

/** What was known at one pause. */
export interface Pause {
  /** Last voice before it, ms. */
  readonly at: number;
  /** Voice since the turn before it, ms. */
  readonly voiced: number;
  /** When the voice goes on; Infinity at the end. */
  readonly until: number;
  /** ms that the words cost, from the moment they are asked for. */
  readonly took: number;
  /** The words were none. */
  readonly empty: boolean;
  /** It was the wake word alone. */
  readonly opens: boolean;
  /** Silence that the words ask for, ms; `paused`: the longest pause before this one. */
  wanted(paused: number): number;
}

export interface Timing {
  /** Length of the satellite's frames, ms. */
  readonly frame: number;
  /** Silence after which the words are looked for, ms. */
  readonly early: number;
  readonly ordinary: number;
}

export interface Over {
  /** The turn was taken to be over, and its words were there, ms. */
  readonly at: number;
  readonly words: number;
  /** The last voice that was in it. */
  readonly last: number;
  /** Decodes begun. */
  readonly decodes: number;
}

/** When the hub hears of what was captured until then: at the end of the window, when the frame with it has come. */
const delivered = (at: number, frame: number): number => Math.ceil(at / frame) * frame;
const windows = (ms: number): number => Math.ceil(ms / windowMs) * windowMs;
/** A sound shorter than this without words ends nothing. */
const coughMs = 500;

export function bySilence(pauses: readonly Pause[], silence: number, { frame }: Timing): Over | undefined {
  for (const { at, until, took } of pauses) {
    const ended = delivered(at + windows(silence), frame);
    if (ended < goesOn(until, frame)) return { at: ended, words: ended + took, last: at, decodes: 1 };
  }
  return undefined;
}

export function bySentences(pauses: readonly Pause[], { frame, early, ordinary }: Timing): Over | undefined {
  let decodes = 0;
  let paused = 0;
  for (const pause of pauses) {
    const { at, until, took, empty, opens, voiced } = pause;
    const asked = delivered(at + windows(early), frame);
    const resumed = goesOn(until, frame);
    const before = paused;
    if (!opens) paused = Math.max(paused, until - at);
    if (asked >= resumed) continue;
    decodes++;
    if (opens || (empty && voiced < coughMs)) continue;
    const wanted = empty ? ordinary : pause.wanted(before);
    const ended = Math.max(delivered(at + windows(wanted), frame), asked + took);
    if (ended < resumed) return { at: ended, words: ended, last: at, decodes };
  }
  return undefined;
}

const goesOn = (until: number, frame: number): number => delivered(until + onsetMs, frame);
