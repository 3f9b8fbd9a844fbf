/** What a microphone heard of late while its room speaks, and whether the house's own voice explains it. */
import { createEcho } from "../../audio/echo.ts";
import { createResampler, type Resampler } from "../../audio/resample.ts";
import { type AudioFrame, durationOf, samplesOf, speechFormat } from "../../contract/index.ts";
import type { JudgeFacts } from "./judge.ts";

/** Sound kept to look at, ms. */
const keptMs = 3_000;
/** Where no echo was found in so much of an answer, the microphone does not hear the loudspeaker, ms. */
const echolessMs = 2_000;

export interface Hearing {
  /** The microphone does not hear the loudspeaker, or should not. */
  readonly cancelled: boolean;
  readonly headphones: boolean;
}

export interface Sound {
  heard(frame: AudioFrame): void;
  played(frame: AudioFrame): void;
  /** ms of the answer that the satellite says it played. */
  position(ms: number): void;
  hold(hold: boolean): void;
  frames(from: number): readonly AudioFrame[];
  samples(from: number, to: number): Int16Array;
  foreign: JudgeFacts["foreign"];
}

/** The last moments of the microphone, and of what the loudspeaker is given. */
export function createSound({ cancelled, headphones }: Hearing): Sound {
  const echo = createEcho();
  let frames: AudioFrame[] = [];
  let resampler: { readonly rate: number; readonly of: Resampler } | undefined;
  /** When the first of it was sent, and when it began to sound, by what the satellite says of its place. */
  let begun: number | undefined;
  let sounds: number | undefined;
  let position = 0;
  const now = (): number => frames.at(-1)?.at ?? 0;
  const endOf = (frame: AudioFrame): number => frame.at + durationOf(frame);
  const at16 = (frame: AudioFrame): Int16Array => {
    const { rate } = frame.format;
    if (resampler?.rate !== rate) resampler = { rate, of: createResampler(rate, speechFormat.rate) };
    return resampler.of.process(samplesOf(frame));
  };
  return {
    heard(frame) {
      frames.push(frame);
      frames = frames.filter((one) => endOf(one) > endOf(frame) - keptMs);
      if (!headphones) echo.heard(samplesOf(frame), frame.at);
    },
    played(frame) {
      if (headphones || frame.format.codec !== "pcm" || frame.format.channels !== 1) return;
      if (begun === undefined) {
        begun = now();
        echo.sounds(0);
      }
      echo.played(at16(frame));
    },
    position(ms) {
      position = ms;
      sounds ??= now() - ms;
    },
    hold: (hold) => echo.sounds(hold ? undefined : position),
    frames: (from) => frames.filter((frame) => endOf(frame) > from),
    samples(from, to) {
      const some = frames.filter((frame) => endOf(frame) > from && frame.at < to);
      return Int16Array.from(some.flatMap((frame) => [...samplesIn(frame, from, to)]));
    },
    foreign(from, to) {
      const other = headphones ? from : echo.other(from, to);
      if (other === "none") return undefined;
      if (other !== "unknown") return other;
      if (cancelled || begun === undefined) return from;
      return echo.delay() !== undefined || to - (sounds ?? begun) < echolessMs ? undefined : from;
    },
  };
}

function samplesIn(frame: AudioFrame, from: number, to: number): Int16Array {
  const index = (at: number): number => Math.max(0, Math.round(((at - frame.at) * frame.format.rate) / 1000));
  return samplesOf(frame).subarray(index(from), index(to));
}
