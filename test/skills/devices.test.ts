/** The devices skill with the virtual home: what is understood, what happens in the house, and what is said. */
import type { Bus } from "hearsay";
import { describe, expect, it } from "vitest";
import de from "../../skills/devices/de.json" with { type: "json" };
import en from "../../skills/devices/en.json" with { type: "json" };
import devices from "../../skills/devices/index.ts";
import { houseFor } from "../kit/house-for.ts";
import { answered, heard, openHome, sayings } from "./home.ts";

const officeLights = (action: string): string[] => [`office_light ${action}`, `standing_light ${action}`];
const kitchenLights = (action: string): string[] => [
  `kitchen_counter_light ${action}`,
  `kitchen_light ${action}`,
];
const upperLights = (action: string): string[] => [
  `bathroom_light ${action}`,
  `bedroom_light ${action}`,
  `bedside_lamp ${action}`,
  ...officeLights(action),
];
const groundLights = (action: string): string[] => [
  `dining_room_light ${action}`,
  `hallway_light ${action}`,
  ...kitchenLights(action),
  `living_room_lamp ${action}`,
  `living_room_light ${action}`,
];
const allLights = (action: string): string[] => [...groundLights(action), ...upperLights(action)];
const but = (commands: readonly string[], ...less: readonly string[]): string[] =>
  commands.filter((command) => !less.includes(command));

describe("English", () =>
  sayings(devices, { en, de }, "en", [
    ["turn on the living room lamp", ["living_room_lamp on"], "The living room lamp is on."],
    ["would you please turn on the living room lamp", ["living_room_lamp on"], "Okay, living room lamp on."],
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
    ["turn on the lights here", officeLights("on"), "The office light and standing light are on."],
    ["turn on the lamp", ["standing_light on"], "Okay, standing light on."],
    ["turn off the kitchen lights", kitchenLights("off"), "The kitchen light and counter light are off."],
    ["turn on the lights upstairs", upperLights("on"), "All 5 are on."],
    ["lights off downstairs", groundLights("off"), "All 6 are off."],
    ["switch off all lights on the upper floor", upperLights("off"), "All 5 are off."],
    [
      "turn off all lights except the kitchen",
      but(allLights("off"), ...kitchenLights("off")),
      "All 9 are off.",
    ],
    [
      "turn off every light but the bedside lamp",
      but(allLights("off"), "bedside_lamp off"),
      "All 10 are off.",
    ],
    ["turn off all the lights", allLights("off"), "All 11 are off."],
    [
      "set the bedroom light to 30 percent",
      ["bedroom_light set brightness=30"],
      "The bedroom light is at 30 percent.",
    ],
    [
      "set the office blinds to half",
      ["office_blinds set position=50"],
      "The office blinds is at 50 percent.",
    ],
    ["set the bedroom fan to low", ["bedroom_fan set speed=5"], "The bedroom fan runs at 5 percent."],
    [
      "set the kitchen radio to 20 percent",
      ["kitchen_radio set volume=20"],
      "The kitchen radio is at 20 percent.",
    ],
    [
      "set the bedroom heating to 19",
      ["bedroom_heating set temperature=19"],
      "The bedroom heating is set to 19 degrees.",
    ],
    [
      "turn up the bedroom heating",
      ["bedroom_heating set temperature=20"],
      "The bedroom heating is set to 20 degrees.",
    ],
    ["turn the bedroom fan up", ["bedroom_fan set speed=30"], "The bedroom fan runs at 30 percent."],
    ["turn on the bathroom light", ["bathroom_light on"], "The bathroom light is on."],
    ["set the bathroom light to 30 percent", [], "The bathroom light can't do that."],
    [
      "set the lights to full brightness",
      ["office_light set brightness=100", "standing_light set brightness=100"],
      "The office light and standing light are at 100 percent.",
    ],
    ["turn on the coffee machine", ["coffee_machine on"], "Okay, coffee machine on."],
    ["turn on the tv", ["living_room_tv on"], "The television is on."],
    ["turn off the heating in the bedroom", ["bedroom_heating off"], "Okay, bedroom heating off."],
    ["turn on the robot vacuum", ["robot start"], "The robot vacuum is on its way."],
    ["pause the robot vacuum", ["robot pause"], "The robot vacuum is paused."],
    ["resume the robot vacuum", ["robot start"], "The robot vacuum goes on."],
    ["turn off the robot vacuum", ["robot dock"], "The robot vacuum is going home."],
    ["stop the office blinds", ["office_blinds stop"], "I stopped the office blinds."],
    ["movie night", ["movie_night activate"], "Okay, movie night."],
    ["it's time for movie night", ["movie_night activate"], "Okay, movie night."],
    ["activate movie night", ["movie_night activate"], "Okay, movie night."],
    ["the bedside lamp", [], "What should I do with the bedside lamp?"],
    ["turn on the disco ball", [], "I don't know anything called disco ball here."],
  ]));

describe("German", () =>
  sayings(devices, { en, de }, "de", [
    ["Mach die Wohnzimmerlampe an", ["living_room_lamp on"], "Okay, Wohnzimmerlampe ist an."],
    ["Schalte im Büro das Licht aus", officeLights("off"), "Bürolicht und Stehlampe sind aus."],
    ["Licht an", officeLights("on"), "Bürolicht und Stehlampe sind an."],
    ["Mach hier das Licht aus", officeLights("off"), "Bürolicht und Stehlampe sind aus."],
    ["Mach oben das Licht aus", upperLights("off"), "Alle 5 sind aus."],
    ["Schalt im Erdgeschoss alle Lichter an", groundLights("on"), "Alle 6 sind an."],
    [
      "Mach alle Lichter außer in der Küche aus",
      but(allLights("off"), ...kitchenLights("off")),
      "Alle 9 sind aus.",
    ],
    [
      "Schalte alle Lichter aus bis auf das Küchenlicht",
      but(allLights("off"), "kitchen_light off"),
      "Alle 10 sind aus.",
    ],
    [
      "Stell die Stehlampe auf 40 Prozent",
      ["standing_light set brightness=40"],
      "Stehlampe ist auf 40 Prozent.",
    ],
    [
      "Stell die Bürojalousie auf 30 Prozent",
      ["office_blinds set position=30"],
      "Bürojalousie ist auf 30 Prozent.",
    ],
    [
      "Stell die Schlafzimmerheizung auf 19",
      ["bedroom_heating set temperature=19"],
      "Schlafzimmerheizung steht auf 19 Grad.",
    ],
    [
      "Dreh die Schlafzimmerheizung auf",
      ["bedroom_heating set temperature=20"],
      "Schlafzimmerheizung steht auf 20 Grad.",
    ],
    ["Mach überall das Licht aus", allLights("off"), "Alle 11 sind aus."],
    ["Schalte die Küchenlampe ein", ["kitchen_light on"], "Küchenlicht ist an."],
    ["Mach die Lampe an", ["standing_light on"], "Okay, Stehlampe ist an."],
    ["Schalte den Fernseher ein", ["living_room_tv on"], "Fernseher ist an."],
    ["Halte die Bürojalousie an", ["office_blinds stop"], "Bürojalousie ist angehalten."],
    ["Starte Filmabend", ["movie_night activate"], "Okay, Filmabend."],
    ["Mach die Diskokugel an", [], "Ich kenne hier nichts mit dem Namen Diskokugel."],
  ]));

it("asks for the room where none is known, unless all are meant", async () => {
  await using house = await openHome(devices, { en, de }, "en", { site: "ask" });
  const { said, commands } = await heard(house, "turn on the lights");
  expect(commands).toEqual([]);
  expect(said).toMatch(/^In which room\? I know some in the living room, bedroom, kitchen/);
  expect((await heard(house, "turn off all the lights")).commands).toHaveLength(11);
});

it("sets no scene and sends no robot out where everything is to be on", async () => {
  await using house = await openHome(devices, { en, de }, "en", { site: "ask" });
  const { commands } = await heard(house, "turn on everything");
  expect(commands).toEqual(expect.arrayContaining(["kitchen_light on", "living_room_tv on"]));
  expect(commands.filter((command) => !command.endsWith(" on"))).toEqual([]);
  expect((await heard(house, "turn on the robot vacuum")).commands).toEqual(["robot start"]);
});

it("takes the area that the satellite names", async () => {
  await using house = await openHome(devices, { en, de }, "en", { site: "den", state: { area: "kitchen" } });
  expect((await heard(house, "lights on")).commands).toEqual([
    "kitchen_counter_light on",
    "kitchen_light on",
  ]);
});

it("takes another room by the name of its satellite", async () => {
  const rooms = { nook: { name: "reading nook", area: "kitchen" } };
  await using house = await openHome(devices, { en, de }, "en", { rooms });
  expect((await heard(house, "turn off the lights in the reading nook")).commands).toEqual(
    kitchenLights("off"),
  );
});

const lamp = (id: string, name: string, area?: string) => ({
  id,
  name,
  kind: "light",
  abilities: ["onoff"],
  exposed: true,
  ...(area === undefined ? {} : { area }),
});
/** Devices that are listed by somebody; `obeys`: who answers, and with what. */
const listing =
  (list: readonly ReturnType<typeof lamp>[], obeys?: (device: string) => readonly string[]) =>
  async (bus: Bus): Promise<AsyncDisposable> => {
    const areas = ["attic", "cellar"].map((id) => ({ id, name: id }));
    const body = { areas, floors: [], devices: [...list], bootId: "b" };
    await bus.publish("devices/listed", { source: "test" }, body);
    if (obeys)
      await bus.answer("device/command", {}, ({ body: { device = "" } }) => ({
        changed: [...obeys(device)],
      }));
    return { [Symbol.asyncDispose]: () => bus.clear("devices/listed", { source: "test" }) };
  };

it("asks which of two with one name is meant, and takes the one in the room", async () => {
  const plugins = [
    listing([lamp("a", "reading lamp", "attic"), lamp("c", "reading lamp", "cellar")], (id) => [id]),
  ];
  await using house = await houseFor(devices, { en, de }, { plugins, site: "hall" });
  expect(await heard(house, "turn on the reading lamp")).toEqual({
    commands: [],
    said: "Which reading lamp? There is one in the attic and cellar.",
  });
  expect((await heard(house, "turn on the reading lamp in the cellar")).commands).toEqual(["c on"]);
  await using cellar = await houseFor(devices, { en, de }, { plugins, site: "cellar" });
  expect((await heard(cellar, "turn on the reading lamp")).commands).toEqual(["c on"]);
});

describe("several that fit", () => {
  const two = listing([lamp("a", "reading lamp", "attic"), lamp("c", "reading lamp", "cellar")], (id) => [
    id,
  ]);
  const open = (language: string) =>
    houseFor(devices, { en, de }, { plugins: [two], site: "hall", language });

  it.each([
    ["en", "turn on the reading lamp", "the one in the cellar", ["c on"], "The reading lamp is on."],
    ["en", "turn on the reading lamp", "the first one", ["a on"], "The reading lamp is on."],
    ["en", "turn on the reading lamp", "the green one", [], ""],
    ["en", "turn on the lights", "attic", ["a on"], "The reading lamp is on."],
    ["de", "Schalte reading lamp ein", "im cellar", ["c on"], "Okay, reading lamp ist an."],
    ["de", "Schalte reading lamp ein", "die zweite", ["c on"], "Okay, reading lamp ist an."],
    ["de", "Mach die Lichter an", "attic", ["a on"], "Okay, reading lamp ist an."],
  ])("%s: %s: asks which, and %s answers it", async (language, sentence, answer, commands, said) => {
    await using house = await open(language);
    expect(await house.say(sentence)).toMatchObject({ outcome: "asked", sent: [] });
    expect(house.asked()).toMatchObject({ kind: "choice" });
    expect(await answered(house, answer)).toEqual({ commands, said });
  });

  it("are left alone where nobody says which", async () => {
    await using house = await open("en");
    await house.say("turn on the reading lamp");
    expect(await house.silence()).toMatchObject({ outcome: "done", said: [], sent: [] });
  });
});

it("does not say that is done what nobody confirms", async () => {
  const plugins = [listing([lamp("a", "reading lamp")], () => [])];
  await using house = await houseFor(devices, { en, de }, { plugins });
  expect((await heard(house, "turn on the reading lamp")).said).toBe(
    "That did not work with the reading lamp.",
  );
});

it("says so when nobody answers", { timeout: 20_000 }, async () => {
  await using house = await houseFor(
    devices,
    { en, de },
    { plugins: [listing([lamp("ghost", "ghost lamp")])] },
  );
  expect((await house.hear("turn on the ghost lamp")).said).toEqual(["The ghost lamp does not answer."]);
});

it("knows nothing where there is no home", async () => {
  await using house = await houseFor(devices, { en, de });
  expect((await house.hear("turn on the lights")).said).toEqual(["I know nothing like that in this house."]);
});
