/** Corrections take back what was done before they do the right thing; "undo that" takes it back alone. */
import { describe, expect, it } from "vitest";
import { defineSkill, slot } from "../../../../core/contract/index.ts";
import { openStage, type Stage } from "../stage.ts";
import { type } from "./home.ts";

/** Boxes with something in them; every change of one is written down. */
function boxes() {
  const deeds: string[] = [];
  const skill = defineSkill({
    name: "boxes",
    about: "Puts things into boxes.",
    intents: {
      put: {
        about: "Puts so many into a box.",
        slots: { count: slot.number(), box: slot.choice() },
        async run({ undo, say, slots: { count, box } }) {
          undo(async () => void deeds.push(`-${count} ${box}`));
          deeds.push(`+${count} ${box}`);
          await say("put", { count, box });
        },
      },
      break: {
        about: "Breaks a box, and cannot mend it.",
        slots: { box: slot.choice() },
        async run({ undo, say, slots: { box } }) {
          undo(async () => {
            throw new Error("It is broken.");
          });
          deeds.push(`!${box}`);
          await say("broke", { box });
        },
      },
      paint: {
        about: "Paints a box for good.",
        slots: { box: slot.choice() },
        run: async ({ say, slots: { box } }) => say("painted", { box }),
      },
      count: { about: "Counts.", risk: "none", slots: {}, run: ({ say }) => say("counted") },
    },
  });
  const words = {
    en: {
      hear: {
        put: ["put {count} into [the] {box} box"],
        break: ["break [the] {box} box"],
        paint: ["paint [the] {box} box"],
        count: ["count them"],
      },
      lists: { box: { red: ["red"], blue: ["blue"] } },
      say: {
        put: ["{count} in {box}."],
        broke: ["{box} is broken."],
        painted: ["{box} is painted."],
        counted: ["Some."],
      },
    },
  };
  return { deeds, skill, words };
}

async function talk(...texts: string[]): Promise<{ deeds: readonly string[]; replies: readonly string[] }> {
  const { deeds, skill, words } = boxes();
  await using stage: Stage = await openStage({ skills: [{ skill, words }] });
  const replies: string[] = [];
  for (const text of texts) replies.push((await type(stage, text)).reply);
  return { deeds, replies };
}

describe("a correction", () => {
  it.each([
    ["of a number", "no, I said fifteen", ["+5 red", "-5 red", "+15 red"], "15 in red."],
    ["of a word", "I meant the blue box", ["+5 red", "-5 red", "+5 blue"], "5 in blue."],
    ["that names what was wrong", "not five, fifteen", ["+5 red", "-5 red", "+15 red"], "15 in red."],
    ["with make that", "make that ten", ["+5 red", "-5 red", "+10 red"], "10 in red."],
  ])("%s takes back the old and does the new", async (_, said, deeds, reply) => {
    const told = await talk("put five into the red box", said);
    expect(told.deeds).toEqual(deeds);
    expect(told.replies.at(-1)).toBe(reply);
  });

  it("of a correction takes back that one alone", async () => {
    const told = await talk("put five into the red box", "no, fifteen", "no, fifty");
    expect(told.deeds).toEqual(["+5 red", "-5 red", "+15 red", "-15 red", "+50 red"]);
  });

  it("reaches behind a question, and not behind another deed", async () => {
    const asked = await talk("put five into the red box", "count them", "no, fifteen");
    expect(asked.deeds).toEqual(["+5 red", "-5 red", "+15 red"]);
    const done = await talk("put five into the red box", "paint the blue box", "no, fifteen");
    expect(done.deeds).toEqual(["+5 red"]);
  });

  it("of one part of a sentence leaves the other", async () => {
    const told = await talk("put five into the red box and put two into the blue box", "no, three");
    expect(told.deeds).toEqual(["+5 red", "+2 blue", "-2 blue", "+3 blue"]);
  });

  it("of what cannot be mended says so, and does the new", async () => {
    const told = await talk("break the red box", "no, the blue box");
    expect(told.deeds).toEqual(["!red", "!blue"]);
    expect(told.replies.at(-1)).toBe("I could not take back what I did before. Blue is broken.");
  });

  it("of what says nothing of taking back does the new", async () => {
    expect((await talk("paint the red box", "no, the blue box")).replies.at(-1)).toBe("Blue is painted.");
  });
});

describe("undo that", () => {
  it("takes back all that was done last, the last first, once", async () => {
    const told = await talk(
      "put five into the red box and put two into the blue box",
      "undo that",
      "undo that",
    );
    expect(told.deeds).toEqual(["+5 red", "+2 blue", "-2 blue", "-5 red"]);
    expect(told.replies.slice(1)).toEqual([
      expect.stringMatching(/took that back|is taken back/),
      "I have not taken anything back. Please say what I should do instead.",
    ]);
  });

  it("does not reach behind the last deed", async () => {
    const told = await talk("put five into the red box", "paint the blue box", "undo that");
    expect(told.deeds).toEqual(["+5 red"]);
    expect(told.replies.at(-1)).toContain("not taken anything back");
  });

  it("reaches behind a question", async () => {
    const told = await talk("put five into the red box", "count them", "undo that", "undo that");
    expect(told.deeds).toEqual(["+5 red", "-5 red"]);
    expect(told.replies.at(-1)).toBe("There is nothing that I could take back.");
  });

  it("says so where nothing was done at all", async () => {
    const { replies } = await talk("undo that", "count them", "undo");
    expect(replies).toEqual([
      "There is nothing that I could take back.",
      "Some.",
      "There is nothing that I could take back.",
    ]);
  });

  it("is known in German", async () => {
    const { deeds, skill, words } = boxes();
    const german = {
      hear: { put: ["tu {count} in die {box} kiste"] },
      say: words.en.say,
      lists: words.en.lists,
    };
    await using stage = await openStage({ skills: [{ skill, words: { ...words, de: german } as never }] });
    for (const text of ["tu 5 in die red kiste", "mach das rückgängig"]) {
      const { turn } = await stage.bus.ask("utterance/handle", { site: "desk" }, { text, language: "de" });
      await stage.next("turn/finished", (message) => message.turn === turn);
    }
    expect(deeds).toEqual(["+5 red", "-5 red"]);
  });
});
