/** The microphone of a quiet room in real time, in which something is said when a test says so. */
import { createQueue, type Queue } from "../../core/flow/queue.ts";
import { join16, noise } from "../kit/clips.ts";

const chunk = 640;
const chunkMs = 40;

export interface QuietRoom extends AsyncDisposable {
  readonly microphone: Queue<Int16Array>;
  /** Resolves once all of it was heard. */
  say(samples: Int16Array): Promise<void>;
}

/** A loudspeaker that takes its time. */
export const slowly = {
  play: (samples: Int16Array, rate: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, (samples.length / rate) * 1000)),
  flush() {},
};

export function openRoom(): QuietRoom {
  const microphone = createQueue<Int16Array>(64);
  const begun = performance.now();
  const floor = noise(1, -66);
  let waiting: Int16Array = new Int16Array(0);
  let over: (() => void) | undefined;
  let sent = 0;
  const timer = setInterval(() => {
    for (; sent * chunkMs < performance.now() - begun; sent++) {
      const quiet = floor.slice(0, Math.max(0, chunk - waiting.length));
      microphone.push(join16(waiting.slice(0, chunk), quiet));
      waiting = waiting.slice(chunk);
    }
    if (waiting.length === 0) over?.();
  }, 10);
  return {
    microphone,
    say(samples) {
      waiting = samples;
      return new Promise((resolve) => {
        over = resolve;
      });
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      microphone.close();
    },
  };
}
