/** Cuts frames of any length into the windows of 512 samples that the model takes, each with its capture time. */
import { type AudioFrame, Fault, samplesOf } from "hearsay";

export const windowSize = 512;
export const windowMs = 32;
/** A longer hole in the audio than this makes what the model remembers worthless. */
const longestGapMs = 250;

export interface Window {
  /** Capture time of the first sample, ms since 1970. */
  readonly at: number;
  /** 512 samples; valid until the next window is taken. */
  readonly samples: Int16Array;
  /** Nothing before it belongs to it: a new stream, or audio was lost. */
  readonly afresh: boolean;
}

export interface Windows {
  push(frame: AudioFrame): Generator<Window>;
}

export function createWindows(): Windows {
  const samples = new Int16Array(windowSize);
  let filled = 0;
  let at = 0;
  let afresh = true;
  let stream: number | undefined;
  let sequence = 0;
  let end = 0;

  /** After a loss the half-filled window is dropped: its two ends do not belong together. */
  function follow(frame: AudioFrame): void {
    const other = frame.stream !== stream;
    if (other || frame.sequence !== sequence) {
      filled = 0;
      if (other || Math.abs(frame.at - end) > longestGapMs) afresh = true;
    }
    stream = frame.stream;
    sequence = (frame.sequence + 1) >>> 0;
  }

  return {
    *push(frame) {
      const heard = speechOf(frame);
      follow(frame);
      end = frame.at + heard.length / 16;
      for (let from = 0; from < heard.length; ) {
        if (filled === 0) at = frame.at + from / 16;
        const take = Math.min(windowSize - filled, heard.length - from);
        samples.set(heard.subarray(from, from + take), filled);
        filled += take;
        from += take;
        if (filled < windowSize) return;
        filled = 0;
        yield { at, samples, afresh };
        afresh = false;
      }
    },
  };
}

function speechOf(frame: AudioFrame): Int16Array {
  const { codec, rate, channels } = frame.format;
  if (codec !== "pcm" || rate !== 16_000 || channels !== 1) {
    throw new Fault(
      "AUDIO_UNSUPPORTED",
      `Silero hears PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz, ${channels}.`,
    );
  }
  return samplesOf(frame);
}
