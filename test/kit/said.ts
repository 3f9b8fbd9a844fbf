/** Somebody saying a sentence: a person where the clips are, else the smallest synthetic voice. */
import flite from "../../plugins/tts-flite/index.ts";
import { noClips, readClips, samplesOfClip } from "./clips.ts";
import { hostFor } from "./host.ts";
import { speakAll } from "./spoken.ts";

/** Samples at 16 kHz, mono: the clip when it is there, else the text in the voice slt. */
export async function said(text: string, clip: string): Promise<Int16Array> {
  if (!noClips) return samplesOfClip(readClips(), clip);
  await using hosted = await hostFor(flite);
  const { tts } = hosted.provided;
  if (!tts) throw new Error("tts-flite provides no tts.");
  const { samples, rate } = await speakAll(tts, [text], { voice: "slt" });
  if (rate !== 16_000) throw new Error(`The voice speaks at ${rate} Hz; the tests need 16000.`);
  return samples;
}
