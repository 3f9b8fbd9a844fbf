/** The stretches of voice in a sound, by the house's own voice activity: what an endpointer has to go by. */
import { collect, framesOf, join16, streamOf } from "../../kit/clips.ts";
import type { Hosted } from "../../kit/host.ts";

/** ms since the first sample. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const windowMs = 32;
/** Voice for so long counts as begun: the default of vad-silero. */
export const onsetMs = 64;

/** `tail`: what follows the sound, so that its end is heard. */
export async function voiceIn(
  { provided: { vad } }: Hosted,
  samples: Int16Array,
  tail: Int16Array,
): Promise<Stretch[]> {
  if (!vad) throw new Error("There is no vad.");
  const frames = framesOf(join16(samples, tail), { at: 0, ms: windowMs });
  const asked = { pauses: [windowMs], signal: new AbortController().signal };
  const events = await collect(vad.watch(streamOf(frames), asked));
  const found: Stretch[] = [];
  let from: number | undefined;
  for (const event of events) {
    if (event.type === "started") from ??= event.at;
    else if (from !== undefined) {
      found.push({ from, to: event.at });
      from = undefined;
    }
  }
  return found;
}
