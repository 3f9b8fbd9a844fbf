/** Synthetic speakers for tests and the demo, where no people's clips are at hand: whole sentences at 16 kHz. */
import { type Plugin, speechFormat, type TextToSpeech } from "hearsay";
import { createResampler } from "../../core/audio/resample.ts";
import flite from "../../plugins/tts-flite/index.ts";
import piper from "../../plugins/tts-piper/index.ts";
import { type Hosted, hostFor } from "./host.ts";
import { speakAll } from "./spoken.ts";

export type Speaker = "flite" | "piper";

/** Each has options of its own; here both take their defaults. */
const plugins: Readonly<Record<Speaker, Plugin<never>>> = { flite, piper };
const hosts = new Map<Speaker, Promise<Hosted>>();

/** A sentence spoken. A speaker is started (its model fetched) at its first sentence and kept; `endSpeech` releases them. */
export async function sayWith(
  speaker: Speaker,
  text: string,
  voice?: string,
): Promise<{ samples: Int16Array; rate: 16_000 }> {
  const tts = await speakerOf(speaker);
  const { samples, rate } = await speakAll(tts, [text], voice === undefined ? {} : { voice });
  const resampler = createResampler(rate, speechFormat.rate);
  const parts = [resampler.process(samples), resampler.flush()];
  return { samples: Int16Array.from(parts.flatMap((part) => [...part])), rate: 16_000 };
}

/** Releases every speaker that was started. */
export async function endSpeech(): Promise<void> {
  const started = [...hosts.values()];
  hosts.clear();
  for (const hosted of started) await (await hosted)[Symbol.asyncDispose]();
}

async function speakerOf(speaker: Speaker): Promise<TextToSpeech> {
  const hosted = hosts.get(speaker) ?? hostFor(plugins[speaker]);
  hosts.set(speaker, hosted);
  const { tts } = (await hosted).provided;
  if (!tts) throw new Error(`tts-${speaker} provides no tts.`);
  return tts;
}
