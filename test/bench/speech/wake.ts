/** Wake-word detectors over the clips: what they hear, what they miss, what they take for a word, and what that costs. */
import type { AudioFrame, WakeDetector, WakeHit } from "hearsay";
import { type Clip, type Clips, framesOf, join16, noise, samplesOfClip } from "../../kit/clips.ts";
import type { Hosted } from "../../kit/host.ts";
import { usage } from "./usage.ts";
import { voiceOf } from "./voice.ts";

/** Room around a clip, s: detectors hear a stream, not a clip. */
const before = 1.5;
const after = 2;
const level = -66;
const base = 1_000_000;

export interface WakeTable {
  readonly [column: string]: number | string | null;
  readonly detector: string;
  readonly clips: number;
  readonly once: number;
  readonly missed: number;
  readonly twice: number;
  readonly wrongWord: number;
  readonly falseFires: number;
  readonly negativeSeconds: number;
  /** ms from the end of the word (by voice activity) to the hit; and what heardAt is off that end. */
  readonly delayP50: number | null;
  readonly heardAtOffP50: number | null;
  readonly cpuMsPerSecond: number;
  readonly realTimeFactor: number;
}
export interface WakeResult {
  readonly table: WakeTable;
  readonly faults: readonly { detector: string; file: string; wanted: string; heard: string }[];
}

interface Told {
  readonly hit: WakeHit;
  /** Capture time of the end of the last frame that was taken. */
  readonly at: number;
}

async function listen(wake: WakeDetector, samples: Int16Array): Promise<Told[]> {
  let at = 0;
  async function* stream(): AsyncGenerator<AudioFrame> {
    for (const frame of framesOf(samples, { at: base })) {
      at = frame.at + frame.data.byteLength / 32;
      yield frame;
    }
  }
  const told: Told[] = [];
  const asked = { words: [], sensitivity: 0.5, signal: new AbortController().signal };
  for await (const hit of wake.watch(stream(), asked)) told.push({ hit, at });
  return told;
}

interface Heard {
  readonly clip: Clip;
  readonly told: readonly Told[];
}

/** Clips without a wake word, whatever else they are, are those in which none may be heard. */
export async function measureWake(
  name: string,
  { provided: { wake } }: Hosted,
  clips: Clips,
  vad: Hosted,
): Promise<WakeResult> {
  if (!wake) throw new Error(`${name} provides no wake.`);
  const meter = usage();
  const heard: Heard[] = [];
  for (const clip of clips.clips) {
    const samples = join16(noise(before, level), samplesOfClip(clips, clip.file), noise(after, level, 2));
    heard.push({ clip, told: await meter.during(samples.length / 16_000, () => listen(wake, samples)) });
  }
  const { delays, offsets } = await timesOf(heard, clips, vad);
  const times = { delayP50: median(delays), heardAtOffP50: median(offsets) };
  return {
    table: { detector: name, ...countsOf(heard), ...times, ...meter.read() },
    faults: heard
      .filter((one) => wordsIn(one) !== (one.clip.wake_word ?? ""))
      .map((one) => faultOf(name, one)),
  };
}

const wordsIn = ({ told }: Heard): string => told.map(({ hit }) => hit.word).join();
const isRight = ({ clip, told }: Heard): boolean =>
  clip.kind === "wake" && told[0]?.hit.word === clip.wake_word;

function countsOf(heard: readonly Heard[]) {
  const wanted = heard.filter(({ clip }) => clip.kind === "wake");
  const others = heard.filter(({ clip }) => clip.wake_word === null);
  return {
    clips: wanted.length,
    once: wanted.filter((one) => isRight(one) && one.told.length === 1).length,
    missed: wanted.filter(({ told }) => told.length === 0).length,
    twice: wanted.filter(({ told }) => told.length > 1).length,
    wrongWord: wanted.filter((one) => one.told.length > 0 && !isRight(one)).length,
    falseFires: others.reduce((sum, { told }) => sum + told.length, 0),
    negativeSeconds: Math.round(others.reduce((sum, { clip }) => sum + clip.seconds, 0)),
  };
}

async function timesOf(heard: readonly Heard[], clips: Clips, vad: Hosted) {
  const delays: number[] = [];
  const offsets: number[] = [];
  for (const { clip, told } of heard.filter(isRight)) {
    const { end } = await voiceOf(vad, samplesOfClip(clips, clip.file));
    const [first] = told;
    if (end === undefined || !first) continue;
    delays.push(first.at - base - before * 1000 - end);
    offsets.push(first.hit.heardAt - base - before * 1000 - end);
  }
  return { delays, offsets };
}

function faultOf(detector: string, { clip, told }: Heard): WakeResult["faults"][number] {
  const heard = told.map(({ hit }) => `${hit.word} ${hit.score.toFixed(2)}`).join(", ") || "nothing";
  return { detector, file: clip.file, wanted: clip.wake_word ?? "nothing", heard };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? null : Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
