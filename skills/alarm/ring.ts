/** What is said when an alarm rings, and the ten minutes more that everybody wants then. */
import type { SkillContext } from "hearsay";
import { all, describe } from "./find.ts";

/** Later than this the house must have been off, and that is said. */
const late = 60_000;
/** So long after a ring one can still ask for more time. */
const remembered = 30 * 60_000;
const usualSnooze = 10 * 60_000;
/** It rings until somebody silences it, for so long. */
export const ringFor = 10 * 60_000;

interface Rang {
  readonly alarm: string;
  readonly name: string;
  readonly site: string;
  /** ms since 1970. */
  readonly at: number;
}

export async function ring(context: SkillContext, data: Readonly<Record<string, unknown>>): Promise<void> {
  const { alarm, at, name } = data;
  const { now, site, store } = context;
  const label = typeof name === "string" ? name : "";
  await store.set("rang", { alarm: String(alarm), name: label, site, at: now } satisfies Rang);
  await context.say(label ? "rings-named" : "rings", { now, name: label });
  const ago = typeof at === "number" ? now - at : 0;
  if (ago >= ringFor + late) await context.say("rings-late", { when: { at, now } });
}

/** What rings, or rang a short while ago, rings again later. */
export async function snooze(context: SkillContext, after = usualSnooze): Promise<void> {
  const { now } = context;
  const ringing = all(context).find(({ phase }) => phase === "ringing");
  const last = await context.store.get<Rang>("rang");
  const rang = ringing ?? (last && now - last.at < remembered ? last : undefined);
  if (!rang) {
    const waiting = all(context).map((one) => describe(context, one));
    return context.say(waiting.length > 0 ? "nothing-rings" : "none", { names: waiting });
  }
  const { name, site } = rang;
  await context.setAlarm({ kind: "alarm", name, site, after, ringFor, data: { name } });
  if (ringing) await context.send("alarm/stop", { site }, { alarm: ringing.id });
  await context.store.delete("rang");
  await context.say("snoozed", { when: { at: now + after, now }, after });
}
