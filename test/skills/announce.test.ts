/** The announce skill: which rooms hear a message, in which words, and what the asking room is told. */
import type { Messages } from "hearsay";
import { describe, expect, it } from "vitest";
import de from "../../skills/announce/de.json" with { type: "json" };
import en from "../../skills/announce/en.json" with { type: "json" };
import announce from "../../skills/announce/index.ts";
import type { TestHouse } from "../kit/house-for.ts";
import { openHome } from "./home.ts";

const rooms = {
  kitchen: { name: "kitchen" },
  bedroom: { name: "bedroom" },
  den: { name: "reading nook", area: "living_room" },
  garage: { name: "garage", online: false },
};
const open = (language: "en" | "de", site = "office"): Promise<TestHouse> =>
  openHome(announce, { en, de }, language, { site, rooms, state: { name: site } });

const announced = ({ text, sites = [] }: Messages["announce/start"]): string[] =>
  sites.map((site) => `${site}: ${text}`);

async function told(house: TestHouse, sentence: string) {
  const { said, sent } = await house.hear(sentence);
  const heard = sent.flatMap(({ kind, body }) =>
    kind === "announce/start" ? announced(body as Messages["announce/start"]) : [],
  );
  return { heard: heard.sort(), said: said.join(" ") };
}

type Row = readonly [sentence: string, heard: readonly string[], said: string];
const everywhere = (text: string): string[] => [`bedroom: ${text}`, `den: ${text}`, `kitchen: ${text}`];

describe("English", () =>
  it.each<Row>([
    [
      "tell the kitchen dinner is ready",
      ["kitchen: Message from the office: dinner is ready."],
      "I said it in the kitchen.",
    ],
    [
      "tell everyone in the kitchen that dinner is ready",
      ["kitchen: Message from the office: dinner is ready."],
      "I said it in the kitchen.",
    ],
    [
      "say good night in the bedroom",
      ["bedroom: Message from the office: good night."],
      "I said it in the bedroom.",
    ],
    [
      "tell the kitchen and the bedroom that we are leaving",
      [
        "bedroom: Message from the office: we are leaving.",
        "kitchen: Message from the office: we are leaving.",
      ],
      "I said it in the kitchen and bedroom.",
    ],
    [
      "tell the reading nook to come here",
      ["den: Message from the office: come here."],
      "I said it in the reading nook.",
    ],
    [
      "tell upstairs that dinner is ready",
      ["bedroom: Message from the office: dinner is ready."],
      "I said it in the bedroom.",
    ],
    [
      "announce that dinner is ready",
      everywhere("From the office: dinner is ready."),
      "I said it in the kitchen, bedroom, and reading nook. I can't be heard in the garage at the moment.",
    ],
    ["tell the garage dinner is ready", [], "I can't be heard in the garage at the moment."],
    ["tell the bathroom dinner is ready", [], "There is nothing in the bathroom that I could speak with."],
    ["tell the attic that dinner is ready", [], "I know no room called attic."],
    ["reply I'm coming", [], "Nobody sent a message here in the last minutes."],
  ])("%s", async (sentence, heard, said) => {
    await using house = await open("en");
    expect(await told(house, sentence)).toEqual({ heard, said });
  }));

describe("German", () =>
  it.each<Row>([
    [
      "Sag der Küche, dass das Essen fertig ist",
      ["kitchen: Office lässt ausrichten, dass das Essen fertig ist."],
      "Das habe ich hier gesagt: kitchen.",
    ],
    [
      "Sag gute Nacht im Schlafzimmer",
      ["bedroom: Nachricht aus dem Raum office: gute Nacht."],
      "Das habe ich hier gesagt: bedroom.",
    ],
    [
      "Durchsage: Das Essen ist fertig!",
      everywhere("Durchsage aus dem Raum office: Das Essen ist fertig."),
      "Das habe ich hier gesagt: kitchen, bedroom und reading nook. Hier kann man mich gerade nicht hören: garage.",
    ],
    ["Sag dem Dachboden, dass ich komme", [], "Ich kenne keinen Raum mit dem Namen Dachboden."],
  ])("%s", async (sentence, heard, said) => {
    await using house = await open("de");
    expect(await told(house, sentence)).toEqual({ heard, said });
  }));

it("carries an answer back to the room that asked, for some minutes", async () => {
  await using house = await open("en");
  // As the skill keeps it when somebody in the kitchen sends a message to this room.
  await house.run("room", { area: "office", message: "are you coming" });
  expect(await told(house, "reply I'm coming")).toEqual({
    heard: ["office: Reply from the office: I'm coming."],
    said: "Said in the office.",
  });
  await house.advance(11 * 60_000);
  expect((await told(house, "reply I'm coming")).said).toBe(
    "Nobody sent a message here in the last minutes.",
  );
});

it("tells where it is quiet at this hour", async () => {
  await using house = await openHome(announce, { en, de }, "en", {
    site: "office",
    rooms,
    state: { name: "office" },
    quiet: ["bedroom"],
  });
  expect(await told(house, "tell the kitchen and the bedroom that we are leaving")).toEqual({
    heard: [
      "kitchen: Message from the office: we are leaving.",
      "bedroom: Message from the office: we are leaving.",
    ].sort(),
    said: "I said it in the kitchen. These are quiet hours in the bedroom, so I did not say it there.",
  });
});

it("is honest where there is no other room", async () => {
  await using house = await openHome(announce, { en, de });
  expect(await told(house, "announce that dinner is ready")).toEqual({
    heard: [],
    said: "There is no other room that I could speak in.",
  });
});
