/** The same way with a made-up speaker, for machines without the clips of people: wake word, command, answer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByWav } from "../../core/satellite/ask.ts";
import { wordsOf } from "../kit/score.ts";
import { endSpeech, sayWith } from "../kit/speech.ts";
import { type House, openHouse } from "./house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 300_000);
afterAll(async () => {
  await endSpeech();
  await house?.[Symbol.asyncDispose]();
});

describe("a synthetic speaker", () => {
  it.each([
    ["Hey Jarvis, what time is it?", "what time is it", { skill: "clock", name: "time" }],
    [
      "Alexa, switch on the kitchen light.",
      "switch on the kitchen light",
      { skill: "devices", slots: { device: "kitchen_light" } },
    ],
  ])("%s", async (spoken, words, intent) => {
    const { samples, rate } = await sayWith("flite", spoken);
    const answer = await askByWav({ bus: house.hub.bus, site: "lab", samples, rate, wake: true, fast: true });
    expect(wordsOf(answer.transcript ?? "")).toEqual(wordsOf(words));
    expect(answer.intent).toMatchObject(intent);
    expect(answer.reply.seconds).toBeGreaterThan(0.3);
  });

  it("two rooms at once are two independent turns", async () => {
    const ask = async (site: string, text: string) => {
      const { samples, rate } = await sayWith("flite", text);
      return askByWav({ bus: house.hub.bus, site, samples, rate, wake: false, fast: false });
    };
    const [a, b] = await Promise.all([
      ask("east", "What time is it?"),
      ask("west", "Set a timer for ten minutes."),
    ]);
    expect(a.intent).toMatchObject({ skill: "clock" });
    expect(b.intent).toMatchObject({ skill: "timer" });
    expect(a.turn).not.toBe(b.turn);
  });
});
