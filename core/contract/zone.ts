/** What the clock on the wall shows in a time zone, and when it shows something: the one place that must know of daylight saving. */

const dayMs = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Intl objects are dear to make and are kept. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, made);
  return made;
}

/** What the clock of a zone shows at a moment, to the second, as if it were UTC: ms since 1970. */
export function wallOf(at: number, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/**
 * The moment a zone's clock shows `wall`. Of an hour that comes twice the first is meant; in one that is left out the
 * clock shows later than it was asked for.
 */
export function momentOf(wall: number, timeZone: string): number {
  const offsets = [wall - dayMs, wall + dayMs].map(
    (at) => wallOf(at, timeZone) - Math.floor(at / 1000) * 1000,
  );
  const moments = offsets.map((offset) => wall - offset);
  const right = moments.filter((at) => wallOf(at, timeZone) === wall);
  return right.length > 0 ? Math.min(...right) : Math.max(...moments);
}
