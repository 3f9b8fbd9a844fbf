/** What is said when one rings. */
import type { SkillContext } from "hearsay";
import { rounded } from "./which.ts";

/** Later than this the house must have been off, and that is said. */
const late = 60_000;

export async function ring(context: SkillContext, data: Readonly<Record<string, unknown>>): Promise<void> {
  const { name = "", alarm, at } = data;
  const length = context.house.alarms().find(({ id }) => id === alarm)?.length ?? data.length;
  await context.say(name ? "rings-named" : "rings", { name, length });
  const ago = typeof at === "number" ? context.now - at : 0;
  if (ago >= late) await context.say("rings-late", { ago: rounded(ago) });
}
