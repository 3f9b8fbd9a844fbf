/** Finds the devices that somebody means: by name, by room or floor, or by kind in the room where it was said. */
import { type Device, ofKind } from "./device-kinds.ts";
import { areaHere, areasOf, nameOfPlace, namesOf, type Placed, plain } from "./place.ts";
import type { Choice } from "./question.ts";
import { slot } from "./slots.ts";
import type { Values } from "./tools.ts";

/** The slots of an intent that is about devices; the lists `kind` and `scope` are the skill's own. */
export const deviceSlots = {
  device: slot.device().maybe(),
  area: slot.area().maybe(),
  kind: slot.choice().maybe(),
  scope: slot.choice().maybe(),
  notDevice: slot.device().maybe(),
  notArea: slot.area().maybe(),
};

/** What was said of the devices; usually the slots of an intent. */
export interface DeviceWish {
  readonly device?: string | undefined;
  /** Id of an area, of a floor, or of a room with a satellite. */
  readonly area?: string | undefined;
  /** A kind of devices/listed, or one of: lamp, blind, shutter, curtain, awning, garage, window, door, outlet, tv, speaker, radio. */
  readonly kind?: string | undefined;
  /** `all`: nowhere in particular; `everything`: of every kind. */
  readonly scope?: string | undefined;
  /** Left out: a device, or all of an area. */
  readonly notDevice?: string | undefined;
  readonly notArea?: string | undefined;
}

/** What was found, or the phrase that says why nothing was. */
export type DevicesMeant =
  | { readonly devices: readonly Device[] }
  | {
      readonly phrase: "none" | "none-there" | "not-there" | "cannot" | "where" | "which";
      readonly values: Values;
      /** Of `where` and `which`: the areas that would make it clear, each as the `area` of a wish. */
      readonly areas?: readonly Choice[];
    };

/** What of a skill's context the search needs. */
export interface DeviceSearch extends Placed {
  readonly text: string;
}

/** Whether these words are said as they are, not as a part of longer ones. */
const says = (text: string, words: string): boolean => ` ${plain(text)} `.includes(` ${plain(words)} `);
/** `abilities`: it must have one of them; none: anything. */
export function findDevices(
  search: DeviceSearch,
  wish: DeviceWish,
  abilities: readonly string[] = [],
): DevicesMeant {
  const { house } = search;
  const all = house.devices().filter(({ exposed }) => exposed);
  const isAble = (device: Device): boolean =>
    abilities.length === 0 || abilities.some((ability) => device.abilities.includes(ability));
  if (wish.device !== undefined) return named(search, all, wish, isAble);
  const without = wish.notArea === undefined ? undefined : areasOf(search, wish.notArea);
  const pool = all.filter(
    (device) => isAble(device) && device.id !== wish.notDevice && !without?.has(device.area ?? ""),
  );
  if (wish.area !== undefined) {
    const there = within(pool, wish, all, areasOf(search, wish.area));
    if (there.length > 0) return { devices: there };
    return { phrase: "none-there", values: { area: nameOfPlace(search, wish.area) } };
  }
  const isWide = wish.scope !== undefined || without !== undefined || wish.notDevice !== undefined;
  const here = isWide ? undefined : areaHere(search);
  const near = here ? within(pool, wish, all, new Set([here.id])) : [];
  if (near.length > 0) return { devices: near };
  const anywhere = within(pool, wish, all);
  if (anywhere.length === 0) return { phrase: "none", values: {} };
  const areas = choicesOf(search, anywhere);
  const isClear = isWide || anywhere.length === 1 || areas.length === 0;
  return isClear ? { devices: anywhere } : { phrase: "where", values: { areas: firstNames(areas) }, areas };
}

/** The areas in which these devices are, as they can be asked about. */
function choicesOf({ house }: DeviceSearch, devices: readonly Device[]): readonly Choice[] {
  const ids = [...new Set(devices.flatMap(({ area }) => area ?? []))];
  const all = ids.map((id) => {
    const area = house.areas().find((one) => one.id === id);
    return { id, names: area ? namesOf(area) : [id] };
  });
  return [...new Map(all.map((one) => [one.names[0], one])).values()];
}

const firstNames = (choices: readonly Choice[]): readonly string[] =>
  choices.map(({ names, id }) => names[0] ?? id);

/** Without a kind a room means its lights, where it has some; "everything" means everything. */
function within(
  pool: readonly Device[],
  { kind, scope }: DeviceWish,
  all: readonly Device[],
  areas?: ReadonlySet<string>,
): readonly Device[] {
  const there = pool.filter(({ area }) => areas === undefined || areas.has(area ?? ""));
  if (kind !== undefined) return ofKind(there, kind, all);
  const lights = ofKind(there, "light", all);
  return scope === "everything" || lights.length === 0 ? there : lights;
}

function named(
  search: DeviceSearch,
  all: readonly Device[],
  { device, area, notDevice, notArea }: DeviceWish,
  isAble: (device: Device) => boolean,
): DevicesMeant {
  const one = all.find(({ id }) => id === device);
  if (!one) return { phrase: "none", values: {} };
  const same = namesakes(search, all, one);
  const areas = area === undefined ? undefined : areasOf(search, area);
  const there = areas ? same.filter((other) => other.area === undefined || areas.has(other.area)) : same;
  if (there.length === 0) {
    return { phrase: "not-there", values: { name: one.name, area: nameOfPlace(search, area) } };
  }
  const able = there.filter(isAble);
  if (able.length === 0) return { phrase: "cannot", values: { name: one.name } };
  const here = areaHere(search)?.id;
  const near = able.filter((other) => here !== undefined && other.area === here);
  const [meant] = near.length === 1 ? near : able;
  if (able.length > 1 && near.length !== 1) {
    const areas = choicesOf(search, able);
    if (areas.length === able.length) {
      return { phrase: "which", values: { name: one.name, areas: firstNames(areas) }, areas };
    }
  }
  if (!meant) return { phrase: "none", values: {} };
  const many = isPlural(search, meant)
    ? all.filter((other) => isAble(other) && alike(other, meant))
    : [meant];
  const without = notArea === undefined ? undefined : areasOf(search, notArea);
  const left = many.filter((other) => other.id !== notDevice && !without?.has(other.area ?? ""));
  return left.length > 0 ? { devices: left } : { phrase: "none", values: {} };
}

/** It, and the other devices that bear the name it was called by. */
function namesakes({ text }: DeviceSearch, all: readonly Device[], one: Device): readonly Device[] {
  const said = namesOf(one)
    .filter((name) => says(text, name))
    .map(plain);
  const longest = said.sort((a, b) => b.length - a.length)[0];
  return all.filter((other) => other === one || namesOf(other).some((name) => plain(name) === longest));
}

/** "the kitchen lights" is heard as the one called "kitchen light", and means all there are in the kitchen. */
function isPlural(search: DeviceSearch, device: Device): boolean {
  const { text } = search;
  const room = nameOfPlace(search, device.area);
  const isExact = namesOf(device).some((one) => says(text, one));
  return !isExact && room !== "" && says(text, room) && says(device.name, room);
}

const alike = (one: Device, other: Device): boolean => one.kind === other.kind && one.area === other.area;
