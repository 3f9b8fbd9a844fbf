/** Typed sentences of language packs in a whole hub: understood, done in the virtual home, and answered in their language. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Messages } from "../../core/contract/index.ts";
import { askByText } from "../../core/satellite/ask.ts";
import { corpusAbsent, unpackCorpus } from "../kit/corpus.ts";
import { type House, openHouse } from "./house.ts";

const off = Object.fromEntries(
  ["satellite-local", "stt-moonshine", "tts-piper", "tts-kokoro", "tts-flite", "vad-silero"]
    .concat(["wake-openwakeword", "wake-vosk", "intent-embeddings"])
    .map((name) => [name, { enabled: false }]),
);

/** One flat with names in three languages. */
const names = {
  kitchen: ["Kitchen", "cuisine", "keuken", "厨房"],
  bedroom: ["Bedroom", "chambre", "slaapkamer", "卧室"],
  ceiling: ["Kitchen light", "plafonnier", "keukenlamp", "厨房灯"],
  lamp: ["Bedside lamp", "lampe de chevet", "bedlampje", "床头灯"],
  blind: ["Kitchen blind", "store", "keukengordijn", "厨房窗帘"],
  heating: ["Heating", "chauffage", "verwarming", "暖气"],
  door: ["Front door", "porte d'entrée", "voordeur", "前门"],
  radio: ["Radio", "radio", "radio", "收音机"],
} as const;
const named = (id: keyof typeof names) => {
  const [name, ...aliases] = names[id];
  return { id, name, aliases };
};
const flat = {
  areas: [named("kitchen"), named("bedroom")],
  devices: [
    { ...named("ceiling"), kind: "light", area: "kitchen", abilities: ["onoff", "brightness", "color"] },
    { ...named("lamp"), kind: "light", area: "bedroom", abilities: ["onoff", "brightness"] },
    {
      ...named("blind"),
      kind: "cover",
      class: "blind",
      area: "kitchen",
      abilities: ["openclose", "position"],
    },
    { ...named("heating"), kind: "climate", area: "bedroom", abilities: ["temperature", "onoff"] },
    { ...named("door"), kind: "lock", abilities: ["lock"] },
    { ...named("radio"), kind: "media_player", area: "kitchen", abilities: ["onoff", "media", "volume"] },
  ],
};

type Turn = readonly [text: string, changed: Readonly<Record<string, string>>, reply: RegExp | string];

describe.skipIf(corpusAbsent !== undefined)(`language packs (${corpusAbsent ?? "with the corpus"})`, () => {
  let corpus: Awaited<ReturnType<typeof unpackCorpus>>;
  let house: House;
  const devices = new Map<string, Messages["device/changed"]>();
  beforeAll(async () => {
    corpus = await unpackCorpus();
    house = await openHouse({
      overrides: {
        "plugins.use": { ...off, "virtual-home": { enabled: true, options: flat } },
        "language.packs": ["fr", "nl", "zh-CN"],
        "language.packFolder": corpus.folder,
      },
    });
    await house.hub.bus.on("device/changed", {}, ({ where, body }) => void devices.set(where.device, body));
    await house.hub.packsReady();
  }, 120_000);
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
    await corpus?.[Symbol.asyncDispose]();
  });

  const states = () => Object.fromEntries([...devices].map(([id, { state }]) => [id, state]));
  async function say(text: string, language: string) {
    const before = states();
    const { bus } = house.hub;
    const { reply, intent } = await askByText({ bus, site: "kitchen", text, language, speak: false });
    const changed = Object.entries(states()).filter(([id, state]) => before[id] !== state);
    return { reply: reply.text, changed: Object.fromEntries(changed), intent };
  }

  it.each<[string, readonly Turn[]]>([
    [
      "fr",
      [
        ["allume la lumière de la cuisine", { ceiling: "on" }, /./],
        ["allume la lampe de chevet", { lamp: "on" }, "Allumé"],
        ["éteins la lampe de chevet", { lamp: "off" }, "Éteint"],
        ["éteins les lumières de la cuisine", { ceiling: "off" }, /./],
        ["est-ce que le plafonnier est allumé", {}, "Non"],
        ["règle la luminosité de la lampe de chevet à 50 %", { lamp: "on" }, "Luminosité réglée"],
        ["ouvre le store", { blind: "open" }, /./],
        ["déverrouille la porte d'entrée", { door: "unlocked" }, "Déverrouillé"],
        ["mets le chauffage à 21 degrés", {}, /./],
        ["mets un minuteur de cinq minutes", {}, "Minuteur lancé"],
        ["combien de temps reste-t-il sur mon minuteur", {}, /5 minutes/],
        ["annule le minuteur", {}, /./],
        ["quelle heure est-il", {}, /\d/],
        ["quelle est la température dans la chambre", {}, /19[.,]5 degrés/],
      ],
    ],
    [
      "nl",
      [
        ["zet de keukenlamp aan", { ceiling: "on" }, /./],
        ["doe de lampen in de keuken uit", { ceiling: "off" }, /./],
        ["is de voordeur op slot", {}, /nee/i],
        ["doe de voordeur op slot", { door: "locked" }, /./],
        ["zet een timer voor 10 minuten", {}, /./],
        ["hoe laat is het", {}, /\d/],
      ],
    ],
    [
      "zh-CN",
      [
        ["打开厨房灯", { ceiling: "on" }, /./],
        ["关闭厨房灯", { ceiling: "off" }, /./],
        ["打开厨房的灯", { ceiling: "on" }, /./],
        ["现在几点了", {}, /./],
      ],
    ],
  ])("%s", async (language, turns) => {
    for (const [text, wanted, answer] of turns) {
      const { changed, reply, intent } = await say(text, language);
      const short = { skill: intent?.skill, name: intent?.name };
      expect({ text, ...short, reply, changed }).toEqual({
        text,
        skill: "assist",
        name: short.name,
        reply,
        changed: wanted,
      });
      expect(reply).toMatch(answer);
    }
  });

  it("says in the speaker's language that it did not understand", async () => {
    expect((await say("ouvre la fusée interplanétaire rose", "fr")).reply).toMatch(/^Désolé/);
  });

  it("answers in English as before", async () => {
    const { reply, intent } = await say("turn off the kitchen light", "en");
    expect(intent?.skill).not.toBe("assist");
    expect(reply).toMatch(/off/);
  });
});
