/** Finds the devices that were meant: by name, by room, or by kind in the room where it was said. */
import type { SkillContext } from "hearsay";

export type Device = ReturnType<SkillContext["house"]["devices"]>[number];
type Area = ReturnType<SkillContext["house"]["areas"]>[number];

export interface Target {
  readonly device?: string | undefined;
  readonly area?: string | undefined;
  /** A kind of device, or `lamp` for those lights that are called so. */
  readonly kind?: string | undefined;
  /** `all`: nowhere in particular; `everything`: of every kind. */
  readonly scope?: string | undefined;
}

/** What was found, or the phrase that says why nothing was. */
export type Found =
  | { readonly devices: readonly Device[] }
  | { readonly phrase: string; readonly values: Readonly<Record<string, unknown>> };

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
/** Whether these words are said as they are, not as a part of longer ones. */
const says = (text: string, words: string): boolean => ` ${plain(text)} `.includes(` ${plain(words)} `);

/** The area of the room where it was said: what its satellite says, or the area of the room's name. */
function areaHere({ house, site }: SkillContext): Area | undefined {
  const wanted = [house.site()?.area, house.site()?.name, site]
    .filter((name) => name !== undefined)
    .map(plain);
  return house
    .areas()
    .find(({ id, name, aliases = [] }) => [id, name, ...aliases].some((one) => wanted.includes(plain(one))));
}

function nameOfArea({ house }: SkillContext, id: string | undefined): string {
  return house.areas().find((area) => area.id === id)?.name ?? id ?? "";
}

/** `ability`: what it must be able to do; absent: anything. */
export function findDevices(context: SkillContext, target: Target, ability?: string): Found {
  const all = context.house.devices().filter(({ exposed }) => exposed);
  if (target.device !== undefined) return named(context, all, target, ability);
  const able = all.filter(({ abilities }) => ability === undefined || abilities.includes(ability));
  const pool = ofKind(able, target);
  const within = (id: string | undefined): readonly Device[] =>
    calledSo(
      pool.filter(({ area }) => area === id),
      target,
    );
  if (target.area !== undefined) {
    const there = within(target.area);
    const area = nameOfArea(context, target.area);
    return there.length > 0 ? { devices: there } : { phrase: "none-there", values: { area } };
  }
  const here = target.scope === undefined ? areaHere(context) : undefined;
  const near = here ? within(here.id) : [];
  if (near.length > 0) return { devices: near };
  const anywhere = calledSo(pool, target);
  if (target.scope !== undefined || anywhere.length < 2) return found(anywhere);
  const areas = new Set(anywhere.map(({ area }) => nameOfArea(context, area)).filter((name) => name !== ""));
  return areas.size > 0 ? { phrase: "where", values: { areas: [...areas] } } : { devices: anywhere };
}

const found = (devices: readonly Device[]): Found =>
  devices.length > 0 ? { devices } : { phrase: "none", values: {} };

function named(
  context: SkillContext,
  all: readonly Device[],
  { device, area }: Target,
  ability?: string,
): Found {
  const one = all.find(({ id }) => id === device);
  if (!one) return { phrase: "none", values: {} };
  if (area !== undefined && one.area !== undefined && one.area !== area) {
    return { phrase: "not-there", values: { name: one.name, area: nameOfArea(context, area) } };
  }
  if (ability !== undefined && !one.abilities.includes(ability))
    return { phrase: "cannot", values: { name: one.name } };
  return { devices: isPlural(context, one) ? alike(all, one, ability) : [one] };
}

/** "the kitchen lights" is heard as the one called "kitchen light", and means all there are in the kitchen. */
function isPlural(context: SkillContext, { name, aliases = [], area }: Device): boolean {
  const room = nameOfArea(context, area);
  const exact = [name, ...aliases].some((one) => says(context.text, one));
  return !exact && room !== "" && says(context.text, room) && says(name, room);
}

const alike = (all: readonly Device[], one: Device, ability?: string): readonly Device[] =>
  all.filter(
    ({ kind, area, abilities }) =>
      kind === one.kind && area === one.area && (ability === undefined || abilities.includes(ability)),
  );

/** Without a kind a room means its lights, where it has some; "everything" means everything. */
function ofKind(devices: readonly Device[], { kind, area, scope }: Target): readonly Device[] {
  const lights = devices.filter((device) => device.kind === "light");
  if (kind === "lamp") return lights;
  if (kind !== undefined) return devices.filter((device) => device.kind === kind);
  const thereLit = lights.some((device) => area === undefined || device.area === area);
  return scope === "everything" || !thereLit ? devices : lights;
}

/** Of lights, where lamps were asked for, those called so: by name before alias, by a word before a part of one. */
function calledSo(lights: readonly Device[], { kind }: Target): readonly Device[] {
  if (kind !== "lamp") return lights;
  const ways: readonly ((device: Device) => boolean)[] = [
    ({ name }) => /lamp/i.test(name),
    ({ aliases = [] }) => aliases.some((alias) => /\blamp/i.test(alias)),
    ({ aliases = [] }) => aliases.some((alias) => /lamp/i.test(alias)),
  ];
  return ways.map((isCalled) => lights.filter(isCalled)).find((lamps) => lamps.length > 0) ?? lights;
}
