/** Finds the player that is meant: the one that was named, else the one that plays here, else the only one that plays. */
import { areaHere, type Device, type DevicesMeant, findDevices, type SkillContext } from "hearsay";

export interface Place {
  readonly device?: string | undefined;
  readonly area?: string | undefined;
  readonly kind?: string | undefined;
}

/** What it should be doing to be meant where nothing was named. */
type State = "playing" | "paused" | "on" | "any";

const fits: Readonly<Record<State, (now: string) => boolean>> = {
  playing: (now) => now === "playing",
  paused: (now) => now === "paused",
  on: (now) => now === "playing" || now === "paused",
  any: () => false,
};

export function playersFor(
  context: SkillContext,
  { device, area, kind }: Place,
  state: State,
  abilities: readonly string[] = ["media"],
): DevicesMeant {
  if (device !== undefined) return findDevices(context, { device, area }, abilities);
  const wish = { area, kind: kind ?? "media_player" };
  const here = findDevices(context, wish, abilities);
  if (area !== undefined) return narrowed(context, here, state);
  const all = findDevices(context, { ...wish, scope: "all" }, abilities);
  if (!("devices" in all)) return all;
  const room = areaHere(context)?.id;
  const near = all.devices.filter((one) => one.area !== undefined && one.area === room);
  const isSo = (one: Device): boolean => fits[state](context.house.deviceState(one.id)?.state ?? "");
  const steps = [near.filter(isSo), all.devices.filter(isSo), near];
  const found = steps.find((devices) => devices.length > 0);
  return found ? { devices: found } : here;
}

/** Of several players in a room the one that is doing it. */
function narrowed(context: SkillContext, meant: DevicesMeant, state: State): DevicesMeant {
  if (!("devices" in meant)) return meant;
  const so = meant.devices.filter((one) => fits[state](context.house.deviceState(one.id)?.state ?? ""));
  return so.length > 0 ? { devices: so } : meant;
}
