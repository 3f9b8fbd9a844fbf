/** Turns probabilities of voice into speech begun and paused: hysteresis, a shortest onset, and one word for each asked pause. */
import type { VoiceEvent } from "hearsay";
import { windowMs } from "./windows.ts";

export interface PauseOptions {
  /** Probability from which a window is voiced. */
  readonly enter: number;
  /** Probability below which it is silent. */
  readonly leave: number;
  /** ms of voice before speech counts. */
  readonly onset: number;
  /** Silences to report, ms. */
  readonly pauses: readonly number[];
}

export interface Pauses {
  /** `at`: capture time of the window. */
  push(at: number, probability: number): Generator<VoiceEvent>;
}

/** With no pauses asked, a silence this long ends what was begun, so that the next start is told again. */
const unaskedPause = 500;

export function createPauses(options: PauseOptions): Pauses {
  const { enter, leave, onset } = options;
  const pauses = [...options.pauses].filter((pause) => pause > 0).sort((a, b) => a - b);
  const shortest = pauses[0] ?? unaskedPause;
  /** Between `started` and the first pause told. */
  let speaking = false;
  let voiced = false;
  let run = 0;
  let begun = 0;
  let lastVoice = 0;
  let told = pauses.length;

  /** Whether the window is part of a voice long enough to be one. */
  function hear(at: number, probability: number): boolean {
    if (voiced) {
      voiced = probability >= leave;
      return voiced;
    }
    if (probability < enter) {
      run = 0;
      return false;
    }
    if (run === 0) begun = at;
    run++;
    voiced = run * windowMs >= onset;
    if (voiced) run = 0;
    return voiced;
  }

  function* voice(at: number): Generator<VoiceEvent> {
    lastVoice = at + windowMs;
    if (!speaking) yield { type: "started", at: begun };
    speaking = true;
    told = 0;
  }

  function* quiet(at: number): Generator<VoiceEvent> {
    const silent = at + windowMs - lastVoice;
    if (silent >= shortest) speaking = false;
    for (let pause = pauses[told]; pause !== undefined && silent >= pause; pause = pauses[told]) {
      told++;
      yield { type: "paused", at: lastVoice, silence: pause };
    }
  }

  return {
    *push(at, probability) {
      if (hear(at, probability)) yield* voice(at);
      else if (told < pauses.length || speaking) yield* quiet(at);
    },
  };
}
