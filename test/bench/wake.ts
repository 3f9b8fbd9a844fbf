/** Wake words: both detectors over every clip, for hits, misses, false fires, delay and CPU. */
import { parseArgs } from "node:util";
import { asFault } from "hearsay";
import silero from "../../plugins/vad-silero/index.ts";
import openwakeword from "../../plugins/wake-openwakeword/index.ts";
import vosk from "../../plugins/wake-vosk/index.ts";
import { defaultManifest, readClips } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { measureWake, type WakeResult } from "./speech/wake.ts";

export const name = "wake";
export const about =
  "Wake words over a manifest of clips: hits, misses, false fires, delay and CPU of both detectors.";

type Options = { readonly args: string[]; log(text: string): void };

export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({ args, options: { clips: { type: "string", default: defaultManifest } } });
  const clips = readClips(values.clips);
  const words = [...new Set(clips.clips.flatMap(({ wake_word }) => wake_word ?? []))];
  await using vad = await hostFor(silero);
  const results: WakeResult[] = [];
  const detectors: Readonly<Record<string, () => Promise<Hosted>>> = {
    "wake-openwakeword": () => hostFor(openwakeword),
    "wake-vosk": () => hostFor(vosk, { words: words.length > 0 ? words : ["computer"] }),
  };
  for (const [detector, start] of Object.entries(detectors)) {
    try {
      await using hosted = await start();
      results.push(await measureWake(detector, hosted, clips, vad));
    } catch (error) {
      log(`${detector} is left out: ${asFault(error).message}`);
    }
  }
  return { detectors: results.map(({ table }) => table), faults: results.flatMap(({ faults }) => faults) };
}
