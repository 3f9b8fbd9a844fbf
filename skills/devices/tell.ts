/** Says how devices are. */
import type { SkillContext } from "hearsay";
import { type Device, findDevices, type Target } from "./target.ts";

const sayable: ReadonlySet<string> = new Set(["on", "off", "open", "closed", "locked", "unlocked"]);
/** What a device must be able to do to be in such a state at all. */
const abilities: Readonly<Record<string, string>> = {
  on: "onoff",
  off: "onoff",
  open: "openclose",
  closed: "openclose",
  locked: "lock",
  unlocked: "lock",
};

export async function tell(
  context: SkillContext,
  target: Target,
  condition: string | undefined,
): Promise<void> {
  const meant = findDevices(context, target, condition && abilities[condition]);
  if (!("devices" in meant)) return context.say(meant.phrase, meant.values);
  const [only] = meant.devices;
  if (only && meant.devices.length === 1) return tellOne(context, only, condition);
  const wanted = condition ?? "on";
  const so = meant.devices.filter(({ id }) => context.house.deviceState(id)?.state === wanted);
  if (so.length === 0) return context.say(`none-${wanted}`);
  const names = so.map(({ name }) => name);
  await context.say(names.length === 1 ? `is-${wanted}` : `are-${wanted}`, { name: names[0], names });
}

async function tellOne(
  context: SkillContext,
  { id, name }: Device,
  condition: string | undefined,
): Promise<void> {
  const now = context.house.deviceState(id);
  const state = now?.state ?? "";
  if (!sayable.has(state)) return context.say("no-state", { name });
  if (condition !== undefined) await context.say(state === condition ? "yes" : "no");
  const brightness = now?.attributes.brightness;
  const dimmed = state === "on" && typeof brightness === "number" && brightness < 100;
  await context.say(dimmed ? "is-on-at" : `is-${state}`, { name, percent: brightness });
}
