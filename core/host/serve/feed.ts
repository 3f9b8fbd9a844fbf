/** The frames of one provider's jobs, sorted by job; frames that overtake the command that opens their job are kept for it. */
import type { AudioFrame, Bus, Flush } from "../../contract/index.ts";
import { createQueue, type Queue } from "../../flow/queue.ts";

/** 40 s of 20 ms frames: a provider that takes over gets the longest utterance at once. */
const framesPerJob = 2048;
const earlyJobs = 16;
const earlyFrames = 64;

export interface Feed extends AsyncDisposable {
  open(job: string): Queue<AudioFrame | Flush>;
  close(job: string): void;
}

export async function openFeed(bus: Bus, instance: string): Promise<Feed> {
  const queues = new Map<string, Queue<AudioFrame | Flush>>();
  const early = new Map<string, AudioFrame[]>();
  const closed = new Set<string>();

  function keepEarly(job: string, frame: AudioFrame): void {
    if (closed.has(job)) return;
    const frames = early.get(job) ?? [];
    if (frames.length < earlyFrames) frames.push(frame);
    early.set(job, frames);
    if (early.size > earlyJobs) early.delete(early.keys().next().value ?? "");
  }

  const ear = await bus.onAudio({ instance }, (frame, where) => {
    if (!("job" in where)) return;
    const queue = queues.get(where.job);
    if (queue) queue.push(frame);
    else keepEarly(where.job, frame);
  });

  return {
    open(job) {
      const queue = createQueue<AudioFrame | Flush>(framesPerJob);
      queues.set(job, queue);
      for (const frame of early.get(job) ?? []) queue.push(frame);
      early.delete(job);
      return queue;
    },
    close(job) {
      queues.get(job)?.close();
      queues.delete(job);
      closed.add(job);
      if (closed.size > 256) closed.delete(closed.values().next().value ?? "");
    },
    [Symbol.asyncDispose]: () => ear[Symbol.asyncDispose](),
  };
}

/** Ends a queue when the job is aborted, so that whoever iterates it wakes up. */
export function closeOnAbort(queue: Queue<unknown>, signal: AbortSignal): void {
  if (signal.aborted) queue.close();
  signal.addEventListener("abort", () => queue.close(), { once: true });
}
