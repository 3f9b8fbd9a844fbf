/** Changes one alarm: moves it, pauses it and lets it run on, or leaves out the next ring of one that recurs. */
import type { Answers, Messages, Recurrence } from "../../contract/index.ts";
import { nextOccurrence } from "../../contract/index.ts";
import type { AlarmChange, StoredAlarm } from "../../store/index.ts";
import type { Book } from "./book.ts";
import type { Ringer } from "./ringer.ts";

interface Changing {
  readonly book: Book;
  readonly ringer: Pick<Ringer, "drop">;
  readonly now: () => number;
}

type Wanted = Messages["alarm/change"];

/** Everything in one message is one change; on the disk when it resolves. One that rings falls silent when it is moved. */
export async function changeAlarm(
  { book, ringer, now }: Changing,
  wanted: Wanted,
): Promise<Answers["alarm/change"]> {
  const alarm = book.get(wanted.alarm);
  if (alarm === undefined) return { changed: false };
  const change = changeOf(alarm, wanted, now());
  if (change.at !== undefined && alarm.phase === "ringing") ringer.drop(alarm.id);
  await book.change(alarm.id, change);
  const { at, left } = book.get(alarm.id) ?? alarm;
  return { changed: true, at, ...(left === undefined ? {} : { left }) };
}

function changeOf(alarm: StoredAlarm, wanted: Wanted, now: number): AlarmChange {
  const { by = 0, length, skip } = wanted;
  const repeat = wanted.repeat as Recurrence | undefined;
  const kept = {
    ...(length === undefined ? {} : { length }),
    ...(repeat === undefined ? {} : { repeat }),
  };
  const rule = repeat ?? alarm.repeat;
  if (skip && rule) return { ...kept, at: nextOccurrence(rule, alarm.at, alarm.at), phase: "set" };
  const left = Math.max(
    0,
    (wanted.at ?? (alarm.left === undefined ? alarm.at : now + alarm.left)) - now + by,
  );
  const paused = wanted.paused ?? alarm.phase === "paused";
  if (paused) return { ...kept, phase: "paused", left };
  const moved = wanted.at !== undefined || by !== 0 || alarm.phase === "paused";
  return moved ? { ...kept, at: now + left, left: undefined, phase: "set" } : kept;
}
