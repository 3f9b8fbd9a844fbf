/** The house of a test answers questions and takes back, as the real one does. */
import { defineSkill, slot } from "hearsay";
import { describe, expect, it } from "vitest";
import { houseFor } from "./house-for.ts";

const done: string[] = [];
const skill = defineSkill({
  name: "tea",
  about: "Makes tea.",
  intents: {
    make: {
      about: "Makes tea, once it knows which.",
      slots: { cups: slot.number() },
      async run({ askChoice, askYesNo, say, undo, slots: { cups } }) {
        const kind = await askChoice("which", [
          { id: "green", names: ["green tea"] },
          { id: "black", names: ["black tea"] },
        ]);
        if (kind === undefined) return;
        undo(async () => void done.push("poured away"));
        const milk = await askYesNo("milk");
        await say("made", { cups, kind, milk: String(milk) });
      },
    },
  },
});
const words = {
  en: {
    hear: { make: ["make {cups} cups"] },
    say: { which: ["Which tea: {names}?"], milk: ["With milk?"], made: ["{cups} {kind}, milk {milk}."] },
  },
};

describe("houseFor", () => {
  it("answers one question after the other", async () => {
    await using house = await houseFor(skill, words);
    expect(await house.say("make two cups")).toMatchObject({
      outcome: "asked",
      said: ["Which tea: green tea and black tea?"],
    });
    expect(house.asked()?.kind).toBe("choice");
    expect((await house.say("the green one")).said).toEqual(["With milk?"]);
    expect(await house.say("yes please")).toMatchObject({ outcome: "done", said: ["2 green, milk true."] });
    expect(house.asked()).toBeUndefined();
  });

  it("asks again where it is no answer, and gives up", async () => {
    await using house = await houseFor(skill, words);
    await house.say("make two cups");
    expect((await house.say("perhaps")).outcome).toBe("asked");
    expect(await house.say("perhaps")).toMatchObject({ outcome: "done", said: [] });
  });

  it.each(["silent", "gone"] as const)("leaves a question without an answer: %s", async (outcome) => {
    await using house = await houseFor(skill, words);
    await house.say("make two cups");
    expect(await house.silence(outcome)).toMatchObject({ outcome: "done", said: [] });
  });

  it("answers nothing to what is only heard", async () => {
    await using house = await houseFor(skill, words);
    expect((await house.hear("make two cups")).said).toEqual(["Which tea: green tea and black tea?"]);
  });

  it("takes back what was done last, once", async () => {
    await using house = await houseFor(skill, words);
    expect(await house.undo()).toBeUndefined();
    for (const said of ["make two cups", "black tea", "no"]) await house.say(said);
    expect((await house.undo())?.outcome).toBe("done");
    expect(done).toEqual(["poured away"]);
    expect(await house.undo()).toBeUndefined();
  });
});
