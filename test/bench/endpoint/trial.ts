/** One take with all that an endpointer could know of it, so that any rule can be tried on it in no time. */
import type { Judge } from "../../../core/dialog/listen/judge.ts";
import { paced, type Said } from "../../../core/dialog/listen/patience.ts";
import { withoutWakeWord } from "../../../core/dialog/wakeword.ts";
import type { Ears } from "./ears.ts";
import { bySentences, bySilence, type Over, type Pause, type Timing } from "./rules.ts";
import type { Take } from "./takes.ts";

export interface Heard extends Omit<Pause, "wanted"> {
  readonly said: Said;
  readonly text: string;
}
export interface Trial {
  readonly take: Omit<Take, "samples">;
  readonly half: "fit" | "judge";
  /** The true words are a command of the house. */
  readonly known: boolean;
  /** The true words before the pause are one too: somebody who stops there may mean it. */
  readonly whole: boolean;
  /** ms that hearing all of it takes. */
  readonly full: number;
  ours(wanted: (said: Said) => number, timing: Timing): Over | undefined;
  fixed(silence: number, timing: Timing): Over | undefined;
  line(wanted: (said: Said) => number, timing: Timing): object;
}
export interface TrialFacts {
  readonly ears: Ears;
  readonly judge: Judge;
  readonly timing: Pick<Timing, "frame" | "early">;
  readonly half: "fit" | "judge";
  known(text: string): boolean;
}

/** Audio before the onset that is heard, ms. */
const onsetMs = 300;
const perMs = 16;

export async function trialOf(take: Take, { ears, judge, timing, half, known }: TrialFacts): Promise<Trial> {
  const { samples, ...rest } = take;
  const pauses: Heard[] = [];
  const first = take.voice[0]?.from ?? 0;
  const word = take.clip.wake_word;
  for (const [index, { to }] of take.voice.entries()) {
    const until = take.voice[index + 1]?.from ?? Infinity;
    const asked = Math.ceil((to + timing.early) / timing.frame) * timing.frame;
    if (asked >= until + 64) continue;
    const from = Math.max(0, first - onsetMs);
    const heard = await ears.hear(samples.slice(from * perMs, asked * perMs));
    const bare = (text: string): string => (word === null ? text : withoutWakeWord(text, word));
    const text = bare(heard.text);
    const said = judge(heard.by === "free" ? { text } : { text, heard: bare(heard.free) });
    pauses.push({
      at: to,
      voiced: to - first,
      until,
      took: heard.took,
      empty: text === "",
      // As the dialog does: after the wake word alone the command is waited for.
      opens: text === "" && word !== null && index === 0,
      said,
      text,
    });
  }
  const ours: Trial["ours"] = (wanted, times) =>
    bySentences(
      pauses.map((pause) => ({
        ...pause,
        wanted: (paused) => wanted(paced(pause.said, paused, times.ordinary)),
      })),
      times,
    );
  const fixed: Trial["fixed"] = (silence, times) =>
    bySilence(
      pauses.map((pause) => ({ ...pause, wanted: () => silence })),
      silence,
      times,
    );
  return {
    take: rest,
    half,
    known: known(take.clip.transcript ?? ""),
    whole: take.kind === "whole" || known(take.before),
    full: pauses.at(-1)?.took ?? 0,
    ours,
    fixed,
    line(wanted, times) {
      const over = ours(wanted, times);
      const heard = pauses.map(
        ({ text, said, at }) => `${Math.round(at)}: "${text}" ${said.standing}${said.unfinished ? "…" : ""}`,
      );
      const dead = over ? Math.round(over.at - take.end) : null;
      return {
        file: take.clip.file,
        before: take.before,
        pause: take.pause,
        end: Math.round(take.end),
        dead,
        cut: isCut(take, over),
        heard: heard.join(" | "),
      };
    },
  };
}

/** The speaker went on after the turn was taken from him; a breath at the end is not counted. */
export const isCut = ({ end }: Pick<Take, "end">, over: Over | undefined): boolean =>
  over !== undefined && over.last < end - 150;
