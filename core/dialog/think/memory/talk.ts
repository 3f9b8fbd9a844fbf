/** Which turns are one talk: of one persona with one person, or with whoever is in a room, without a long pause. */
import type { Kept } from "../../history/book.ts";
import type { TurnRecord } from "../../route/trace.ts";

/** Somebody who is known is remembered in every room; who is not, only by what is said in this one. */
export interface Partner {
  readonly site: string;
  readonly person?: string | undefined;
}

/** After so long a silence another talk begins, ms. */
export const pauseMs = 6 * 3_600_000;

export interface Said {
  readonly heard: string;
  /** As far as it was listened to. */
  readonly reply: string;
  /** The answer may hold the words of others. */
  readonly outside?: true;
  readonly at: number;
}

/** Of turns that are newest first, those of the talk that goes on at `now`, newest first. */
export function talkOf(
  kept: readonly Kept[],
  { person }: Partner,
  persona: string,
  now: number,
): readonly Said[] {
  const said: Said[] = [];
  let next = now;
  for (const { person: who, record } of kept) {
    if (who !== person || (record.persona ?? persona) !== persona || record.text === "") continue;
    if (next - record.at > pauseMs) break;
    next = record.at;
    said.push(saidIn(record));
  }
  return said;
}

const saidIn = ({ text, reply, heard, at, outside }: TurnRecord): Said => ({
  heard: text,
  reply: heard ?? reply,
  ...(outside ? { outside } : {}),
  at,
});
