/** A loudspeaker made of a playing program, which runs only while there is something to play. */
import { bytesOf } from "../../audio/frame.ts";
import { asFault, Fault, type Speaker } from "../../contract/index.ts";
import { type Running, run } from "./process.ts";
import type { CommandLine, Env } from "./tools.ts";

export interface PlayerOptions {
  command(rate: number): CommandLine;
  readonly env: Env;
  /** ms without sound after which the device is let go; default 1500. */
  readonly idle?: number;
}

export type Player = Speaker & AsyncDisposable;

/** ms that the program is given ahead: enough to sound without gaps, little enough to fall silent quickly. */
const aheadMs = 120;
/** What the programs are asked to keep in the device beside that (tools.ts), ms. */
const deviceMs = 100;
/** After a failure nothing is tried for so long, ms. */
const restMs = 2_000;
const checkMs = 5_000;

interface Voice {
  readonly rate: number;
  readonly running: Running;
  /** By the steady clock: when all it was given has sounded. */
  until: number;
  fault: Fault | undefined;
}

export function createPlayer({ command, env, idle = 1_500 }: PlayerOptions): Player {
  let voice: Voice | undefined;
  let restUntil = 0;
  let leave: NodeJS.Timeout | undefined;
  const sleepers = new Set<() => void>();

  const letGo = (): void => {
    clearTimeout(leave);
    voice?.running.input.end();
    voice = undefined;
  };
  const voiceAt = (rate: number): Voice => {
    if (voice && voice.rate === rate && !voice.fault) return voice;
    letGo();
    const made: Voice = { rate, running: run(command(rate), env), until: 0, fault: undefined };
    made.running.output.resume();
    void made.running.ended.then((fault) => {
      made.fault = fault ?? new Fault("AUDIO_DEVICE_MISSING", "The loudspeaker's program ended.");
    });
    voice = made;
    return made;
  };
  const pause = (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    sleepers.add(resolve);
    return promise.finally(() => {
      clearTimeout(timer);
      sleepers.delete(resolve);
    });
  };

  return {
    async play(samples, rate) {
      if (performance.now() < restUntil) return;
      const mine = voiceAt(rate);
      clearTimeout(leave);
      mine.running.input.write(bytesOf(samples));
      const now = performance.now();
      mine.until = Math.max(now, mine.until) + (samples.length / rate) * 1000;
      if (mine.until - now > aheadMs) await pause(mine.until - now - aheadMs);
      if (mine !== voice) return;
      if (mine.fault) {
        restUntil = performance.now() + restMs;
        throw mine.fault;
      }
      leave = setTimeout(letGo, mine.until - performance.now() + idle);
      leave.unref();
    },
    async drain() {
      const left = (voice?.until ?? 0) - performance.now();
      if (left > 0) await pause(left);
    },
    pending: () => (voice && !voice.fault ? Math.max(0, voice.until - performance.now() + deviceMs) : 0),
    flush() {
      voice?.running.kill();
      voice = undefined;
      clearTimeout(leave);
      for (const wake of sleepers) wake();
    },
    async [Symbol.asyncDispose]() {
      const last = voice;
      this.flush();
      await last?.running.ended;
    },
  };
}

/** Plays a moment of silence. AUDIO_DEVICE_MISSING when that cannot be done. */
export async function checkPlayer({ command, env }: PlayerOptions, rate: number): Promise<void> {
  const line = command(rate);
  const running = run(line, env);
  running.output.resume();
  running.input.end(Buffer.alloc(rate / 5));
  const timer = setTimeout(running.kill, checkMs);
  const fault = await running.ended.finally(() => clearTimeout(timer));
  if (fault) throw asFault(fault);
}
