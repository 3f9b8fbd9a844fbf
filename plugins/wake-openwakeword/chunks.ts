/** Cuts frames of any length into the chunks of 80 ms that the features are made of, and notices lost audio. */
import { type AudioFrame, Fault, samplesOf } from "hearsay";

export const chunkSize = 1280;
/** Less than this missing is bridged; more, and what was heard before says nothing about what comes. */
const longestGapMs = 250;

export interface Chunk {
  /** 1280 samples; valid until the next chunk is taken. */
  readonly samples: Int16Array;
  /** Capture time after the last sample, ms since 1970. */
  readonly end: number;
  /** Nothing before it belongs to it. */
  readonly afresh: boolean;
}

export function createChunks(): { push(frame: AudioFrame): Generator<Chunk> } {
  const samples = new Int16Array(chunkSize);
  let filled = 0;
  let afresh = true;
  let stream: number | undefined;
  let sequence = 0;
  let end = 0;

  function follow(frame: AudioFrame): void {
    const other = frame.stream !== stream;
    const lost = frame.sequence !== sequence && Math.abs(frame.at - end) > longestGapMs;
    if (other || lost) {
      afresh = true;
      filled = 0;
    }
    stream = frame.stream;
    sequence = (frame.sequence + 1) >>> 0;
  }

  return {
    *push(frame) {
      const { codec, rate, channels } = frame.format;
      if (codec !== "pcm" || rate !== 16_000 || channels !== 1) {
        throw new Fault(
          "AUDIO_UNSUPPORTED",
          `Wake words are heard in PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz.`,
        );
      }
      follow(frame);
      const heard = samplesOf(frame);
      end = frame.at + heard.length / 16;
      for (let from = 0; from < heard.length; ) {
        const take = Math.min(chunkSize - filled, heard.length - from);
        samples.set(heard.subarray(from, from + take), filled);
        filled += take;
        from += take;
        if (filled < chunkSize) return;
        filled = 0;
        yield { samples, end: frame.at + from / 16, afresh };
        afresh = false;
      }
    },
  };
}
