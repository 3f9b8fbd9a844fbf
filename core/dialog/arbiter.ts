/** Decides which room answers a wake word that several heard: the one where it stood out most above the room's own noise. */
import type { Message } from "../contract/index.ts";

type Wake = Message<"wake/heard">;

/** How long other rooms may report the same words after the first one did. */
const windowMs = 100;
/** The same room, or another provider in it, hears one utterance once. */
const echoMs = 1500;

export interface Arbiter extends Disposable {
  /** `alone`: no other room could have heard it, so nobody is waited for. */
  hear(wake: Wake, alone: boolean): void;
}

export interface Verdict {
  readonly winner: Wake;
  readonly losers: readonly Wake[];
}

/** `decide` is called from a timer as well: it must not throw. */
export function createArbiter(decide: (verdict: Verdict) => void): Arbiter {
  let waiting: Wake[] = [];
  const last = new Map<string, { readonly stream: number; readonly heardAt: number }>();
  let timer: NodeJS.Timeout | undefined;

  function close(): void {
    clearTimeout(timer);
    const reports = waiting;
    waiting = [];
    const [winner, ...losers] = [...reports].sort(louder);
    if (winner) decide({ winner, losers });
  }

  return {
    hear(wake, alone) {
      const { site } = wake.where;
      const { stream, heardAt } = wake.body;
      const before = last.get(site);
      last.set(site, { stream, heardAt });
      if (before?.stream === stream && Math.abs(heardAt - before.heardAt) < echoMs) return;
      waiting.push(wake);
      if (alone) close();
      else if (waiting.length === 1) timer = setTimeout(close, windowMs);
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}

const standsOut = ({ body }: Wake): number => body.level - body.noise;
const louder = (a: Wake, b: Wake): number => standsOut(b) - standsOut(a) || b.body.score - a.body.score;
