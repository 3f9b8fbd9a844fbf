/** Writes down how the words of one turn were understood, stage by stage, short enough to be kept. */
import type { Messages } from "../../contract/index.ts";
import type { TurnTrace } from "../trace/trace.ts";
import type { Meaning } from "./meaning.ts";

export type TurnRecord = Messages["turn/recent"]["turns"][number];
type Line = TurnRecord["stages"][number];
type Candidate = NonNullable<Line["candidates"]>[number];

const mostCandidates = 4;
const mostLines = 12;
const longestText = 500;

export interface Noted {
  readonly verdict: Line["verdict"];
  /** What it made of the words, best first. */
  readonly found?: readonly Meaning[];
  /** What it takes the place of, which is to be taken back. */
  readonly instead?: Meaning | undefined;
  /** It is asked about because it may not be what was meant. */
  readonly doubtful?: true;
}

export interface Trace {
  readonly lines: readonly Line[];
  /** Runs a stage and notes how it went and how long it took. */
  stage<T extends Noted>(name: Line["stage"], text: string, run: () => T | Promise<T>): Promise<T>;
}

export const bounded = (text: string): string => text.slice(0, longestText);

/** `turn`: the trace of the whole turn, which shows the stages too. */
export function createTrace(turn?: Pick<TurnTrace, "span">): Trace {
  const lines: Line[] = [];
  return {
    lines,
    async stage(name, text, run) {
      const began = performance.now();
      const ended = turn?.span(`route ${name}`);
      const noted = await run();
      ended?.(noted.verdict);
      const ms = Math.round((performance.now() - began) * 100) / 100;
      const { verdict, found = [] } = noted;
      const [best] = found;
      if (lines.length < mostLines) {
        lines.push({
          stage: name,
          verdict,
          ms,
          ...(best && best.text !== text ? { text: bounded(best.text) } : {}),
          ...(best ? { candidates: found.slice(0, mostCandidates).map(candidateOf) } : {}),
        });
      }
      return noted;
    },
  };
}

const candidateOf = ({ skill, intent, score, sentence }: Meaning): Candidate => ({
  skill,
  intent,
  score,
  ...(sentence === undefined ? {} : { sentence: bounded(sentence) }),
});
