/** How the names of devices and areas are found, however they are said. */
import { describe, expect, it } from "vitest";
import { createLanguage } from "../../../core/language/index.ts";
import { skillState } from "./kit.ts";

const device = (id: string, name: string, area?: string, aliases: string[] = [], exposed = true) => ({
  id,
  name,
  kind: "light",
  abilities: [],
  exposed,
  aliases,
  ...(area === undefined ? {} : { area }),
});

const language = createLanguage();
language.setSkill(
  skillState(
    "lights",
    {
      on: { device: { kind: "device" }, area: { kind: "area", optional: true } },
      room: { area: { kind: "area" } },
    },
    {
      en: {
        hear: {
          on: ["turn on {device} [in {area}]", "turn {device} on"],
          room: ["turn on [the] light[s] in {area}", "turn on {area} light[s]"],
        },
      },
      de: { hear: { on: ["schalte {device} [(in|im) {area}] ein"] } },
    },
  ),
);
const rooms = [
  { id: "kitchen", name: "Kitchen", aliases: ["Küche"] },
  { id: "bed", name: "Bedroom", aliases: ["Schlafzimmer"] },
];
language.setPlaces({
  areas: rooms,
  devices: [
    device("lamp-k", "Lamp", "kitchen", ["Stehlampe"]),
    device("lamp-b", "Lamp", "bed"),
    device("standing", "the Standing Light", undefined, ["Wohnzimmer Lampe"]),
    device("two", "Lamp 2"),
    device("lights", "Fairy Lights"),
    device("kl", "Kitchen Light", "kitchen"),
    device("secret", "Secret Door", undefined, [], false),
  ],
});

describe("in English", () => {
  it.each([
    ["turn on the lamp", { device: "lamp-k" }],
    ["turn on lamp", { device: "lamp-k" }],
    ["turn on the lamps", { device: "lamp-k" }],
    ["turn on the lamp in the bedroom", { device: "lamp-b", area: "bed" }],
    ["turn on the lamp in the bed room", { device: "lamp-b", area: "bed" }],
    ["turn my standing light on", { device: "standing" }],
    ["turn on lamp two", { device: "two" }],
    ["turn on the fairy light", { device: "lights" }],
    ["turn on the kitchen light", { device: "kl" }],
    ["turn on the bedroom lights", { area: "bed" }],
    ["turn on the secret door", undefined],
    ["turn on the", undefined],
  ])("%s", (text, slots) => expect(language.match(text, "en")?.slots).toEqual(slots));
});

describe("in German", () => {
  it.each([
    ["Schalte die Stehlampe ein", { device: "lamp-k" }],
    ["Schalte die Stehlampen ein", { device: "lamp-k" }],
    ["schalte die Wohnzimmerlampe ein", { device: "standing" }],
    ["schalte die Wohnzimmer-Lampe ein", { device: "standing" }],
    ["schalte die Steh Lampe in der Küche ein", { device: "lamp-k", area: "kitchen" }],
  ])("%s", (text, slots) => expect(language.match(text, "de")?.slots).toEqual(slots));
});

it("means the thing in the speaker's own room", () => {
  expect(language.match("turn on the lamp", "en", { area: "bed" })?.slots).toEqual({ device: "lamp-b" });
  expect(language.match("turn on the lamp", "en", { area: "attic" })?.slots).toEqual({ device: "lamp-k" });
});

it("an exact name wins over one that differs in its plural", () => {
  const house = createLanguage();
  house.setSkill(
    skillState("s", { on: { device: { kind: "device" } } }, { en: { hear: { on: ["on {device}"] } } }),
  );
  house.setPlaces({ areas: [], devices: [device("one", "Lamp"), device("all", "Lamps")] });
  expect(house.match("on lamps", "en")?.slots).toEqual({ device: "all" });
  expect(house.match("on lamp", "en")?.slots).toEqual({ device: "one" });
});

it("forgets names that are gone", () => {
  const house = createLanguage();
  house.setSkill(
    skillState("s", { on: { device: { kind: "device" } } }, { en: { hear: { on: ["on {device}"] } } }),
  );
  house.setPlaces({ areas: [], devices: [device("one", "Lamp")] });
  expect(house.match("on lamp", "en")).toBeDefined();
  house.setPlaces({ areas: [], devices: [] });
  expect(house.match("on lamp", "en")).toBeUndefined();
});
