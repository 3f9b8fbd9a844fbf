/** What can be said where an area is meant: areas, floors, and rooms with a satellite that are no area. */
import { expect, it } from "vitest";
import { placesOf } from "../../../core/dialog/lexicon.ts";

const lists = [
  {
    areas: [{ id: "kitchen", name: "Kitchen", aliases: ["galley"] }],
    floors: [{ id: "ground", name: "ground floor" }],
    devices: [],
  },
];

it.each([
  ["a room of another name", { nook: "reading nook" }, ["kitchen", "ground", "nook"]],
  ["a room that is an area by its name", { sat1: "kitchen" }, ["kitchen", "ground"]],
  ["a room that is an area by its alias", { sat1: "Galley" }, ["kitchen", "ground"]],
  ["a room that is an area by its id", { kitchen: "Cooking" }, ["kitchen", "ground"]],
  ["a room that is called like a floor", { sat1: "Ground Floor" }, ["kitchen", "ground"]],
])("%s", (_name, sites, expected) => {
  const { areas } = placesOf(lists, new Map(Object.entries(sites)));
  expect(areas.map(({ id }) => id)).toEqual(expected);
});
