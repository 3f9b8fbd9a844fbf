/** Where things of the house are: what area a satellite stands in, and which satellites stand in an area, on a floor, in a room. */
import { expect, it } from "vitest";
import { areaHere, areasOf, type Placed, sitesAt } from "../../../core/contract/place.ts";

const areas = [
  { id: "lounge", name: "Living Room", aliases: ["parlour"], floor: "ground" },
  { id: "yard", name: "yard", floor: "ground" },
  { id: "loft", name: "loft" },
  { id: "office", name: "office" },
];
const sites = [
  { id: "nook", name: "nook", area: "lounge" },
  { id: "tv", name: "Television", area: "Parlour" },
  { id: "loft", name: "loft" },
  { id: "office", name: "office", area: "yard" },
  { id: "cellar", name: "cellar" },
];
const at = (site: string): Placed => ({
  site,
  house: {
    areas: () => areas,
    floors: () => [{ id: "ground", name: "ground floor" }],
    sites: () => sites,
    site: () => sites.find(({ id }) => id === site),
  } as unknown as Placed["house"],
});

it.each([
  ["an area, by its id and by what else it is called", "hall", "lounge", ["nook", "tv"]],
  ["the room where it was said first", "tv", "lounge", ["tv", "nook"]],
  ["a floor", "hall", "ground", ["nook", "tv", "office"]],
  ["an area that is called like the room", "hall", "loft", ["loft"]],
  ["a room whose satellite stands elsewhere, by its id", "hall", "office", ["office"]],
  ["a room that is no area", "hall", "cellar", ["cellar"]],
  ["nothing that is known", "hall", "moon", []],
])("finds the satellites of %s", (_name, here, place, found) => {
  expect(sitesAt(at(here), place).map(({ id }) => id)).toEqual(found);
});

it.each([
  ["tv", "lounge"],
  ["loft", "loft"],
  ["office", "yard"],
  ["cellar", undefined],
])("knows where %s stands: what its satellite says comes before its name", (site, area) => {
  expect(areaHere(at(site))?.id).toBe(area);
});

it.each([
  ["an area", "lounge", ["lounge"]],
  ["a floor", "ground", ["lounge", "yard"]],
  ["a room with a satellite", "nook", ["lounge"]],
  ["nothing that is known", "moon", []],
])("knows the areas of %s", (_name, id, found) => {
  expect([...areasOf(at("hall"), id)]).toEqual(found);
});
