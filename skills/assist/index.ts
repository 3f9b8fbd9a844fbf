/** Carries out what language packs understand, with the devices and clocks of this house. */
import { defineSkill, type SkillContext } from "hearsay";
import { home } from "./home.ts";
import { media } from "./media.ts";
import { query } from "./query.ts";
import { talk } from "./talk.ts";
import { timers } from "./timers.ts";

export default defineSkill({
  name: "assist",
  about: "The sentences of language packs: devices, timers, players, the time, in many languages.",
  intents: {},
  packs: { ...home, ...query, ...media, ...timers, ...talk },
  alarm: ring,
});

const own: ReadonlySet<string> = new Set(["en", "de"]);
const units = [
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** Packs have no words for a timer that is over: its name or its length says which one it was. */
async function ring(context: SkillContext, data: Readonly<Record<string, unknown>>): Promise<void> {
  const { language } = context;
  const name = String(data.name ?? "");
  const length = Number(data.length);
  if (own.has(language.slice(0, 2))) return context.say(name ? "rings-named" : "rings", { name, length });
  await context.sayText(name || spoken(length, language));
}

function spoken(length: number, language: string): string {
  let left = Math.max(1000, length);
  const parts: string[] = [];
  for (const [unit, ms] of units) {
    const count = Math.floor(left / ms);
    left -= count * ms;
    const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
    if (count > 0) parts.push(format.format(count));
  }
  return new Intl.ListFormat(language, { type: "unit" }).format(parts);
}
