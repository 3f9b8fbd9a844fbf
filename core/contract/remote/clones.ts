/** Voices that a service makes of samples and keeps: made once, and known again by the sound they were made of. */
import { createHash } from "node:crypto";
import type { Host } from "../plugin.ts";
import { perSample, readSample, type Sample } from "./samples.ts";

/**
 * The service's name of a sample's voice; undefined for a voice that is no sample. `clone` makes it of a WAV file when it is
 * first needed. Faults: those of `clone` and of the file.
 */
export function clonesOf(
  { store, folder }: Pick<Host, "store" | "folder">,
  samples: readonly Sample[],
  clone: (sample: Sample, wav: Blob) => Promise<string>,
): (name: string) => Promise<string | undefined> {
  return perSample(samples, async (sample) => {
    const bytes = await readSample(sample, folder);
    const key = `clone/${createHash("sha256").update(bytes).digest("hex")}`;
    const kept = await store.get<string>(key);
    if (kept !== undefined) return kept;
    const made = await clone(sample, new Blob([new Uint8Array(bytes)], { type: "audio/wav" }));
    await store.set(key, made);
    return made;
  });
}
