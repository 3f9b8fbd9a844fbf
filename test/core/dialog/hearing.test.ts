/** What the house can be asked reaches recognisers that learn, and what they mend reaches the turn. */
import { describe, expect, it } from "vitest";
import { defineSkill, type SpeechToText, type Transcript } from "../../../core/contract/index.ts";
import { type GrammarData, openGrammar, plainForm } from "../../../core/contract/voice/index.ts";
import { loudness, openStage, type Stage, tone } from "./stage.ts";

/** Hears all of `heard` in anything. */
const hearing = (heard: Omit<Transcript, "final">, learn?: SpeechToText["learn"]): SpeechToText => ({
  streaming: false,
  languages: ["en"],
  ...(learn ? { learn } : {}),
  async *transcribe(audio) {
    for await (const item of audio) if (item === "flush") yield { ...heard, final: false };
    yield { ...heard, final: true };
  },
});
async function spoken(stage: Stage, stt: SpeechToText): Promise<void> {
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", stt);
  await stage.offer("tts", "tts", tone);
  const room = await stage.room("kitchen");
  await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "remote", stream: room.stream });
  await room.open();
  await room.speak(8, true);
  await room.speak(12, false);
}

const door = {
  skill: defineSkill({
    name: "door",
    about: "Locks the door.",
    intents: { lock: { about: "Lock it.", risk: "high", slots: {}, run: ({ say }) => say("locked") } },
  }),
  words: { en: { hear: { lock: ["lock the front door"] }, say: { locked: ["Locked."] } } },
};

describe("a recogniser that learns", () => {
  it("is told what the house can be asked, and told anew when a skill comes", async () => {
    await using stage = await openStage();
    const lessons: GrammarData[] = [];
    let learnt = Promise.withResolvers<void>();
    const learn = (grammar: GrammarData | undefined): void => {
      if (grammar) lessons.push(grammar);
      learnt.resolve();
    };
    await stage.offer("stt", "stt", hearing({ text: "" }, learn));
    await learnt.promise;
    const knows = (text: string): boolean | undefined => {
      const last = lessons.at(-1);
      return last && openGrammar(last).has(plainForm(text));
    };
    expect(knows("Turn on the lamp, please.")).toBe(true);
    expect(knows("arm the alarm")).toBe(false);
    learnt = Promise.withResolvers<void>();
    await stage.bus.publish(
      "skill/state",
      { skill: "guard" },
      {
        name: "guard",
        about: "",
        instance: "guard.skill.1",
        intents: { arm: { about: "", slots: {} } },
        languages: { en: { hear: { arm: ["arm the alarm"] }, lists: {}, rules: {}, examples: [] } },
        deadline: 1000,
        bootId: stage.bus.bootId,
      },
    );
    await learnt.promise;
    expect(knows("arm the alarm")).toBe(true);
  });
});

describe("what a recogniser heard", () => {
  it("with alternatives is the one that can be asked; both are written down", async () => {
    await using stage = await openStage();
    await spoken(stage, hearing({ text: "turn on the land", alternatives: [{ text: "turn on the lamp" }] }));
    const { body } = await stage.next("transcript/final");
    expect(body).toMatchObject({ text: "turn on the lamp", heard: "turn on the land", by: "grammar" });
    expect((await stage.next("turn/finished")).body.outcome).toBe("done");
  });
  it("and mended itself is done, and written down with the words it came from", async () => {
    await using stage = await openStage();
    await spoken(stage, hearing({ text: "turn on the lamp", heard: "turnip lamp", by: "grammar" }));
    const { body } = await stage.next("transcript/final");
    expect(body).toMatchObject({ text: "turn on the lamp", heard: "turnip lamp", by: "grammar" });
    expect((await stage.next("turn/finished")).body.outcome).toBe("done");
  });
  it("and mended is asked about where a mistake would be grave", async () => {
    await using stage = await openStage({ skills: [door] });
    await spoken(
      stage,
      hearing({ text: "lock the front door", heard: "look the front door", by: "nearest" }),
    );
    expect((await stage.next("turn/finished")).body).toMatchObject({ outcome: "done", expects: "yesNo" });
    expect(stage.said.some(({ kind }) => kind === "intent/matched")).toBe(false);
  });
});

describe("typed words", () => {
  const type = (stage: Stage, text: string) => stage.bus.ask("utterance/handle", { site: "desk" }, { text });

  it("with a slip of the finger are taken for the sentence that they are nearest to", async () => {
    await using stage = await openStage();
    await type(stage, "turn on the lampp");
    expect((await stage.next("intent/matched")).body).toMatchObject({ skill: "lamp", intent: "on" });
  });
  it("are asked about where a mistake would be grave", async () => {
    await using stage = await openStage({ skills: [door] });
    await type(stage, "look the front door");
    expect((await stage.next("turn/finished")).body).toMatchObject({ expects: "yesNo" });
  });
});
