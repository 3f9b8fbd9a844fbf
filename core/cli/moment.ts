/** Reads a moment as people type it on a command line: how long ago, or a date. */
import { Fault } from "../contract/index.ts";

const units: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3, w: 604_800e3 };

/** ms since 1970; `now` likewise. Dates without a zone are of this machine's. Faults: USAGE. */
export function momentOf(text: string, now: number): number {
  const [, count, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return Math.max(0, now - Number(count) * (units[unit] ?? 0));
  // A date alone would be read as of UTC (ECMA-262, Date.parse).
  const at = /^\d{4}-\d\d-\d\d/.test(text)
    ? Date.parse(text.length === 10 ? `${text}T00:00` : text)
    : Number.NaN;
  if (at >= 0) return at;
  throw new Fault("USAGE", `"${text}" is no time: say how long ago (30m, 2h, 3d) or a date (2026-01-31).`);
}
