/** Changes a running timer: more or less time, paused, running on, from the beginning. */
import type { AlarmEntry, SkillContext } from "hearsay";
import { describe, isAlike, keepLength, leftOf, rounded, theOne, type Which } from "./which.ts";

export const longest = 366 * 86_400_000;

/** More time, or less where `by` is negative; never less than there is. */
export async function changeBy(context: SkillContext, which: Which, by: number): Promise<void> {
  const timer = await theOne(context, which, { kind: "change", by });
  if (!timer) return;
  const left = leftOf(timer, context.now) + by;
  if (left < 1000) return context.say("too-little", { left: rounded(leftOf(timer, context.now)) });
  if (left > longest) return context.say("far");
  const length = (timer.length ?? leftOf(timer, context.now)) + by;
  const grown = timer.length === undefined ? {} : { length: Math.max(1000, length) };
  if (!(await done(context, timer, { by, ...grown }))) return;
  await context.say(timer.name ? "changed-named" : "changed", { name: timer.name, left: rounded(left) });
}

/** As if it had been set for so long just now. */
export async function changeTo(context: SkillContext, which: Which, length: number): Promise<void> {
  if (length < 1000) return context.say("when");
  if (length > longest) return context.say("far");
  const timer = await theOne(context, which, { kind: "to", by: length });
  if (!timer) return;
  if (!(await done(context, timer, { at: context.now + length, length, paused: false }))) return;
  await context.say(timer.name ? "set-to-named" : "set-to", { name: timer.name, left: length });
}

export async function pause(context: SkillContext, which: Which, paused: boolean): Promise<void> {
  const running = await theOne(context, which, { kind: paused ? "pause" : "resume" });
  if (!running) return;
  const values = { which: describe(context, running), left: rounded(leftOf(running, context.now)) };
  if (running.phase === "ringing") return context.say("is-over", values);
  const alike = isAlike(context, running) ? "-alike" : "";
  if ((running.phase === "paused") === paused)
    return context.say(paused ? `is-paused${alike}` : "is-running", values);
  if (!(await done(context, running, { paused }))) return;
  await context.say(`${paused ? "pausing" : "resuming"}${alike}`, values);
}

/** From the beginning, for the length it was set for. */
export async function restart(context: SkillContext, which: Which): Promise<void> {
  const timer = await theOne(context, which, { kind: "restart" });
  if (!timer) return;
  const length = timer.length ?? leftOf(timer, context.now);
  if (!(await done(context, timer, { at: context.now + length, paused: false }))) return;
  await context.say(timer.name ? "again-named" : "again", { name: timer.name, length });
}

/** It rings again when it would have, or stands still with as much left. */
async function putBack(context: SkillContext, { id, at, length, phase, left }: AlarmEntry): Promise<void> {
  const paused = phase === "paused";
  const long = length === undefined ? {} : { length };
  await context.changeAlarm(id, { at: paused ? context.now + (left ?? 0) : at, paused: false, ...long });
  if (paused) await context.changeAlarm(id, { paused });
}

/** It may have rung while it was spoken of. */
async function done(
  context: SkillContext,
  timer: AlarmEntry,
  change: Parameters<SkillContext["changeAlarm"]>[1],
): Promise<boolean> {
  const { changed } = await context.changeAlarm(timer.id, change);
  if (changed && change.length !== undefined) await keepLength(context, timer);
  if (changed) context.undo((now) => putBack(now, timer));
  if (!changed) await context.say("gone", { which: describe(context, timer) });
  return changed;
}
