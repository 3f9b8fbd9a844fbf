/** A persona of several languages is heard by an ear that knows them all, and answers in the one it was spoken to in. */
import { describe, expect, it } from "vitest";
import { defineSkill, type SpeechToText } from "../../../core/contract/index.ts";
import { loudness, openStage, type Stage, tone } from "./stage.ts";

const radio = {
  skill: defineSkill({
    name: "radio",
    about: "Plays the radio.",
    intents: { play: { about: "Play it.", slots: {}, run: ({ say }) => say("plays") } },
  }),
  words: {
    en: { hear: { play: ["play the radio"] }, say: { plays: ["The radio plays."] } },
    de: { hear: { play: ["spiel radio"] }, say: { plays: ["Das Radio spielt."] } },
  },
};

/** Hears `text` in anything; keeps what it was asked. */
const ear = (languages: readonly string[], text: string, language?: string) => {
  const asked: { language: string; languages?: readonly string[] }[] = [];
  const stt: SpeechToText = {
    streaming: false,
    languages,
    async *transcribe(audio, facts) {
      asked.push(facts);
      const heard = { text, ...(language === undefined ? {} : { language }) };
      for await (const item of audio) if (item === "flush") yield { ...heard, final: false };
      yield { ...heard, final: true };
    },
  };
  return { stt, asked };
};

async function speak(stage: Stage): Promise<void> {
  await stage.offer("vad", "vad", loudness);
  await stage.offer("tts", "tts", tone);
  const room = await stage.room("kitchen");
  await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "remote", stream: room.stream });
  await room.open();
  await room.speak(8, true);
  await room.speak(12, false);
}

describe("a persona of two languages", () => {
  const persona = { languages: ["en", "de-AT"], stt: [{ plugin: "narrow" }] };

  it("is heard by the ear that knows both, though it prefers another, and answers in kind", async () => {
    await using stage = await openStage({ persona, skills: [radio] });
    const narrow = ear(["en"], "play the radio");
    const wide = ear(["en", "de", "fr"], "spiel radio", "de");
    await stage.offer("stt", "narrow", narrow.stt);
    await stage.offer("stt", "wide", wide.stt);
    await speak(stage);
    expect((await stage.next("transcript/final")).body).toMatchObject({ language: "de", provider: "wide" });
    expect((await stage.next("turn/finished")).body.outcome).toBe("done");
    const clause = await stage.next("reply/clause");
    expect(clause.body).toMatchObject({ text: "Das Radio spielt." });
    expect(wide.asked[0]).toMatchObject({ language: "en", languages: ["de-AT"] });
    expect(narrow.asked).toHaveLength(0);
    expect((await stage.next("turn/recent")).body).toMatchObject({ turns: [{ language: "de-AT" }] });
  });

  it("is heard by an ear for one of them where no other is there", async () => {
    await using stage = await openStage({ persona, skills: [radio] });
    await stage.offer("stt", "narrow", ear(["en"], "play the radio").stt);
    await speak(stage);
    expect((await stage.next("reply/clause")).body).toMatchObject({ text: "The radio plays." });
  });

  it("stays with its language where the words are in one that it does not speak", async () => {
    await using stage = await openStage({ persona, skills: [radio] });
    await stage.offer("stt", "wide", ear([], "play the radio", "nl").stt);
    await speak(stage);
    expect((await stage.next("reply/clause")).body).toMatchObject({ text: "The radio plays." });
  });
});

describe("a persona of one language", () => {
  it("is heard by the ear it prefers, which is asked for that language alone", async () => {
    await using stage = await openStage({ persona: { stt: [{ plugin: "narrow" }] }, skills: [radio] });
    const narrow = ear(["en"], "play the radio");
    await stage.offer("stt", "wide", ear(["en", "de"], "spiel radio", "de").stt);
    await stage.offer("stt", "narrow", narrow.stt);
    await speak(stage);
    expect((await stage.next("transcript/final")).body.provider).toBe("narrow");
    expect(narrow.asked[0]?.languages).toBeUndefined();
  });
});
