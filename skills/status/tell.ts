/** Answers questions about one device, about those of a kind, and about all of the house. */
import { type Device, type DeviceWish, findDevices, type SkillContext } from "hearsay";
import { type Condition, canBe, is, phraseOf } from "./condition.ts";

const all = ["on", "off", "open", "closed", "locked", "unlocked", "running", "done"] as const;
const conditionOf = (said: string): Condition => all.find((one) => one === said) ?? "on";

/** More names than this are only counted. */
const namesSaid = 6;

/** The devices that can be so; or undefined once it was said why there are none. */
async function meant(
  context: SkillContext,
  wish: DeviceWish,
  condition: Condition,
): Promise<readonly Device[] | undefined> {
  const found = findDevices(context, wish);
  if (!("devices" in found)) {
    await context.say(found.phrase, found.values);
    return undefined;
  }
  const able = found.devices.filter((device) => canBe(device, condition));
  const [first] = found.devices;
  if (able.length === 0) {
    await context.say(found.devices.length === 1 ? "cannot-be" : "none", { name: first?.name });
    return undefined;
  }
  return able;
}

export async function query(context: SkillContext, wish: DeviceWish, said: string): Promise<void> {
  const condition = conditionOf(said);
  const near = findDevices(context, wish);
  const isElsewhere = "phrase" in near && near.phrase === "where";
  const devices = await meant(context, isElsewhere ? { ...wish, scope: "all" } : wish, condition);
  const [only] = devices ?? [];
  if (!devices || !only) return;
  if (devices.length === 1) return tellOne(context, only, condition);
  const so = are(context, devices, condition);
  if (so.length === devices.length) return context.say("all-yes");
  if (wish.scope !== undefined || so.length > 0) return someSo(context, devices, so, condition);
  await context.say(`none-${condition}`);
}

const are = ({ house }: SkillContext, devices: readonly Device[], condition: Condition): readonly Device[] =>
  devices.filter((device) => is(device, house.deviceState(device.id), condition) === true);

/** "Are all windows closed?" is answered with the ones that are not. */
async function someSo(
  context: SkillContext,
  devices: readonly Device[],
  so: readonly Device[],
  condition: Condition,
): Promise<void> {
  const others = devices.filter((device) => !so.includes(device)).map(({ name }) => name);
  const names = so.map(({ name }) => name);
  if (others.length <= names.length || names.length === 0) {
    return context.say("not-all", { names: others.slice(0, namesSaid) });
  }
  await context.say(names.length === 1 ? `is-${condition}` : `are-${condition}`, { name: names[0], names });
}

export async function which(context: SkillContext, wish: DeviceWish, said: string): Promise<void> {
  const condition = conditionOf(said);
  const wide = { ...wish, scope: wish.kind === undefined ? "everything" : "all" };
  const devices = await meant(context, wide, condition);
  if (!devices) return;
  const [only] = devices;
  if (only && devices.length === 1 && wish.scope === undefined) return tellOne(context, only, condition);
  const names = are(context, devices, condition).map(({ name }) => name);
  if (wish.scope !== undefined) {
    if (names.length === devices.length) return context.say("all-yes");
    return someSo(context, devices, are(context, devices, condition), condition);
  }
  if (names.length === 0) return context.say(`none-${condition}`);
  if (names.length > namesSaid) return context.say(`many-${condition}`, { count: names.length });
  await context.say(names.length === 1 ? `is-${condition}` : `are-${condition}`, { name: names[0], names });
}

export async function count(context: SkillContext, wish: DeviceWish, said: string): Promise<void> {
  const condition = conditionOf(said);
  const devices = await meant(context, { ...wish, scope: "all" }, condition);
  if (!devices) return;
  const so = are(context, devices, condition);
  if (so.length === 0) return context.say(`none-${condition}`);
  if (so.length === 1) return context.say("count-one", { name: so[0]?.name });
  const names = so.map(({ name }) => name);
  const phrase = so.length > namesSaid ? `count-${condition}` : "count-names";
  await context.say(phrase, { count: so.length, all: devices.length, names });
}

export async function tellState(context: SkillContext, wish: DeviceWish): Promise<void> {
  const found = findDevices(context, wish);
  if (!("devices" in found)) return context.say(found.phrase, found.values);
  for (const device of found.devices) await sayState(context, device);
}

async function tellOne(context: SkillContext, device: Device, condition: Condition): Promise<void> {
  const state = context.house.deviceState(device.id);
  const answer = is(device, state, condition);
  if (answer !== undefined && phraseOf(device, state) !== undefined) await context.say(answer ? "yes" : "no");
  await sayState(context, device);
}

async function sayState(context: SkillContext, device: Device): Promise<void> {
  const state = context.house.deviceState(device.id);
  const phrase = phraseOf(device, state);
  const { name } = device;
  if (phrase === undefined) return context.say("no-state", { name });
  const value = Number.parseFloat(state?.state ?? "");
  const { unit } = state?.attributes ?? {};
  const shown = { value: Number.isNaN(value) ? (state?.state ?? "") : value, unit: unit ?? "" };
  const sign = unit === "°C" || unit === "°F" ? "degrees" : unit === "%" ? "percent" : "value";
  const percent = state?.attributes[phrase === "open-at" ? "position" : "brightness"];
  await context.say(`is-${phrase === "value" ? sign : phrase}`, { name, percent, ...shown });
}
