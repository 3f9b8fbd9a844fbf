/** What language packs ask for, done in the virtual home and answered in the words of a pack made for this. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import virtualHome from "../../plugins/virtual-home/index.ts";
import assistGerman from "../../skills/assist/de.json" with { type: "json" };
import assistEnglish from "../../skills/assist/en.json" with { type: "json" };
import assist from "../../skills/assist/index.ts";
import { rounded } from "../../skills/assist/timers.ts";
import listEnglish from "../../skills/list/en.json" with { type: "json" };
import list from "../../skills/list/index.ts";
import { hostFor } from "../kit/host.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { pack } from "./assist-pack.ts";
import { heard } from "./home.ts";
import { minute } from "./talk.ts";

const lamp = (id: string, name: string, area: string) => ({
  id,
  name,
  kind: "light",
  area,
  abilities: ["onoff", "brightness", "color", "colortemp"],
});
const flat = {
  language: "en" as const,
  floors: [{ id: "up", name: "supre" }],
  areas: [
    { id: "office", name: "oficejo" },
    { id: "bath", name: "banejo", floor: "up" },
  ],
  devices: [
    lamp("desk", "tablo", "office"),
    lamp("ceiling", "plafono", "office"),
    lamp("mirror", "spegulo", "bath"),
    { id: "door", name: "pordo", kind: "lock", area: "office", abilities: ["lock"] },
    {
      id: "blind",
      name: "kurteno",
      kind: "cover",
      class: "blind",
      area: "office",
      abilities: ["openclose", "position"],
    },
    { id: "pane", name: "fenestro", kind: "binary_sensor", class: "window", area: "bath", abilities: [] },
    { id: "fan", name: "ventolo", kind: "fan", area: "office", abilities: ["onoff", "speed"] },
    { id: "heater", name: "hejtilo", kind: "climate", area: "office", abilities: ["onoff", "temperature"] },
    { id: "thermometer", name: "termo", kind: "sensor", class: "temperature", area: "bath", abilities: [] },
    { id: "robot", name: "roboto", kind: "vacuum", area: "bath", abilities: ["clean"] },
    {
      id: "radio",
      name: "radio",
      kind: "media_player",
      area: "office",
      abilities: ["media", "volume", "onoff"],
    },
    { id: "scene", name: "sceno", kind: "scene", abilities: ["activate"] },
  ],
};

const words = { en: assistEnglish, de: assistGerman };
const options: HouseOptions = {
  language: "eo",
  site: "office",
  packs: [pack],
  plugins: [(bus) => hostFor(virtualHome, flat, { bus })],
};
type Saying = readonly [sentence: string, commands: readonly string[], said: string];

describe("devices, in this order", () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await houseFor(assist, words, options);
  });
  afterAll(() => house[Symbol.asyncDispose]());
  it.each<Saying>([
    ["on tablo", ["desk on"], "tablo ŝaltita"],
    ["how tablo", [], "tablo: lumas"],
    ["is tablo lit", [], "jes"],
    ["off tablo", ["desk off"], "malŝaltita"],
    ["is tablo lit", [], "ne"],
    ["on lights", ["ceiling on", "desk on"], "oficejo ŝaltita"],
    ["on lights banejo", ["mirror on"], "banejo ŝaltita"],
    ["off lights supre", ["mirror off"], "malŝaltita"],
    ["which lights lit", [], "plafono, tablo"],
    ["how many lights lit", [], "2 el 3"],
    ["on fans banejo", [], "neniu fan en banejo"],
    ["open shades oficejo", ["blind open"], "oficejo ŝaltita"],
    ["is kurteno open", [], "jes"],
    ["place kurteno 30", ["blind set position=30"], "Done."],
    ["windows open", [], ""],
    ["off pordo", ["door unlock"], "malŝaltita"],
    ["is pordo locked", [], "ne"],
    ["on pordo", ["door lock"], "pordo ŝaltita"],
    ["on sceno", ["scene activate"], "sceno ŝaltita"],
    ["off sceno", [], "ne eblas"],
    ["light tablo 40", ["desk set brightness=40"], "All right."],
    ["paint tablo ruĝa", ["desk set color=red"], "Done."],
    ["warm tablo 2700", ["desk set kelvin=2700"], "All right."],
    ["light pordo 40", [], "ne eblas"],
    ["blow ventolo 60", ["fan set speed=60"], "Done."],
    ["heat 22", ["heater set temperature=22"], "All right."],
    ["heat 22 banejo", [], "neniu climate en banejo"],
    ["warmth", [], "19.5 gradoj"],
    ["warmth banejo", [], "12.5 gradoj"],
    ["clean", ["robot start"], "Done."],
    ["clean oficejo", ["robot start area=office"], "All right."],
    ["home", ["robot dock"], "Done."],
    ["play muziko", ["radio play query=muziko"], "All right."],
    ["loud 20", ["radio set volume=20"], "Done."],
    ["louder", ["radio set volume=30"], "All right."],
    ["mute", ["radio mute"], "Done."],
    ["next", ["radio next"], "All right."],
    // Its answer cannot be made.
    ["pause", ["radio pause"], "Done."],
    ["resume", ["radio play"], "All right."],
    ["time", [], "12:00"],
    ["date", [], "2026-11-20"],
    ["nothing", [], ""],
    ["tell saluton", [], "There is no other room that could hear it."],
  ])("%s", async (sentence, commands, said) => {
    expect(await heard(house, sentence)).toEqual({ commands, said });
  });
});

it("does nothing with a device that nobody answers for, and says so", async () => {
  await using house = await houseFor(assist, words, { ...options, plugins: [] });
  expect(await house.run("HassTurnOn", { name: "gone" })).toMatchObject({
    outcome: "done",
    said: ["I know no such thing here."],
  });
});

it("tells all other rooms", async () => {
  await using house = await houseFor(assist, words, {
    ...options,
    rooms: { bath: {}, attic: { online: false } },
  });
  const { sent } = await house.hear("tell saluton al vi");
  expect(sent).toMatchObject([
    { kind: "reply/say", where: { site: "bath" }, body: { text: "saluton al vi", language: "eo" } },
  ]);
});

describe("timers", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["rings with its name", ["timer 5 teo", "+5"], ["Done.", "teo"]],
    ["rings with its length", ["timer 5", "+5"], ["Done.", "5 minutoj"]],
    ["is told of", ["timer 5 teo", "+2", "left"], ["Done.", "teo 3/5 True;"]],
    ["has more time", ["timer 5", "more 10", "left"], ["Done.", "All right.", " 15/15 True;"]],
    [
      "has less time",
      ["timer 5 teo", "timer 9", "less 2 teo", "left"],
      ["Done.", "All right.", "Done.", "teo 3/3 True; 9/9 True;"],
    ],
    [
      "is paused",
      ["timer 5 teo", "halt teo", "+3", "left", "unhalt teo", "left"],
      ["Done.", "All right.", "teo 5/5 False;", "Done.", "teo 5/5 True;"],
    ],
    [
      "is cancelled by its length",
      ["timer 5", "timer 6", "cancel 6", "left"],
      ["Done.", "All right.", "Done.", " 5/5 True;"],
    ],
    ["is not there", ["halt teo"], ["neniu tempigilo"]],
    ["is one of several", ["timer 5", "timer 6", "more 1"], ["Done.", "All right.", "kiu tempigilo"]],
    [
      "goes with all others",
      ["timer 5", "timer 6", "cancel all", "left"],
      ["Done.", "All right.", "2 nuligitaj"],
    ],
  ])("one %s", async (_, script, said) => {
    await using house = await houseFor(assist, words, options);
    const all: string[] = [];
    for (const line of script) {
      all.push(
        ...(line.startsWith("+")
          ? await house.advance(Number(line) * minute)
          : (await house.hear(line)).said),
      );
    }
    expect(all.map((one) => one.trim())).toEqual(said.map((one) => one.trim()));
  });

  it("one with a command is not taken", async () => {
    await using house = await houseFor(assist, words, options);
    expect((await house.hear("timer command on tablo")).intent).toBeNull();
  });

  it.each([
    [7, [0, 0, 7]],
    [47, [0, 0, 40]],
    [55, [0, 1, 0]],
    [70, [0, 1, 0]],
    [95, [0, 1, 30]],
    [170, [0, 3, 0]],
    [3599, [1, 0, 0]],
    [3700, [1, 0, 0]],
    [5400, [1, 30, 0]],
    [7000, [2, 0, 0]],
  ])("%i seconds are said in round numbers", (left, said) => {
    expect(rounded(left)).toEqual(said);
  });
});

it("puts things on the shopping list of the house, and ticks them off", async () => {
  await using house = await houseFor(list, { en: listEnglish }, options);
  expect((await house.hear("add lakto")).said).toEqual(["lakto aldonita"]);
  expect((await house.hear("what is on the shopping list", "en")).said.join()).toMatch(/lakto/);
  expect((await house.hear("bought lakto")).outcome).toBe("done");
  expect((await house.hear("what is on the shopping list", "en")).said.join()).not.toMatch(/lakto/);
  expect((await house.hear("bought pano")).said).toEqual(["ne estas pano"]);
});
