/** The small skills: stop, volume, repeat and help, in English and German. */
import { describe, expect, it } from "vitest";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { shippedSkills } from "./words.ts";

const shipped = new Map((await shippedSkills()).map((one) => [one.name, one]));

function open(name: string, options: HouseOptions = {}): Promise<TestHouse> {
  const one = shipped.get(name);
  if (!one) throw new Error(`There is no skill ${name}.`);
  return houseFor(one.skill, one.words, options);
}

describe("stop", () => {
  it.each([
    ["en", "stop", "stop", ["Okay."]],
    ["en", "that's enough", "stop", ["Okay."]],
    ["en", "be quiet", "stop", ["Okay."]],
    ["en", "never mind", "never", ["Okay."]],
    ["en", "cancel", "never", ["Okay."]],
    ["en", "stop the timer", null, []],
    ["de", "Stopp", "stop", ["Okay."]],
    ["de", "Sei still", "stop", ["Okay."]],
    ["de", "Vergiss es", "never", ["Okay."]],
  ])("%s: %s", async (language, sentence, intent, said) => {
    await using house = await open("stop", { language });
    expect(await house.hear(sentence)).toMatchObject({ intent, said });
  });

  it("silences what rings in its room, and does nothing else", async () => {
    await using house = await open("stop", { site: "bath" });
    expect((await house.hear("stop")).sent).toEqual([
      { kind: "alarm/stop", where: { site: "bath" }, body: {} },
    ]);
    expect((await house.hear("never mind")).sent).toEqual([]);
  });
});

describe("volume", () => {
  it.each<[string, string, number | undefined, string]>([
    ["en", "set the volume to 40 percent", 0.4, "Volume 40 percent."],
    ["en", "set the volume to 4", 0.4, "Volume 40 percent."],
    ["en", "volume 70", 0.7, "Volume 70 percent."],
    ["en", "louder", 0.6, "Volume 60 percent."],
    ["en", "turn it up", 0.6, "Volume 60 percent."],
    ["en", "turn the volume down by 30 percent", 0.2, "Volume 20 percent."],
    ["en", "you are too loud", 0.4, "Volume 40 percent."],
    ["en", "turn it up to the maximum", undefined, ""],
    ["en", "maximum volume", 1, "Volume 100 percent."],
    ["en", "mute", 0, ""],
    ["en", "volume 200", undefined, "100 percent is the most."],
    ["en", "set the volume to 200 percent", undefined, "100 percent is the most."],
    ["en", "how loud are you", undefined, "Volume 50 percent."],
    ["de", "Lauter", 0.6, "Lautstärke 60 Prozent."],
    ["de", "Etwas leiser bitte", 0.4, "Lautstärke 40 Prozent."],
    ["de", "Stell die Lautstärke auf 30 Prozent", 0.3, "Lautstärke 30 Prozent."],
    ["de", "Stumm", 0, ""],
  ])("%s: %s", async (language, sentence, volume, said) => {
    await using house = await open("volume", { language });
    const heard = await house.hear(sentence);
    const set = heard.sent.filter(({ kind }) => kind === "site/configure").map(({ body }) => body);
    expect({ set, said: heard.said.join(" ") }).toEqual({
      set: volume === undefined ? [] : [{ volume }],
      said,
    });
  });

  it("gives back after a mute what was there before", async () => {
    await using house = await open("volume", { state: { volume: 0.3 } });
    await house.hear("mute");
    await house.hear("mute");
    expect((await house.hear("unmute")).said).toEqual(["Volume 30 percent."]);
  });

  it("says so where there is no loudspeaker, and where it cannot be louder", async () => {
    await using silent = await open("volume", { state: { speaker: false } });
    const none = "There is no loudspeaker here that I could turn up or down.";
    for (const sentence of ["louder", "volume up", "mute", "volume 200", "maximum volume"]) {
      expect(await silent.hear(sentence)).toMatchObject({ said: [none], sent: [] });
    }
    await using deaf = await open("volume", { state: { speaker: false, volume: 1 } });
    expect(await deaf.hear("volume up")).toMatchObject({ said: [none], sent: [] });
    await using loud = await open("volume", { state: { volume: 1 } });
    expect(await loud.hear("louder")).toMatchObject({ said: ["That's as loud as I can be."], sent: [] });
  });
});

describe("repeat", () => {
  it.each([
    ["en", "say that again"],
    ["en", "what did you say?"],
    ["en", "pardon"],
    ["de", "Sag das noch mal"],
    ["de", "Wie bitte?"],
  ])("%s: %s", async (language, sentence) => {
    await using house = await open("repeat", { language, lastReply: "It's {noon}." });
    expect((await house.hear(sentence)).said).toEqual(["It's {noon}."]);
  });

  it("says so when nothing was said yet", async () => {
    await using house = await open("repeat");
    expect((await house.hear("say that again")).said).toEqual(["I haven't said anything yet."]);
  });
});

describe("help", () => {
  const others = [...shipped.values()].filter(
    ({ name }) => name === "clock" || name === "timer" || name === "stop",
  );

  it("says examples of the skills that are there, others the next time", async () => {
    await using house = await open("help", { others });
    expect((await house.hear("what can you do")).said).toEqual([
      "You can say, for example: What time is it, Stop, and Set a timer for ten minutes.",
    ]);
    expect((await house.hear("help")).said).toEqual([
      "Try one of these: Never mind, Set a pasta timer for eight minutes, and What's the date.",
    ]);
  });

  it("says the examples of one thing", async () => {
    await using house = await open("help", { others });
    expect((await house.hear("help me with timers")).said[0]).toMatch(
      /^You can say: Set a timer for ten minutes, /,
    );
    expect((await house.hear("help me with submarines")).said[0]).toMatch(
      /^I can't do anything with submarines/,
    );
  });

  it("leaves out what the persona may not do", async () => {
    await using house = await open("help", { others });
    const persona = {
      name: "house",
      called: "house",
      about: "",
      languages: ["en"],
      wakeWords: [],
      stt: [],
      tts: [],
      think: [],
      tools: [],
    };
    const skills = { deny: ["timer", "stop"] };
    const body = { ...persona, skills, patience: "normal" as const, bootId: "b" };
    await house.bus.publish("persona/state", { persona: "house" }, body);
    expect((await house.hear("help")).said).toEqual(["You can say, for example: What time is it."]);
  });

  it("says so when there is nothing", async () => {
    await using house = await open("help", { language: "de" });
    expect((await house.hear("Was kannst du?")).said[0]).toMatch(/^Im Moment sind keine Fähigkeiten geladen/);
  });
});
