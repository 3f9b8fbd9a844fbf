/** Turns synthesised samples into frames for a room or for whoever asked: resampled, cut to 40 ms, never far ahead. */
import { setTimeout as sleep } from "node:timers/promises";
import { createResampler, type Resampler } from "../../audio/resample.ts";
import type { AudioFormat, AudioWhere, Bus } from "../../contract/index.ts";
import { Fault } from "../../contract/index.ts";

const frameMs = 40;
/** How far ahead of the loudspeaker a room is sent audio: more than a slow network needs, and little to throw away. */
const roomLeadMs = 800;
/** How far ahead of real time whoever asked is sent audio: what it may have to keep. */
const callerLeadMs = 30_000;

interface Target {
  readonly where: AudioWhere;
  readonly stream: number;
  readonly format: AudioFormat;
  readonly sequence?: number;
}

export interface Outlet {
  write(samples: Int16Array, rate: number): Promise<void>;
  /** Sends what is left of the last frame. */
  end(): Promise<void>;
  /** ms of audio sent. */
  position(): number;
  /** Frames sent. */
  frames(): number;
}

export function openOutlet(bus: Bus, to: Target, signal: AbortSignal): Outlet {
  const { where, stream, format, sequence = 0 } = to;
  const leadMs = "site" in where ? roomLeadMs : callerLeadMs;
  if (format.codec !== "pcm" || format.channels !== 1) {
    throw new Fault(
      "AUDIO_UNSUPPORTED",
      `A voice sends mono PCM, not ${format.codec} with ${format.channels} channels.`,
    );
  }
  const size = Math.round((format.rate * frameMs) / 1000);
  const begun = performance.now();
  let current: { rate: number; resampler: Resampler } | undefined;
  let rest = new Int16Array(0);
  let sent = 0;
  let frames = 0;
  const position = (): number => (sent / format.rate) * 1000;

  async function emit(samples: Int16Array): Promise<void> {
    const ahead = position() - (performance.now() - begun);
    if (ahead > leadMs) await sleep(ahead - leadMs, undefined, { signal });
    signal.throwIfAborted();
    const data = new Uint8Array(samples.slice().buffer);
    bus.sendAudio(where, {
      format,
      stream,
      sequence: (sequence + frames++) >>> 0,
      at: Date.now(),
      data,
    });
    sent += samples.length;
  }

  async function push(samples: Int16Array): Promise<void> {
    const all = new Int16Array(rest.length + samples.length);
    all.set(rest);
    all.set(samples, rest.length);
    let from = 0;
    for (; from + size <= all.length; from += size) await emit(all.subarray(from, from + size));
    rest = all.slice(from);
  }

  async function resamplerFor(rate: number): Promise<Resampler> {
    if (current?.rate === rate) return current.resampler;
    if (current) await push(current.resampler.flush());
    current = { rate, resampler: createResampler(rate, format.rate) };
    return current.resampler;
  }

  return {
    position,
    frames: () => frames,
    async write(samples, rate) {
      await push((await resamplerFor(rate)).process(samples));
    },
    async end() {
      if (current) await push(current.resampler.flush());
      if (rest.length > 0) await emit(rest);
      rest = new Int16Array(0);
    },
  };
}
