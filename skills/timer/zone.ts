/** Finds the moment at which the house's clock will show a time: the one place that must know of time zones. */

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** What the clock of a zone shows, as if it were UTC: ms since 1970. */
function shown(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/**
 * The moment a zone's clock shows `wall`. Of an hour that comes twice the first is meant; in one that is left out the
 * clock shows later than it was asked for.
 */
function momentOf(wall: number, timeZone: string): number {
  const offsets = [wall - dayMs, wall + dayMs].map((at) => shown(at, timeZone) - at);
  const moments = offsets.map((offset) => wall - offset);
  const right = moments.filter((at) => shown(at, timeZone) === wall);
  return right.length > 0 ? Math.min(...right) : Math.max(...moments);
}

/** The next moment after `now` at which the clock shows `time`; with `day` that many days from today, even if it is past. */
export function nextTime(now: number, time: TimeOfDay, timeZone: string, day?: number): number {
  const today = Math.floor(shown(now, timeZone) / dayMs) * dayMs;
  const on = (days: number): number =>
    momentOf(today + days * dayMs + time.hour * hourMs + time.minute * minuteMs, timeZone);
  if (day !== undefined) return on(day);
  const first = on(0);
  return first > now ? first : on(1);
}
