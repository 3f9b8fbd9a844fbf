/** Recordings that are being sent: collected from the frames of their job, bounded in number, size and time. */
import type { AudioFrame, Messages } from "../../contract/index.ts";
import { Fault, joined, samplesOf } from "../../contract/index.ts";

type Announced = Messages["voice/add"];
export interface Upload extends Announced {
  readonly samples: Int16Array;
}

const mostAtOnce = 4;
/** s of sound. */
const longest = 240;
const idleMs = 60_000;

interface Open {
  readonly announced: Announced;
  readonly parts: Int16Array[];
  length: number;
  timer: NodeJS.Timeout;
}

export interface Uploads extends Disposable {
  /** Throws PROVIDER_BUSY when too many are open. */
  open(announced: Announced): void;
  hear(job: string, frame: AudioFrame): void;
  /** What came of it; throws VOICE_INCOMPLETE where that is not all of `samples`. */
  take(job: string, samples: number): Upload;
}

export function createUploads(): Uploads {
  const open = new Map<string, Open>();
  const close = (job: string): void => {
    clearTimeout(open.get(job)?.timer);
    open.delete(job);
  };
  const later = (job: string): NodeJS.Timeout => setTimeout(() => close(job), idleMs).unref();
  return {
    open(announced) {
      const { job } = announced;
      if (!open.has(job) && open.size >= mostAtOnce) {
        throw new Fault("PROVIDER_BUSY", `${mostAtOnce} recordings are being sent already.`, {
          retryable: true,
        });
      }
      close(job);
      open.set(job, { announced, parts: [], length: 0, timer: later(job) });
    },
    hear(job, frame) {
      const one = open.get(job);
      const { codec, channels, rate } = frame.format;
      if (!one || codec !== "pcm" || channels !== 1 || rate !== one.announced.rate) return;
      const samples = samplesOf(frame);
      one.length += samples.length;
      if (one.length > longest * rate) return close(job);
      one.parts.push(samples);
      clearTimeout(one.timer);
      one.timer = later(job);
    },
    take(job, wanted) {
      const one = open.get(job);
      const came = one?.length ?? 0;
      close(job);
      if (!one || came !== wanted) {
        const message = `${came} of ${wanted} samples of the recording came.`;
        throw new Fault("VOICE_INCOMPLETE", message, { retryable: true });
      }
      return { ...one.announced, samples: joined(one.parts) };
    },
    [Symbol.dispose]() {
      for (const job of [...open.keys()]) close(job);
    },
  };
}
