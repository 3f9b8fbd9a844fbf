/** Weighs what rooms report of one wake word: which reports are of the same words, and where they were said. */
import { bare } from "../wakeword.ts";

export interface Report {
  readonly site: string;
  readonly word: string;
  /** What heard it. */
  readonly model: string;
  /** dBFS. */
  readonly level: number;
  readonly noise: number;
  /** 0 to 1. */
  readonly score: number;
  /** When the word ended, by the hub's clock; undefined where the room's clock is not in step with it. */
  readonly heardAt: number | undefined;
  /** When the report came, by the hub's clock. */
  readonly arrivedAt: number;
  /** dB that the house's settings give this room. */
  readonly priority: number;
  /** The room is in a conversation. */
  readonly engaged: boolean;
}

/** How much each kind of evidence counts, in dB of the word's level. */
export interface Weights {
  /** A dB of the word's own level, without the noise in it. */
  readonly level: number;
  /** A dB above the room's noise floor. */
  readonly clearance: number;
  /** A detector's score from 0 to 1. */
  readonly score: number;
  /** 100 ms by which another room heard it earlier: sound and detectors both come sooner where it is near and clear. */
  readonly late: number;
  /** A room that is in a conversation. */
  readonly engaged: number;
}

/** Set by hand; `npm run bench -- arbitration` fits others and tells how often either finds the right room. */
export const byHand: Weights = { level: 0.5, clearance: 0.5, score: 5, late: 1, engaged: 3 };

/** Two rooms' ends of one word differ by the detectors' steps, ms; more, and it was said twice. */
const sameMs = 480;
/** Detectors of two kinds find the end of a word at different places. */
const otherModelMs = 700;
/** Where a clock is not known only the reports' arrival can be compared: it holds a network's and a detector's delay. */
const sameArrivalMs = 700;

/** Whether two rooms heard one person say one word, rather than each its own. */
export function isSame(one: Report, other: Report): boolean {
  if (bare(one.word) !== bare(other.word)) return false;
  if (one.heardAt === undefined || other.heardAt === undefined) {
    return Math.abs(one.arrivedAt - other.arrivedAt) <= sameArrivalMs;
  }
  const apart = one.model === other.model ? sameMs : otherModelMs;
  return Math.abs(one.heardAt - other.heardAt) <= apart;
}

/** Best first. */
export function rank<R extends Report>(reports: readonly R[], weights = byHand): R[] {
  const times = reports.flatMap(({ heardAt }) => heardAt ?? []);
  const earliest = times.length === reports.length ? Math.min(...times) : undefined;
  const marks = new Map(reports.map((one) => [one, mark(one, earliest, weights)]));
  return [...reports].sort(
    (a, b) =>
      (marks.get(b) ?? 0) - (marks.get(a) ?? 0) || a.arrivedAt - b.arrivedAt || (a.site < b.site ? -1 : 1),
  );
}

/** How much speaks for a room, dB. */
function mark(report: Report, earliest: number | undefined, weights: Weights): number {
  const { level, noise, score, heardAt, priority, engaged } = report;
  const late = earliest === undefined || heardAt === undefined ? 0 : (heardAt - earliest) / 100;
  return (
    weights.level * speechLevel(level, noise) +
    weights.clearance * (level - noise) +
    weights.score * score -
    weights.late * late +
    (engaged ? weights.engaged : 0) +
    priority
  );
}

/** The level of the word without the noise that it was measured in; where little is left of it, that is a guess. */
function speechLevel(level: number, noise: number): number {
  const power = 10 ** (level / 10) - 10 ** (noise / 10);
  return power <= 0 ? level - 10 : Math.max(level - 10, 10 * Math.log10(power));
}
