/** What packs ask about the house: how something is, whether any or all are so, which, how many, and how warm it is. */
import { areaHere, type Device, type SkillContext, slot } from "hearsay";
import { deviceSlots, explain, factsOf, meantBy, type Wish } from "./meant.ts";
import { serves } from "./serves.ts";

/** Things with states of their own for being on. */
const busy: ReadonlySet<string> = new Set(["media_player", "climate", "vacuum"]);
const asleep: ReadonlySet<string> = new Set(["off", "standby", "docked", "unavailable"]);
const opened: Readonly<Record<string, string>> = { open: "on", closed: "off" };

/** Whether a device is as it was asked; some are not off without being "on", and sensors of windows are "on". */
function isSo({ house }: SkillContext, { id, kind }: Device, wanted: string): boolean {
  const state = house.deviceState(id)?.state ?? "unavailable";
  if (state === wanted) return true;
  if (kind === "binary_sensor") return state === opened[wanted];
  return wanted === "on" && busy.has(kind) && !asleep.has(state);
}

async function tell(context: SkillContext, wish: Wish, wanted: string | undefined): Promise<void> {
  const meant = meantBy(context, wish, () => true);
  if (!("devices" in meant)) return explain(context, meant);
  const is = (device: Device): boolean => wanted === undefined || isSo(context, device, wanted);
  const facts = (devices: readonly Device[]) => devices.map((device) => factsOf(context, device));
  const query = {
    matched: facts(meant.devices.filter(is)),
    unmatched: facts(meant.devices.filter((device) => !is(device))),
  };
  if (!(await context.answer({ query }))) await context.say("failed");
}

/** Heating knows it, else a thermometer there. */
function tellWarmth(context: SkillContext, wish: Wish): Promise<void> {
  const here = wish.name === undefined && wish.floor === undefined ? areaHere(context)?.id : undefined;
  const place = { ...wish, ...(wish.area === undefined && here !== undefined ? { area: here } : {}) };
  const heating = { domain: "climate", ...place };
  const found = meantBy(context, heating, () => true);
  if ("devices" in found) return tell(context, heating, undefined);
  const thermometer = { ...place, domain: "sensor", device_class: "temperature" };
  const isThere = "devices" in meantBy(context, thermometer, () => true);
  return tell(context, isThere ? thermometer : heating, undefined);
}

export const query = {
  HassGetState: serves({
    about: "Says how devices are, whether any or all of them are so, which are, and how many.",
    risk: "none",
    repeatable: true,
    slots: { ...deviceSlots, state: slot.choice().maybe() },
    run(context) {
      const { state, ...wish } = context.slots;
      return tell(context, wish, state);
    },
  }),
  HassClimateGetTemperature: serves({
    about: "Says how warm it is.",
    risk: "none",
    repeatable: true,
    slots: deviceSlots,
    run: (context) => tellWarmth(context, context.slots),
  }),
};
