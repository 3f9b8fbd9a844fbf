/** Clips through voice activity and recogniser, as the dialog does it: from 300 ms before the voice to 500 ms after it. */
import { type AudioFrame, asFault, type Flush, type SpeechToText } from "hearsay";
import { type Clip, type Clips, framesOf, join16, noise, samplesOfClip } from "../../kit/clips.ts";
import type { Hosted } from "../../kit/host.ts";
import { usage } from "./usage.ts";
import { voiceOf } from "./voice.ts";

const preroll = 300;
/** The recogniser is asked for the first time after this much silence, and for the last after that much. */
const flushAfter = 160;
const endAfter = 500;

export interface HeardClip {
  readonly clip: Clip;
  readonly heard: string;
  /** ms from the end of the audio to the final transcript. */
  readonly wait: number;
  /** Whether the text of the flush served as the final one, so that nothing was left to decode. */
  readonly speculated: boolean;
}
export interface Words {
  readonly clips: readonly HeardClip[];
  readonly cost: { readonly cpuMsPerSecond: number; readonly realTimeFactor: number };
}

export async function hearClips(
  stt: Hosted,
  vad: Hosted,
  clips: Clips,
  log: (text: string) => void,
): Promise<Words> {
  const meter = usage();
  const heard: HeardClip[] = [];
  for (const clip of clips.clips) {
    if (clip.transcript === null || (clip.kind !== "command" && clip.kind !== "read")) continue;
    const samples = samplesOfClip(clips, clip.file);
    const { start, end } = await voiceOf(vad, samples);
    if (start === undefined || end === undefined || !stt.provided.stt) {
      heard.push({ clip, heard: "", wait: 0, speculated: false });
      continue;
    }
    const from = Math.max(0, start - preroll);
    const whole = join16(samples, noise(endAfter / 1000, -66));
    const part = whole.slice(from * 16, Math.min(whole.length, (end + endAfter) * 16));
    const provider = stt.provided.stt;
    const one = await meter.during(part.length / 16_000, () =>
      hearOne(provider, part, end - from + flushAfter),
    );
    log(`${clip.file}: ${one.heard}`);
    heard.push({ clip, ...one });
  }
  return { clips: heard, cost: meter.read() };
}

async function hearOne(
  stt: SpeechToText,
  samples: Int16Array,
  flushAt: number,
): Promise<Omit<HeardClip, "clip">> {
  let ended = 0;
  async function* audio(): AsyncGenerator<AudioFrame | Flush> {
    let flushed = false;
    for (const frame of framesOf(samples, { at: 0, ms: 20 })) {
      if (!flushed && frame.at >= flushAt) {
        flushed = true;
        yield "flush";
      }
      yield frame;
    }
    ended = performance.now();
  }
  const asked = { language: "en", hints: [], signal: new AbortController().signal };
  try {
    const texts: string[] = [];
    for await (const { text } of stt.transcribe(audio(), asked)) texts.push(text);
    const wait = Math.round(performance.now() - ended);
    return { heard: texts.at(-1) ?? "", wait, speculated: wait < 15 };
  } catch (error) {
    throw asFault(error, "JOB_FAILED");
  }
}
