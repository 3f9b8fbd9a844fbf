/** Where in a clip somebody speaks, by the house's own voice activity. */
import { collect, framesOf, join16, noise, streamOf } from "../../kit/clips.ts";
import type { Hosted } from "../../kit/host.ts";

/** ms since the clip's first sample; both undefined when there is no voice in it. */
export interface Span {
  readonly start: number | undefined;
  readonly end: number | undefined;
}

export async function voiceOf({ provided: { vad } }: Hosted, samples: Int16Array): Promise<Span> {
  if (!vad) throw new Error("There is no vad.");
  const frames = framesOf(join16(samples, noise(0.5, -66)), { at: 0 });
  const asked = { pauses: [300], signal: new AbortController().signal };
  const events = await collect(vad.watch(streamOf(frames), asked));
  const start = events.find(({ type }) => type === "started")?.at;
  return { start, end: events.findLast(({ type }) => type === "paused")?.at };
}
