/** Voices that a service makes of samples and keeps: made once, and known again by the sound they were made of. */
import { createHash } from "node:crypto";
import { asFault } from "../fault.ts";
import type { Host } from "../plugin.ts";
import { isUnknown } from "./faults.ts";
import { perSample, readSample, type Sample } from "./samples.ts";

/**
 * Calls `use` with the service's name of a sample's voice, or with the name itself of a voice that is no sample. `clone` makes
 * it of a WAV file when it is first needed, and once more where the service knows it no longer. Faults: those of `clone`, of
 * `use` and of the file.
 */
export function clonesOf(
  { store, folder }: Pick<Host, "store" | "folder">,
  samples: readonly Sample[],
  clone: (sample: Sample, wav: Blob) => Promise<string>,
): <T>(name: string, use: (id: string) => Promise<T>) => Promise<T> {
  const keep = async (sample: Sample, lost?: string): Promise<string> => {
    const bytes = await readSample(sample, folder);
    const key = `clone/${createHash("sha256").update(bytes).digest("hex")}`;
    const kept = await store.get<string>(key);
    if (kept !== undefined && kept !== lost) return kept;
    if (lost !== undefined) await store.delete(key);
    const made = await clone(sample, new Blob([new Uint8Array(bytes)], { type: "audio/wav" }));
    await store.set(key, made);
    return made;
  };
  const first = perSample(samples, (sample) => keep(sample));
  // One that is refused again is not made a third time: services have few places for voices, and take money for them.
  const lost = new Map<string, string>();
  const second = perSample(samples, (sample) => keep(sample, lost.get(sample.name)));
  return async (name, use) => {
    const isSecond = lost.has(name);
    const id = await (isSecond ? second : first)(name);
    try {
      return await use(id ?? name);
    } catch (thrown) {
      if (id === undefined || isSecond || !isUnknown(asFault(thrown))) throw thrown;
      lost.set(name, id);
      return await use((await second(name)) ?? name);
    }
  };
}
