/** Says how full batteries are. */
import { type Device, findDevices, type SkillContext } from "hearsay";

/** Percent. */
const low = 20;

function charge({ house }: SkillContext, device: Device): number | undefined {
  const now = house.deviceState(device.id);
  const isBattery = device.class === "battery";
  const value = isBattery ? Number.parseFloat(now?.state ?? "") : now?.attributes.battery;
  return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
}

export async function tellBattery(
  context: SkillContext,
  wish: { readonly device: string; readonly area?: string | undefined },
): Promise<void> {
  const meant = findDevices(context, wish);
  if (!("devices" in meant)) return context.say(meant.phrase, meant.values);
  for (const device of meant.devices) {
    const battery = charge(context, device);
    await context.say(battery === undefined ? "no-battery" : "battery", { name: device.name, battery });
  }
}

export async function tellBatteries(context: SkillContext): Promise<void> {
  const devices = context.house.devices().filter(({ exposed }) => exposed);
  const known = devices.flatMap((device) => {
    const battery = charge(context, device);
    return battery === undefined ? [] : [{ name: device.name, battery }];
  });
  if (known.length === 0) return context.say("no-batteries");
  const weak = known.filter(({ battery }) => battery <= low).map(({ name }) => name);
  await context.say(weak.length === 0 ? "batteries-fine" : "batteries-low", { names: weak });
}
