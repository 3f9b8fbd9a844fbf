/** Judges a recording of a voice that others shall imitate: each property by itself, a score, and what to do better. */
import { joined, levelStep, levelsOf, speechFormat } from "../contract/index.ts";
import { createResampler } from "./resample.ts";
import { toMono, type Wav } from "./wav.ts";

export interface Check {
  readonly name: "rate" | "length" | "snr" | "clipping" | "level" | "speech" | "text";
  readonly value: number;
  readonly unit: "Hz" | "s" | "dB" | "%" | "dBFS" | "characters/s";
  readonly verdict: "good" | "fair" | "bad";
  /** What to do better; only where it is not good. */
  readonly advice?: string;
}

export interface Judged {
  /** 0 to 100. */
  readonly score: number;
  /** Nothing of it is bad. */
  readonly fit: boolean;
  readonly checks: readonly Check[];
}

/** A frame is speech when it is so much above the noise, dB. */
const aboveNoise = 10;
/** Pauses between words that still count as speech, frames of 20 ms. */
const hangover = 10;
/** Quieter than what 16 bits can tell. */
const floor = -96;
/** Equal or nearly full samples in a row are a clipped top. */
const clippedAt = 32_700;
const clippedRun = 3;

/** `text`: the words that are said in it. */
export function judgeSample(wav: Wav, text: string): Judged {
  const mono = toMono(wav.samples, wav.channels);
  const seconds = mono.length / wav.rate;
  const { noise, voice, share } = partsOf(mono, wav.rate);
  const spoken = seconds * share;
  const checks = [
    rate(wav.rate),
    length(seconds),
    snr(voice - noise),
    clipping(clippedShare(mono) * 100),
    level(voice),
    speech(share * 100),
    words(spoken > 0 ? weightOf(text) / spoken : 0),
  ];
  const worth = { good: 1, fair: 0.6, bad: 0 } as const;
  const sum = checks.reduce((all, { verdict }) => all + worth[verdict], 0);
  return {
    score: Math.round((100 * sum) / checks.length),
    fit: checks.every(({ verdict }) => verdict !== "bad"),
    checks,
  };
}

/** A value, the verdict on it, and the advice that goes with it unless it is good. */
function check(
  name: Check["name"],
  value: number,
  unit: Check["unit"],
  verdict: Check["verdict"],
  advice: string,
): Check {
  const rounded = Math.round(value * 100) / 100;
  return { name, value: rounded, unit, verdict, ...(verdict === "good" ? {} : { advice }) };
}

const rate = (hz: number): Check =>
  check(
    "rate",
    hz,
    "Hz",
    hz >= 22_050 ? "good" : hz >= 16_000 ? "fair" : "bad",
    "Record at 24,000 Hz or more; voices that are made of less sound dull.",
  );

const length = (seconds: number): Check =>
  check(
    "length",
    seconds,
    "s",
    seconds < 3 || seconds > 180 ? "bad" : seconds < 6 ? "fair" : "good",
    "Record 6 to 30 seconds; at least 3, at most 180.",
  );

const snr = (db: number): Check =>
  check(
    "snr",
    db,
    "dB",
    db >= 30 ? "good" : db > 20 ? "fair" : "bad",
    "Record in a quieter room or closer to the microphone, with half a second of silence at both ends: 20 dB above the noise is the least.",
  );

const clipping = (percent: number): Check =>
  check(
    "clipping",
    percent,
    "%",
    percent === 0 ? "good" : percent < 0.05 ? "fair" : "bad",
    "Turn the microphone down: the loudest sounds are cut off.",
  );

const level = (dbfs: number): Check =>
  check(
    "level",
    dbfs,
    "dBFS",
    dbfs >= -30 && dbfs <= -10 ? "good" : dbfs >= -42 && dbfs <= -6 ? "fair" : "bad",
    dbfs < -30 ? "Speak louder, or turn the microphone up." : "Turn the microphone down.",
  );

const speech = (percent: number): Check =>
  check(
    "speech",
    percent,
    "%",
    percent >= 60 ? "good" : percent >= 40 ? "fair" : "bad",
    "Speak on without long pauses, and cut silence off at both ends.",
  );

const words = (rate: number): Check =>
  check(
    "text",
    rate,
    "characters/s",
    rate >= 6 && rate <= 25 ? "good" : rate >= 3 && rate <= 35 ? "fair" : "bad",
    "Give the words exactly as they are said in the recording: these are too few or too many for it.",
  );

/** Levels of noise and of speech, dBFS, and how much of the whole is speech, 0 to 1. */
function partsOf(
  samples: Int16Array,
  rate: number,
): { readonly noise: number; readonly voice: number; readonly share: number } {
  const levels = levelsOf(at16k(samples, rate)).map((one) => Math.max(floor, one));
  if (levels.length === 0) return { noise: floor, voice: floor, share: 0 };
  const sorted = levels.toSorted((a, b) => a - b);
  const noise = mean(sorted.slice(0, Math.max(1, Math.floor(sorted.length / 10))));
  const loud = levels.map((one) => one > noise + aboveNoise);
  const voiced = levels.filter((_, at) => loud[at]);
  if (voiced.length === 0) return { noise, voice: noise, share: 0 };
  let since = hangover;
  let speaking = 0;
  for (const isLoud of loud) {
    since = isLoud ? 0 : since + 1;
    if (since < hangover) speaking++;
  }
  return { noise, voice: mean(voiced), share: speaking / levels.length };
}

/** The level of all of them together. */
const mean = (levels: readonly number[]): number =>
  10 * Math.log10(levels.reduce((sum, one) => sum + 10 ** (one / 10), 0) / levels.length);

function at16k(samples: Int16Array, rate: number): Int16Array {
  if (rate === speechFormat.rate || samples.length < levelStep) return samples;
  const resampler = createResampler(rate, speechFormat.rate);
  return joined([resampler.process(samples), resampler.flush()]);
}

function clippedShare(samples: Int16Array): number {
  let clipped = 0;
  let run = 0;
  for (const sample of samples) {
    run = Math.abs(sample) >= clippedAt ? run + 1 : 0;
    if (run === clippedRun) clipped += clippedRun;
    else if (run > clippedRun) clipped++;
  }
  return samples.length === 0 ? 0 : clipped / samples.length;
}

/** Characters that are spoken; one of a script that writes syllables or words counts as three. */
const weightOf = (text: string): number =>
  (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) +
  2 * (text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0);
