/** A microphone made of a recording program, which is started again whenever it ends. */
import { setTimeout as sleep } from "node:timers/promises";
import { Fault, type Log, type Microphone } from "../../contract/index.ts";
import { createQueue, type Queue } from "../../flow/queue.ts";
import { type Running, run } from "./process.ts";
import type { CommandLine, Env } from "./tools.ts";

export interface RecorderOptions {
  readonly command: CommandLine;
  /** Hz, as the command says. */
  readonly rate: number;
  readonly env: Env;
  readonly log: Log;
  /** ms within which the first sound must come; default 5000. */
  readonly patience?: number;
  /** ms before the first new try; default 500. Each further one takes twice as long, up to 30 s. */
  readonly pause?: number;
}

export type Recorder = Microphone & AsyncDisposable;

/** 5 s of chunks as programs give them. */
const chunksWaiting = 128;
const longestPause = 30_000;
/** A program that ran so long was well. */
const healthyMs = 10_000;
/** ALSA's null device gives silence as fast as it is read; a program that is so far ahead of time has to wait, ms. */
const mostAhead = 1_000;

/** Resolves when it hears; AUDIO_DEVICE_MISSING when the program ends before, or stays silent. */
export async function openRecorder(options: RecorderOptions): Promise<Recorder> {
  const { command, log, patience = 5_000, pause = 500 } = options;
  const heard = createQueue<Int16Array>(chunksWaiting);
  const abort = new AbortController();
  let running = record(options, heard);
  const over = abort.signal;

  const first = await Promise.race([
    running.first.then(() => undefined),
    running.ended.then((fault) => fault ?? new Fault("AUDIO_DEVICE_MISSING", `${command[0]} ended at once.`)),
    sleep(patience, new Fault("AUDIO_DEVICE_MISSING", `${command[0]} gave no sound.`), { ref: false }),
  ]);
  if (first) {
    running.kill();
    throw first;
  }

  const keep = async (): Promise<void> => {
    let wait = pause;
    while (!over.aborted) {
      const began = performance.now();
      const fault = await running.ended;
      if (over.aborted) return;
      if (performance.now() - began > healthyMs) wait = pause;
      log.warn("The microphone ended; it is opened again.", {
        why: fault?.message ?? "it ended",
        after: wait,
      });
      await sleep(wait, undefined, { signal: over }).catch(() => {});
      if (over.aborted) return;
      wait = Math.min(longestPause, wait * 2);
      running = record(options, heard);
    }
  };
  const kept = keep();
  return {
    [Symbol.asyncIterator]: () => heard[Symbol.asyncIterator](),
    async [Symbol.asyncDispose]() {
      abort.abort();
      running.kill();
      heard.close();
      await kept;
    },
  };
}

/** One run; `first` resolves with the first sound. */
function record(
  { command, env, rate }: RecorderOptions,
  heard: Queue<Int16Array>,
): Running & { readonly first: Promise<void> } {
  const running = run(command, env);
  const { input, output } = running;
  const first = Promise.withResolvers<void>();
  const began = performance.now();
  let taken = 0;
  let odd: Buffer = Buffer.alloc(0);
  input.end();
  output.on("data", (bytes: Buffer) => {
    const all = odd.length > 0 ? Buffer.concat([odd, bytes]) : bytes;
    const whole = all.length - (all.length % 2);
    odd = all.subarray(whole);
    if (whole === 0) return;
    heard.push(new Int16Array(new Uint8Array(all.subarray(0, whole)).buffer));
    first.resolve();
    taken += whole / 2;
    const ahead = (taken * 1000) / rate - (performance.now() - began);
    if (ahead < mostAhead) return;
    output.pause();
    setTimeout(() => output.resume(), ahead - mostAhead / 2).unref();
  });
  return { ...running, first: first.promise };
}
