/** Draws the stages of a turn over time, one a line, as wide as the terminal is. */
import type { Messages } from "../contract/index.ts";

type Traced = Messages["turn/traced"];
type Stage = Traced["stages"][number];

const narrowest = 60;
const widest = 200;
const longestName = 22;

/** `width`: columns; times are ms from the turn's begin, a moment is a dot, what had not ended has an open end. */
export function waterfall(trace: Traced, width: number): readonly string[] {
  const { turn, site, reason, outcome, code, from, to, stages, dropped } = trace;
  const all = Math.min(widest, Math.max(narrowest, width));
  const whole = Math.max(1, to - from);
  const head = `${turn}  ${site}  ${reason}  ${outcome}${code === undefined ? "" : ` (${code})`}  ${ms(to - from)} ms`;
  const names = Math.min(longestName, Math.max(5, ...stages.map(({ stage }) => stage.length)));
  const room = all - names - 18;
  const notes = room >= 50 ? Math.floor(room * 0.45) : 0;
  const bars = room - notes;
  const line = (stage: Stage): string => {
    const took = stage.to === undefined ? "" : ms(stage.to - stage.from);
    const start = ms(stage.from - from).padStart(7);
    const bar = draw(stage, { from, whole, bars, end: to }).padEnd(bars);
    const note = notes > 0 && stage.note ? ` ${short(stage.note, notes - 1)}` : "";
    return `${short(stage.stage, names).padEnd(names)} ${start} ${took.padStart(7)}  ${bar}${note}`.trimEnd();
  };
  const more = dropped > 0 ? [`${dropped} more stages were not kept.`] : [];
  return [
    head,
    `${"stage".padEnd(names)} ${"at ms".padStart(7)} ${"took".padStart(7)}`,
    ...stages.map(line),
    ...more,
  ];
}

interface Scale {
  readonly from: number;
  readonly whole: number;
  readonly bars: number;
  readonly end: number;
}

function draw({ from, to }: Stage, scale: Scale): string {
  const column = (at: number): number =>
    Math.min(scale.bars - 1, Math.max(0, Math.floor(((at - scale.from) / scale.whole) * scale.bars)));
  const begin = column(from);
  if (to === undefined) return `${" ".repeat(begin)}·`;
  return " ".repeat(begin) + "█".repeat(Math.max(1, column(to) - begin + (to >= scale.end ? 1 : 0)));
}

const ms = (value: number): string => String(Math.round(value));
const short = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
