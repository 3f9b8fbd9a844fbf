/** Takes timers back: the one that was meant, and never one that was not. */
import type { SkillContext } from "hearsay";
import { meant, nothing, type Which } from "./tell.ts";

export async function cancel(context: SkillContext, which: Which): Promise<void> {
  const found = meant(context, which);
  const ringing = found.filter(({ phase }) => phase === "ringing");
  const [first, ...others] = ringing.length > 0 ? ringing : found;
  if (!first) return nothing(context, which);
  const plain = !which.name && which.duration === undefined;
  if (others.length > 0 && plain && ringing.length === 0) {
    await context.say("which", { count: found.length });
    return;
  }
  await context.clearAlarms({ id: first.id });
  if (first.kind !== "timer") return context.say(`cancelled-${first.kind}`);
  const named = first.name !== "";
  await context.say(named ? "cancelled-named" : "cancelled", { name: first.name });
}

export async function cancelAll(context: SkillContext, kind: string): Promise<void> {
  const wanted = kind === "alarm" || kind === "reminder" ? kind : "timer";
  const count = await context.clearAlarms({ kind: wanted });
  if (count === 0) return context.say(`none-${wanted}`);
  await context.say(count === 1 ? `cancelled-one-${wanted}` : `cancelled-all-${wanted}`, { count });
}
