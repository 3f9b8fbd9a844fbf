/** Which devices are meant: by name, room, floor and kind, with exceptions, and in the room where it was said. */
import { expect, it } from "vitest";
import { type DeviceSearch, type DeviceWish, findDevices } from "../../../core/contract/device-find.ts";

const device = (id: string, area: string, kind: string, abilities: string[], more: object = {}) => ({
  id,
  name: id.replaceAll("_", " "),
  area,
  kind,
  abilities,
  exposed: true,
  ...more,
});
const devices = [
  device("sofa_lamp", "lounge", "light", ["onoff"]),
  device("lounge_light", "lounge", "light", ["onoff", "brightness"]),
  device("bed_light", "loft", "light", ["onoff"]),
  device("lounge_curtains", "lounge", "cover", ["openclose"], { class: "curtain" }),
  device("loft_blinds", "loft", "cover", ["openclose"], { class: "blind" }),
  device("gate", "yard", "cover", ["openclose"], { class: "gate" }),
  device("hidden_light", "lounge", "light", ["onoff"], { exposed: false }),
  device("heater_one", "lounge", "switch", ["onoff"], { name: "heater" }),
  device("heater_two", "loft", "switch", ["onoff"], { name: "heater" }),
];
const site = (id: string, area?: string) => ({ id, name: id, ...(area === undefined ? {} : { area }) });

function search(at: string, text = ""): DeviceSearch {
  const here = at === "nook" ? site("nook", "lounge") : site(at);
  const house = {
    devices: () => devices,
    areas: () => [
      { id: "lounge", name: "lounge", aliases: ["parlour"], floor: "ground" },
      { id: "yard", name: "yard", floor: "ground" },
      { id: "loft", name: "loft" },
    ],
    floors: () => [{ id: "ground", name: "ground floor" }],
    site: () => here,
    sites: () => [here, site("nook", "lounge")],
  };
  return { house: house as unknown as DeviceSearch["house"], site: at, text };
}

type Row = readonly [name: string, at: string, wish: DeviceWish, abilities: readonly string[], found: string];

it.each<Row>([
  ["lights of this room", "lounge", { kind: "light" }, ["onoff"], "sofa_lamp lounge_light"],
  ["lights of the satellite's area", "nook", { kind: "light" }, ["onoff"], "sofa_lamp lounge_light"],
  ["those called lamps", "lounge", { kind: "lamp" }, ["onoff"], "sofa_lamp"],
  ["lights that can be dimmed", "lounge", { kind: "light" }, ["brightness"], "lounge_light"],
  ["of another room", "lounge", { area: "loft", kind: "light" }, ["onoff"], "bed_light"],
  [
    "of a room with a satellite",
    "loft",
    { area: "nook", kind: "light" },
    ["onoff"],
    "sofa_lamp lounge_light",
  ],
  ["of a floor", "loft", { area: "ground", kind: "cover" }, ["openclose"], "lounge_curtains"],
  ["a room without a kind", "loft", { area: "lounge" }, ["onoff"], "sofa_lamp lounge_light"],
  ["everywhere", "hall", { kind: "light", scope: "all" }, ["onoff"], "sofa_lamp lounge_light bed_light"],
  ["but not a room", "hall", { kind: "light", notArea: "lounge" }, ["onoff"], "bed_light"],
  ["but not one", "loft", { kind: "light", notDevice: "bed_light" }, ["onoff"], "sofa_lamp lounge_light"],
  ["curtains are no blinds", "loft", { kind: "curtain" }, ["openclose"], "lounge_curtains"],
  ["shutters may be any shade here", "loft", { kind: "shutter" }, ["openclose"], "loft_blinds"],
  ["the only one of a kind", "loft", { kind: "garage" }, ["openclose"], "gate"],
  ["nothing of the kind", "loft", { kind: "fan" }, [], "none"],
  ["nothing there", "loft", { kind: "light", area: "yard" }, ["onoff"], "none-there yard"],
  ["several rooms, and none is here", "hall", { kind: "light" }, ["onoff"], "where lounge,loft"],
  ["by name", "hall", { device: "bed_light" }, ["onoff"], "bed_light"],
  [
    "by name, where it is not",
    "hall",
    { device: "bed_light", area: "lounge" },
    ["onoff"],
    "not-there lounge",
  ],
  ["by name, what it cannot", "hall", { device: "bed_light" }, ["brightness"], "cannot"],
  ["two of one name", "hall", { device: "heater_one" }, ["onoff"], "which lounge,loft"],
  ["two of one name, one here", "loft", { device: "heater_one" }, ["onoff"], "heater_two"],
  ["two of one name, one there", "hall", { device: "heater_one", area: "loft" }, ["onoff"], "heater_two"],
  ["what is gone", "hall", { device: "ghost" }, [], "none"],
  ["what is not exposed", "hall", { device: "hidden_light" }, [], "none"],
])("%s", (_name, at, wish, abilities, expected) => {
  const meant = findDevices(search(at, "turn on the heater"), wish, abilities);
  const found =
    "devices" in meant
      ? meant.devices.map(({ id }) => id).join(" ")
      : [meant.phrase, meant.values.areas ?? meant.values.area].filter(Boolean).join(" ");
  expect(found).toBe(expected);
});

it("takes the plural of a room's light for all of them", () => {
  const meant = findDevices(search("loft", "turn on the lounge lights"), { device: "lounge_light" }, [
    "onoff",
  ]);
  expect("devices" in meant && meant.devices.map(({ id }) => id)).toEqual(["sofa_lamp", "lounge_light"]);
});
