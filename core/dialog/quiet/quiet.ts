/** The hours in which a room speaks softly, by the clock on the house's wall. */
import { wallOf } from "../../contract/zone.ts";
import type { Dialogue, RoomSettings } from "../house.ts";

type Quiet = NonNullable<RoomSettings["quiet"]>;

const minuteMs = 60_000;
const dayMinutes = 1440;

/** `at`: ms since 1970. From 22:00 to 07:00 goes over midnight; from an hour to the same one is the whole day. */
export function isQuietAt({ from, to }: Pick<Quiet, "from" | "to">, at: number, timeZone: string): boolean {
  const now = Math.floor(wallOf(at, timeZone) / minuteMs) % dayMinutes;
  const begin = minutesOf(from);
  const end = minutesOf(to);
  return begin < end ? now >= begin && now < end : now >= begin || now < end;
}

function minutesOf(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The part of its volume that a room is left at this hour; undefined: all of it. */
export function quietIn(
  { settings, timeZone }: Pick<Dialogue, "settings" | "timeZone">,
  site: string,
  at: number,
): number | undefined {
  const quiet = settings().rooms?.[site]?.quiet;
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return quiet && isQuietAt(quiet, at, zone) ? quiet.volume : undefined;
}

/** As an amplitude for the room's satellite: the square, as it takes its own volume. */
export const gainIn = (
  house: Pick<Dialogue, "settings" | "timeZone">,
  site: string,
  at: number,
): number | undefined => {
  const volume = quietIn(house, site, at);
  return volume === undefined ? undefined : volume ** 2;
};
