/** Takes timers back: the one that was meant, and never one that was not. */
import type { AlarmEntry, SkillContext } from "hearsay";
import { meant, nothing, type Which } from "./tell.ts";

export async function cancel(context: SkillContext, which: Which): Promise<void> {
  const found = meant(context, which);
  const ringing = found.filter(({ phase }) => phase === "ringing");
  const [first, ...others] = ringing.length > 0 ? ringing : found;
  if (!first) return nothing(context, which);
  const unclear =
    !which.name && which.duration === undefined && which.time === undefined && ringing.length === 0;
  if (others.length > 0 && unclear) return context.say(`which-${first.kind}`, { count: found.length });
  await context.clearAlarms({ id: first.id });
  if (first.kind !== "timer") return context.say(`cancelled-${first.kind}`);
  const named = first.name !== "";
  await context.say(named ? "cancelled-named" : "cancelled", { name: first.name });
}

export async function cancelAll(context: SkillContext, wanted: AlarmEntry["kind"]): Promise<void> {
  const count = await context.clearAlarms({ kind: wanted });
  if (count === 0) return context.say(`none-${wanted}`);
  await context.say(count === 1 ? `cancelled-one-${wanted}` : `cancelled-all-${wanted}`, { count });
}
