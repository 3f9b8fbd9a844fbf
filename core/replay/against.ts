/** Asks a running hub what a recording's turns were asked, one after the other: by their sound where that was recorded, else as text. */
import type { Bus } from "../contract/index.ts";
import type { Answer } from "../satellite/answer.ts";
import { askByText, askByWav } from "../satellite/ask.ts";
import type { Heard } from "./sound.ts";
import type { Done } from "./turns.ts";

/** A turn that is not over by then never will be, ms. */
const longestMs = 30_000;

export interface Asked {
  readonly done: Done;
  /** What the microphone heard of it. */
  readonly sound?: Heard;
}

export interface AgainstFacts {
  readonly bus: Bus;
  readonly asked: readonly Asked[];
  /** A satellite is in this room already, and hears its own: what was heard there is asked as text. */
  readonly isTaken: (site: string) => boolean;
  readonly signal: AbortSignal;
  readonly timeout?: number;
}

/** Rejects as `Bus.ask` does, and with CANCELLED; what goes wrong in a turn is in what came of it. */
export async function against(facts: AgainstFacts): Promise<readonly Done[]> {
  const { bus, asked, isTaken, signal, timeout = longestMs } = facts;
  const begin = Date.now();
  const all: Done[] = [];
  for (const { done, sound } of asked) {
    const { site, text } = done;
    const at = Date.now() - begin;
    const to = { bus, site, signal, timeout };
    const wake = done.reason === "wake";
    if (sound && !isTaken(site)) {
      all.push(doneOf(done, at, await askByWav({ ...to, ...sound, wake, fast: true })));
    } else if (text !== undefined) {
      all.push(doneOf(done, at, await askByText({ ...to, text, speak: false })));
    }
  }
  return all;
}

const doneOf = ({ site, reason }: Done, at: number, answer: Answer): Done => ({
  site,
  reason,
  at,
  ...(answer.transcript === null ? {} : { text: answer.transcript }),
  intents: answer.intents.map(({ skill, name, slots }) => ({ skill, intent: name, slots })),
  effects: [],
  said: answer.reply.text,
  cut: "none",
  outcome: answer.outcome,
  ...(answer.problem === undefined ? {} : { code: answer.problem.code }),
  timing: {},
});
