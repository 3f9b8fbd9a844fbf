/** What was fed to the recogniser lately: gives its seconds back their capture time, and says how loud they were. */
import { type AudioFrame, Fault, samplesOf } from "hearsay";

const kept = 12;
const floor = -100;

interface Piece {
  /** Seconds since the recogniser's first sample. */
  readonly from: number;
  readonly until: number;
  readonly at: number;
  readonly power: number;
}
export interface History {
  push(frame: AudioFrame, samples: Int16Array): void;
  /** Capture time, ms since 1970, of that second. */
  timeOf(second: number): number;
  /** dBFS between two seconds, and of the room in the two before. */
  levels(start: number, end: number): { readonly level: number; readonly noise: number };
}

export function createHistory(): History {
  let pieces: Piece[] = [];
  let fed = 0;
  const powers = (start: number, end: number): number[] =>
    pieces.filter(({ from, until }) => until > start && from < end).map(({ power }) => power);

  return {
    push(frame, samples) {
      const from = fed;
      fed += samples.length / 16_000;
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      const power = sum / Math.max(1, samples.length) / 32_768 ** 2;
      pieces.push({ from, until: fed, at: frame.at, power });
      if ((pieces[0]?.until ?? fed) < fed - 2 * kept)
        pieces = pieces.filter(({ until }) => until > fed - kept);
    },
    timeOf(second) {
      const piece = pieces.findLast(({ from }) => from <= second) ?? pieces[0];
      const latest = pieces.at(-1);
      if (!piece || !latest) return 0;
      return piece.at + (Math.min(second, latest.until) - piece.from) * 1000;
    },
    levels(start, end) {
      const word = powers(start, end);
      const room = powers(start - 2, start - 0.1).sort((a, b) => a - b);
      const mean = word.reduce((sum, power) => sum + power, 0) / Math.max(1, word.length);
      return {
        level: decibels(mean),
        noise: decibels(room[Math.floor(room.length / 4)] ?? Math.min(mean, ...word)),
      };
    },
  };
}

function decibels(power: number): number {
  return power <= 0 ? floor : Math.max(floor, Math.round(100 * Math.log10(power)) / 10);
}

/** The samples of a frame in the only form that is understood. Throws Fault AUDIO_UNSUPPORTED. */
export function speechOf(frame: AudioFrame): Int16Array {
  const { codec, rate, channels } = frame.format;
  if (codec === "pcm" && rate === 16_000 && channels === 1) return samplesOf(frame);
  throw new Fault(
    "AUDIO_UNSUPPORTED",
    `Vosk hears PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz, ${channels}.`,
  );
}

/** Whether a frame belongs to what came before: at most 250 ms of the same stream are missing. */
export function follows(frame: AudioFrame, before: AudioFrame | undefined): boolean {
  if (!before || before.stream !== frame.stream) return false;
  const end = before.at + before.data.byteLength / 32;
  return frame.sequence === (before.sequence + 1) >>> 0 || Math.abs(frame.at - end) <= 250;
}
