/** Which devices a sentence of a language pack means, and how its answers speak of them. */
import { areasOf, type Device, nameOfPlace, type SkillContext, type StateFacts, slot } from "hearsay";

/** What is said of devices; of `domain` and `device_class` several may stand with commas between. */
export const deviceSlots = {
  name: slot.device().maybe(),
  area: slot.area().maybe(),
  floor: slot.area().maybe(),
  domain: slot.choice().maybe(),
  device_class: slot.choice().maybe(),
};

export interface Wish {
  readonly name?: string | undefined;
  readonly area?: string | undefined;
  readonly floor?: string | undefined;
  readonly domain?: string | undefined;
  readonly device_class?: string | undefined;
}

/** The sentence of the pack that says why nothing was found, with what it names. */
export interface Problem {
  readonly problem: string;
  readonly facts: Readonly<Record<string, string>>;
}

export type Meant = { readonly devices: readonly Device[] } | Problem;

/** Sensors at the windows and doors of a house that moves none of them by itself. */
const sensorOf: Readonly<Record<string, string>> = {
  window: "window",
  door: "door",
  garage: "garage_door",
};

/** `isAble`: what can be done with the device. */
export function meantBy(context: SkillContext, wish: Wish, isAble: (device: Device) => boolean): Meant {
  const exposed = context.house.devices().filter((device) => device.exposed);
  const there = exposed.filter((device) => isIn(context, device, wish));
  const found = wish.name === undefined ? ofKind(there, wish) : there.filter(({ id }) => id === wish.name);
  if (found.length === 0) return unknown(context, wish);
  const able = found.filter(isAble);
  return able.length > 0 ? { devices: able } : { problem: "feature_not_supported", facts: {} };
}

function isIn(context: SkillContext, { area = "" }: Device, wish: Wish): boolean {
  return [wish.area, wish.floor].every((place) => place === undefined || areasOf(context, place).has(area));
}

function ofKind(devices: readonly Device[], { domain, device_class: made }: Wish): readonly Device[] {
  const classes = made?.split(",");
  const found = devices.filter(
    (device) =>
      (domain === undefined || domain.split(",").includes(device.kind)) &&
      (classes === undefined || classes.includes(device.class ?? "")),
  );
  if (found.length > 0 || domain !== "cover" || classes === undefined) return found;
  const sensors = classes.map((one) => sensorOf[one] ?? "");
  return devices.filter(
    ({ kind, class: its = "" }) => kind === "binary_sensor" && its !== "" && sensors.includes(its),
  );
}

/** As the packs name failures: what is missed, and where. */
function unknown(context: SkillContext, { name, area, floor, domain, device_class: made }: Wish): Problem {
  const device = context.house.devices().find(({ id }) => id === name);
  const what = name === undefined ? (made === undefined ? "domain" : "device_class") : "entity";
  const where = area === undefined ? (floor === undefined ? "" : "_in_floor") : "_in_area";
  const isPlace = name === undefined && made === undefined && domain === undefined && where !== "";
  return {
    problem: isPlace ? `no_${where.slice(4)}` : `no_${what}${where}`,
    facts: {
      entity: device?.name ?? "",
      domain: domain?.split(",")[0] ?? "",
      device_class: made?.split(",")[0] ?? "",
      area: nameOfPlace(context, area),
      floor: nameOfPlace(context, floor),
    },
  };
}

/** A device as Home Assistant, for which the answers are written, describes it. */
export function factsOf({ house }: SkillContext, { id, name, kind, class: made }: Device): StateFacts {
  const { state = "unavailable", attributes = {} } = house.deviceState(id) ?? {};
  const { unit, current, speed, position, volume, ...others } = attributes;
  return {
    entity_id: id,
    name,
    domain: kind,
    hass_state: state,
    attributes: {
      ...others,
      ...(made === undefined ? {} : { device_class: made }),
      ...(kind === "sensor" && unit !== undefined ? { unit_of_measurement: unit } : {}),
      ...(current === undefined ? {} : { current_temperature: current }),
      ...(speed === undefined ? {} : { percentage: speed }),
      ...(position === undefined ? {} : { current_position: position }),
      ...(volume === undefined ? {} : { volume_level: volume }),
    },
  };
}

/** Says why it cannot be done, in words of the pack or of our own. */
export async function explain(context: SkillContext, { problem, facts }: Problem): Promise<void> {
  if (!(await context.answer(facts, problem))) await context.say("none");
}
