/** Slots are judged as the reference says: names exactly, values singly or as members and parts of lists. */
import { describe, expect, it } from "vitest";
import type { Facts, Found, Json } from "../../core/language/engine/source.ts";
import type { Combination } from "../../core/language/pack/index.ts";
import { expectedSlots, isRightValue, slotsOf, slotsReason } from "./compare.ts";
import { foundOf, houseOfFacts } from "./made.ts";

describe("values", () => {
  const cases: readonly (readonly [expected: Json, got: Json, right: boolean])[] = [
    [5, 5, true],
    [5, "5", false],
    [0, -0, true],
    ["on", true, false],
    [["a", "b"], "a", true],
    [["a", "b"], "c", false],
    ["a", ["a", "b"], true],
    ["c", ["a", "b"], false],
    [["a", "b"], ["b"], true],
    [["a", "b"], ["b", "c"], false],
    [18.5, 18.5, true],
  ];
  it.each(cases)("%j as %j is %j", (expected, got, right) => {
    expect(isRightValue(expected, got)).toBe(right);
  });
});

const plain: Combination = {
  slots: ["name"],
  contextArea: false,
  nameDomains: [],
  groups: {},
  inferredDomains: [],
  wildcards: [],
};
const house = houseOfFacts({ entities: [{ name: "Bell", domain: "bell" }], here: "Hall" });

describe("slots", () => {
  type Case = readonly [
    what: string,
    expected: Facts,
    got: Facts,
    combination: Partial<Combination>,
    reason: RegExp | undefined,
  ];
  const cases: readonly Case[] = [
    ["alike", { name: "Bell" }, { name: "Bell" }, {}, undefined],
    ["one too few", { name: "Bell", hue: "red" }, { name: "Bell" }, {}, /hue is missing/],
    ["one too many", { name: "Bell" }, { name: "Bell", hue: "red" }, {}, /hue is not wanted/],
    ["another value", { name: "Bell" }, { name: "Drum" }, {}, /name is "Drum", not "Bell"/],
    ["the room of the speaker", {}, { area: "Hall" }, { contextArea: true }, undefined],
    ["another room", {}, { area: "Attic" }, { contextArea: true }, /room that is spoken in/],
    ["no room", {}, {}, { contextArea: true }, /room that is spoken in/],
    ["a room nobody asked for", {}, { area: "Hall" }, {}, /area is not wanted/],
    ["an inferred domain", {}, { domain: "gong" }, { inferredDomains: ["bell", "gong"] }, undefined],
    ["a domain not inferred", {}, { domain: "lamp" }, { inferredDomains: ["bell"] }, /domain is "lamp"/],
    ["no inferred domain", {}, {}, { inferredDomains: ["bell"] }, /domain is missing/],
    ["a name of its domain", { name: "Bell" }, { name: "Bell" }, { nameDomains: ["bell"] }, undefined],
    ["of another", { name: "Bell" }, { name: "Bell" }, { nameDomains: ["gong"] }, /no bell may be named/],
    [
      "of nothing there",
      { name: "Drum" },
      { name: "Drum" },
      { nameDomains: ["bell"] },
      /nothing of that name/,
    ],
  ];
  it.each(cases)("%s", (_, expected, got, part, reason) => {
    const combination = { ...plain, ...part };
    const found: Found = foundOf("Ring", got);
    const said = slotsReason(expectedSlots(expected, combination), slotsOf(found, house, combination), {
      found,
      house,
      combination,
    });
    if (reason === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(reason);
  });
});
