/** Tells where things of the house are: the area of a room with a satellite, the areas of a floor, the satellites of an area. */
import type { House } from "./skill-context.ts";

type Area = ReturnType<House["areas"]>[number];
type Site = ReturnType<House["sites"]>[number];

/** What of a skill's context tells where things are. */
export interface Placed {
  readonly house: House;
  readonly site: string;
}

/** Words as they are compared: without case and signs. */
export const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Its name and what else it is called. */
export const namesOf = ({
  name,
  aliases = [],
}: {
  name: string;
  aliases?: readonly string[];
}): readonly string[] => [name, ...aliases];

/** What a satellite says of its area comes before its name, and that before its id. */
function areaOfSite(
  house: House,
  site: string,
  state: { area?: string; name: string } | undefined,
): Area | undefined {
  const wanted = [state?.area, state?.name, site].flatMap((name) => (name === undefined ? [] : plain(name)));
  const called = (area: Area, name: string): boolean =>
    [area.id, ...namesOf(area)].some((one) => plain(one) === name);
  for (const name of wanted) {
    const found = house.areas().find((area) => called(area, name));
    if (found) return found;
  }
  return undefined;
}

/** The area of the room where it was said: what its satellite says, or the area of the room's name. */
export const areaHere = ({ house, site }: Placed): Area | undefined => areaOfSite(house, site, house.site());

/** Spoken name of an area, a floor or a room. */
export function nameOfPlace({ house }: Pick<Placed, "house">, id: string | undefined): string {
  const place = [...house.areas(), ...house.floors(), ...house.sites()].find((one) => one.id === id);
  return place?.name ?? id ?? "";
}

/** Ids of the areas that a slot of the kind area means: one area, those of a floor, or where a satellite stands. */
export function areasOf({ house }: Pick<Placed, "house">, id: string): ReadonlySet<string> {
  const areas = house.areas().filter((area) => area.id === id || area.floor === id);
  const room = areas.length > 0 ? undefined : house.sites().find((one) => one.id === id);
  const there = room && areaOfSite(house, room.id, room);
  return new Set([...areas, ...(there ? [there] : [])].map((area) => area.id));
}

/**
 * The rooms with a satellite that a slot of the kind area means: the one of that id, and those that stand in the area or on
 * the floor, whether they are there now or not. The room where it was said comes first, then the one of that id.
 */
export function sitesAt({ house, site: here }: Placed, place: string): readonly Site[] {
  const areas = areasOf({ house }, place);
  const isThere = (site: Site): boolean =>
    site.id === place || site.area === place || areas.has(areaOfSite(house, site.id, site)?.id ?? "");
  const rank = ({ id }: Site): number => (id === here ? 0 : id === place ? 1 : 2);
  return house
    .sites()
    .filter(isThere)
    .sort((one, other) => rank(one) - rank(other));
}
