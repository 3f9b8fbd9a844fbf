/** Writes down when each stage of one turn began and ended, by the hub's clock alone, so that one can see where the time goes. */
import type { Messages } from "../../contract/index.ts";

export type Traced = Messages["turn/traced"];
export type Stage = Traced["stages"][number];

/** More than any turn has that goes well; what comes after that is counted, not kept. */
export const mostStages = 96;
const longestNote = 120;
const stageForm = /^[A-Za-z][A-Za-z0-9._ /-]{0,47}$/;

/** The stages of one turn. What somebody said stands in no note: traces are not private. */
export interface TurnTrace {
  readonly turn: string;
  /** ms since 1970 by the hub's clock. */
  now(): number;
  /** A moment (without `to`) or a stretch of time, ms since 1970 by the hub's clock. Harmless once the turn is over. */
  mark(stage: string, from: number, to?: number, note?: string): void;
  /** A stretch that begins now; what comes back ends it, once. */
  span(stage: string, note?: string): (note?: string) => void;
  /** No more stages; those still open are kept without an end. */
  close(): { readonly stages: readonly Stage[]; readonly dropped: number };
}

/** Throws TypeError for a stage's name that could not be published: a mistake of the one who calls. */
export function createTrace(turn: string, now: () => number = Date.now): TurnTrace {
  const stages: { stage: string; from: number; to?: number; note?: string }[] = [];
  let dropped = 0;
  let open = true;

  function add(stage: string, from: number, to?: number, note?: string): Stage | undefined {
    if (!stageForm.test(stage)) throw new TypeError(`"${stage}" is no name of a stage`);
    if (!open) return undefined;
    if (stages.length >= mostStages) {
      dropped++;
      return undefined;
    }
    const line = {
      stage,
      from: Math.max(0, from),
      ...(to === undefined ? {} : { to: Math.max(from, to) }),
      ...(note === undefined ? {} : { note: note.slice(0, longestNote) }),
    };
    stages.push(line);
    return line;
  }

  return {
    turn,
    now,
    mark: (stage, from, to, note) => void add(stage, from, to, note),
    span(stage, note) {
      const line = add(stage, now(), undefined, note) as (typeof stages)[number] | undefined;
      return (more) => {
        if (!line || !open || line.to !== undefined) return;
        line.to = Math.max(line.from, now());
        if (more !== undefined) line.note = more.slice(0, longestNote);
      };
    },
    close() {
      open = false;
      const whole = stages.map((stage) => ({ ...stage })).sort((a, b) => a.from - b.from);
      return { stages: whole, dropped };
    },
  };
}
