/** Says how much time is left: of one timer, or of all. */
import type { AlarmEntry, SkillContext } from "hearsay";
import { all, describe, isAlike, leftOf, meant, nothing, rounded, type Which } from "./which.ts";

/** Of those that were meant; several are told one after the other. */
export async function tell(context: SkillContext, which: Which): Promise<void> {
  const found = meant(context, which);
  const [only] = found;
  if (!only) return nothing(context, which);
  if (found.length > 1) return tellMany(context, found);
  await context.say(phraseOf(only, only.name ? "-named" : ""), valuesOf(context, only));
}

export async function tellAll(context: SkillContext): Promise<void> {
  const found = all(context);
  if (found.length === 0) return context.say("none");
  if (found.length === 1) return tell(context, {});
  await tellMany(context, found);
}

async function tellMany(context: SkillContext, timers: readonly AlarmEntry[]): Promise<void> {
  const count = timers.length;
  if (timers.every((one) => one.phase === "set" && isAlike(context, one))) {
    const lefts = timers.map((one) => context.phrase("length", { length: valuesOf(context, one).left }));
    return context.say("count-left", { count, lefts });
  }
  await context.say("count", { count });
  for (const timer of timers) {
    await context.say(phraseOf(timer, isAlike(context, timer) ? "-alike" : "-one"), {
      ...valuesOf(context, timer),
      which: describe(context, timer),
    });
  }
}

function phraseOf({ phase }: AlarmEntry, ending: string): string {
  return `${phase === "ringing" ? "over" : phase === "paused" ? "paused" : "left"}${ending}`;
}

function valuesOf({ now }: SkillContext, timer: AlarmEntry) {
  return { name: timer.name, left: rounded(leftOf(timer, now)) };
}
