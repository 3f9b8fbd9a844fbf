/** The devices skill with the virtual home: what is understood, what happens in the house, and what is said. */
import type { Bus } from "hearsay";
import { describe, expect, it } from "vitest";
import virtualHome from "../../plugins/virtual-home/index.ts";
import de from "../../skills/devices/de.json" with { type: "json" };
import en from "../../skills/devices/en.json" with { type: "json" };
import devices from "../../skills/devices/index.ts";
import { hostFor } from "../kit/host.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";

const home =
  (language: "en" | "de" = "en") =>
  (bus: Bus): Promise<AsyncDisposable> =>
    hostFor(virtualHome, { language }, { bus });
const open = (options: HouseOptions = {}, language: "en" | "de" = "en"): Promise<TestHouse> =>
  houseFor(devices, { en, de }, { site: "office", language, plugins: [home(language)], ...options });

/** Sends of a turn in short: `office_light on`. */
async function heard(house: TestHouse, sentence: string) {
  const { said, sent } = await house.hear(sentence);
  const commands = sent.flatMap(({ kind, body }) => {
    if (kind !== "device/command") return [];
    const { device, action, values } = body as {
      device: string;
      action: string;
      values: { brightness?: number };
    };
    return [[device, action, values.brightness ?? ""].join(" ").trim()];
  });
  return { said: said.join(" "), commands: commands.sort() };
}

const officeLights = (action: string): string[] => [`office_light ${action}`, `standing_light ${action}`];

const allLights = [
  "bathroom_light",
  "bedroom_light",
  "bedside_lamp",
  "dining_room_light",
  "hallway_light",
  "kitchen_counter_light",
  "kitchen_light",
  "living_room_lamp",
  "living_room_light",
  "office_light",
  "standing_light",
];

describe("English", () => {
  it.each<[string, string[], string]>([
    ["turn on the living room lamp", ["living_room_lamp on"], "The living room lamp is on."],
    ["would you please turn on the living room lamp", ["living_room_lamp on"], "The living room lamp is on."],
    ["turn the standing light in the office on", ["standing_light on"], "The standing light is on."],
    ["turn the standing light in the kitchen on", [], "There is no standing light in the kitchen."],
    ["turn off lights in the office", officeLights("off"), "The office light and standing light are off."],
    [
      "turn off all of the lights in the office",
      officeLights("off"),
      "The office light and standing light are off.",
    ],
    ["turn off dining room", ["dining_room_light off"], "The dining room light is off."],
    ["turn on the lights", officeLights("on"), "The office light and standing light are on."],
    ["turn on the lamp", ["standing_light on"], "The standing light is on."],
    [
      "turn off the kitchen lights",
      ["kitchen_counter_light off", "kitchen_light off"],
      "The kitchen light and counter light are off.",
    ],
    ["set the bedroom light to 30 percent", ["bedroom_light set 30"], "The bedroom light is at 30 percent."],
    ["turn on the bathroom light", ["bathroom_light on"], "The bathroom light is on."],
    ["set the bathroom light to 30 percent", [], "The bathroom light can't do that."],
    ["lower curtains", ["living_room_curtains close"], "Closing the living room curtains."],
    ["unlock the front door", ["front_door unlock"], "The front door is unlocked."],
    ["open the front door", [], "The front door can't do that."],
    ["close the curtains in the bedroom", [], "I know nothing like that in the bedroom."],
    ["is the front door locked", [], "Yes. The front door is locked."],
    ["is the front door unlocked", [], "No. The front door is locked."],
    ["is the living room lamp on", [], "No. The living room lamp is off."],
    ["are the lights on in the kitchen", [], "None is on."],
    ["which lights are off in the kitchen", [], "These are off: kitchen light and counter light."],
    ["is anything unlocked", [], "No. The front door is locked."],
    [
      "set the lights to full brightness",
      ["office_light set 100", "standing_light set 100"],
      "The office light and standing light are at 100 percent.",
    ],
    ["turn on the coffee machine", ["coffee_machine on"], "The coffee machine is on."],
    ["turn on the disco ball", [], "I don't know anything called disco ball here."],
  ])("%s", async (sentence, commands, said) => {
    await using house = await open();
    expect(await heard(house, sentence)).toEqual({ commands, said });
  });
});

describe("German", () => {
  it.each<[string, string[], string]>([
    ["Mach die Wohnzimmerlampe an", ["living_room_lamp on"], "Okay, Wohnzimmerlampe ist an."],
    ["Schalte im Büro das Licht aus", officeLights("off"), "Bürolicht und Stehlampe sind aus."],
    ["Licht an", officeLights("on"), "Bürolicht und Stehlampe sind an."],
    ["Stell die Stehlampe auf 40 Prozent", ["standing_light set 40"], "Stehlampe ist auf 40 Prozent."],
    ["Mach die Vorhänge zu", ["living_room_curtains close"], "Wohnzimmervorhang ist jetzt zu."],
    ["Schließe die Haustür auf", ["front_door unlock"], "Haustür ist aufgeschlossen."],
    ["Mach überall das Licht aus", allLights.map((id) => `${id} off`), "Alle 11 sind aus."],
    ["Schalte die Küchenlampe ein", ["kitchen_light on"], "Okay, Küchenlicht ist an."],
    ["Mach die Lampe an", ["standing_light on"], "Okay, Stehlampe ist an."],
    ["Sind noch Lichter an?", [], "Davon ist nichts an."],
    ["Ist die Haustür abgeschlossen?", [], "Ja. Haustür ist abgeschlossen."],
    ["Mach die Diskokugel an", [], "Ich kenne hier nichts mit dem Namen Diskokugel."],
  ])("%s", async (sentence, commands, said) => {
    await using house = await open({}, "de");
    expect(await heard(house, sentence)).toEqual({ commands, said });
  });
});

it("says how the house is after it was changed", async () => {
  await using house = await open();
  await house.hear("set the standing light to 40 percent");
  expect((await heard(house, "is the standing light on")).said).toBe(
    "Yes. The standing light is on, at 40 percent.",
  );
  expect((await heard(house, "which lights are on")).said).toBe("The standing light is on.");
  await house.hear("turn on the office light");
  expect((await heard(house, "which lights are on")).said).toBe(
    "These are on: office light and standing light.",
  );
});

it("dims from where it is", async () => {
  await using house = await open();
  await house.hear("set the lights to 50 percent");
  expect((await heard(house, "dim the standing light")).commands).toEqual(["standing_light set 25"]);
  expect((await heard(house, "make it brighter")).commands).toEqual([
    "office_light set 75",
    "standing_light set 50",
  ]);
  expect((await heard(house, "dim the standing light")).commands).toEqual(["standing_light set 25"]);
  expect((await heard(house, "dim the standing light by 60 percent")).commands).toEqual([
    "standing_light set 5",
  ]);
});

it("asks for the room where none is known, unless all are meant", async () => {
  await using house = await open({ site: "ask" });
  const { said, commands } = await heard(house, "turn on the lights");
  expect(commands).toEqual([]);
  expect(said).toMatch(/^In which room\? I know some in the living room, kitchen, office/);
  expect((await heard(house, "turn off all the lights")).commands).toHaveLength(11);
});

it("takes the area that the satellite names", async () => {
  await using house = await open({ site: "den", state: { area: "kitchen" } });
  expect((await heard(house, "lights on")).commands).toEqual([
    "kitchen_counter_light on",
    "kitchen_light on",
  ]);
});

it("says so when nobody answers", { timeout: 20_000 }, async () => {
  const listed = async (bus: Bus): Promise<AsyncDisposable> => {
    const lamp = { id: "ghost", name: "ghost lamp", kind: "light", abilities: ["onoff"], exposed: true };
    await bus.publish(
      "devices/listed",
      { source: "gone" },
      { areas: [], floors: [], devices: [lamp], bootId: "b" },
    );
    return { [Symbol.asyncDispose]: () => bus.clear("devices/listed", { source: "gone" }) };
  };
  await using house = await houseFor(devices, { en, de }, { plugins: [listed] });
  expect((await house.hear("turn on the ghost lamp")).said).toEqual(["The ghost lamp did not answer."]);
  expect((await house.hear("is the ghost lamp on")).said).toEqual([
    "I don't know how the ghost lamp is at the moment.",
  ]);
});

it("knows nothing where there is no home", async () => {
  await using house = await houseFor(devices, { en, de });
  expect((await house.hear("turn on the lights")).said).toEqual(["I know nothing like that in this house."]);
});
