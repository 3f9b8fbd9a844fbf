/** Compares times of day as a clock shows them, and finds the half of the day that is meant. */
import type { TimeOfDay } from "hearsay";

/** Minutes of the day that a clock shows at a moment. */
export function minutesAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  });
  const [hour = 0, minute = 0] = format.format(at).split(":").map(Number);
  return hour * 60 + minute;
}

export const minutesOf = ({ hour, minute }: TimeOfDay): number => hour * 60 + minute;

/** An open time as that half of the day which is nearer to another time: eleven moved to one is moved by two hours. */
export function nearestTo(time: TimeOfDay, minutes: number): TimeOfDay {
  if (!time.open) return time;
  const low = (time.hour % 12) * 60 + time.minute;
  const best =
    [low, low + 720].sort((one, other) => Math.abs(one - minutes) - Math.abs(other - minutes))[0] ?? low;
  return { hour: Math.floor(best / 60), minute: best % 60 };
}

export const sameDay = (one: number, other: number, timeZone: string): boolean => {
  const format = new Intl.DateTimeFormat("en", { timeZone });
  return format.format(one) === format.format(other);
};
