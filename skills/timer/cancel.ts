/** Takes timers back: the one that was meant, and never one that was not. */
import type { AlarmEntry, SkillContext } from "hearsay";
import { all, meant, theOne, type Which } from "./which.ts";

/** What rings is meant before what runs. */
export async function cancel(context: SkillContext, which: Which): Promise<void> {
  const [ringing] = meant(context, which).filter(({ phase }) => phase === "ringing");
  const timer = ringing ?? (await theOne(context, which, { kind: "cancel" }));
  if (!timer) return;
  await context.clearAlarms({ id: timer.id });
  if (timer.phase === "set") context.undo((now) => setAgain(now, timer));
  await context.say(timer.name ? "cancelled-named" : "cancelled", { name: timer.name });
}

/** As it was, unless it would have rung meanwhile. */
async function setAgain(context: SkillContext, { name, site, at, length = 0 }: AlarmEntry): Promise<void> {
  if (at > context.now) await context.setAlarm({ kind: "timer", name, site, at, data: { name, length } });
}

/** All of the house, or of one room. */
export async function cancelAll(context: SkillContext, area: string | undefined): Promise<void> {
  const found = area === undefined ? all(context) : meant(context, { area });
  for (const { id } of found) await context.clearAlarms({ id });
  const [first] = found;
  if (!first) return context.say("none");
  await context.say(found.length === 1 ? "cancelled" : "cancelled-all", { count: found.length });
}
