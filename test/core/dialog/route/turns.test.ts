/** Whole turns: several commands, what is remembered, guesses and questions, and what is kept of them. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { failing, hears, loudness, tone } from "../stage.ts";
import { guesser, guesses, openHome, type } from "./home.ts";

describe("several commands", () => {
  it("are done in their order, and answered in one breath", async () => {
    await using stage = await openHome();
    const { reply, matched, finished } = await type(stage, "Turn on the fan and turn off the radio.");
    expect(matched).toEqual(["home/switch on fan by sentences", "home/switch off radio by sentences"]);
    expect(reply).toBe("Okay, fan on. Radio off.");
    expect(finished.outcome).toBe("done");
  });

  it("are all meant by them", async () => {
    await using stage = await openHome();
    await type(stage, "turn on the fan and the radio");
    expect((await type(stage, "turn them off")).matched).toEqual([
      "home/switch off fan by sentences",
      "home/switch off radio by sentences",
    ]);
  });

  it("do not stop at one that fails", async () => {
    await using stage = await openHome();
    const { reply, finished, recent } = await type(stage, "break everything and turn on the fan");
    expect(reply).toBe("Sorry, this did not work: break everything. Fan on.");
    expect(finished).toMatchObject({ outcome: "failed", problem: { code: "SKILL_FAILED" } });
    expect(recent?.parts.map(({ outcome }) => outcome)).toEqual(["failed", "done"]);
  });
});

describe("what was done last", () => {
  it("is what a pronoun means, in its room", async () => {
    await using stage = await openHome();
    await type(stage, "turn on the radio");
    expect((await type(stage, "turn it off", "attic")).matched).toEqual([]);
    expect((await type(stage, "turn it off again")).matched).toEqual(["home/switch off radio by sentences"]);
    expect((await type(stage, "and the fan")).matched).toEqual(["home/switch off fan by sentences"]);
  });
});

const lock = { skill: "home", intent: "lock", sentence: "unlock the door", score: 0.99 };
const fan = { skill: "home", intent: "switch", sentence: "turn on the fan", score: 0.95 };
const tell = { skill: "home", intent: "tell", sentence: "tell me something", score: 0.8 };
const asked = { outcome: "done", expects: "yesNo" };

describe("a guess", () => {
  it.each([
    ["that is sure is done", [fan], ["home/switch on fan by embeddings"], "Okay, fan on."],
    ["that only tells something need only be likely", [tell], ["home/tell by embeddings"], "Something."],
    [
      "that is sure is done alone",
      [fan, { ...tell, score: 0.6 }],
      ["home/switch on fan by embeddings"],
      "Okay, fan on.",
    ],
    ["of high risk is asked about, however sure", [lock], [], "Did you mean: Unlock the door?"],
    ["that is not sure is asked about", [{ ...fan, score: 0.7 }], [], "Did you mean: Turn on the fan?"],
    ["with a rival is asked about", [fan, { ...lock, score: 0.94 }], [], "Did you mean: Turn on the fan?"],
    ["that is far off is none", [{ ...fan, score: 0.4 }], [], /don't know|can't do/],
    ["that no sentence fits is none", [{ ...fan, sentence: "juggle" }], [], /don't know|can't do/],
    [
      "of another intent than its sentence's is none",
      [{ ...fan, intent: "lock" }],
      [],
      /don't know|can't do/,
    ],
  ])("%s", async (_, made, matched, reply) => {
    await using stage = await openHome();
    await stage.offer("intent", "guesser", guesses(...made));
    const told = await type(stage, "some air would be nice");
    expect(told.matched).toEqual(matched);
    expect(told.reply).toMatch(reply);
  });

  it("comes before an intent that only says that nothing fits", async () => {
    await using stage = await openHome();
    expect((await type(stage, "turn on the ventilation")).reply).toBe("I know no such thing.");
    await stage.offer("intent", "guesser", guesses(fan));
    const { reply, recent } = await type(stage, "turn on the ventilation");
    expect(reply).toBe("Okay, fan on.");
    expect(recent?.stages.at(-1)).toMatchObject({
      stage: "guess",
      verdict: "taken",
      text: "turn on the fan",
      candidates: [{ skill: "home", intent: "switch", score: 0.95, sentence: "turn on the fan" }],
    });
    expect(recent?.parts[0]).toMatchObject({ by: "embeddings", sentence: "turn on the fan" });
  });

  it.each([
    ["takes too long", () => sleep(5000).then(() => []), "late"],
    [
      "fails",
      () =>
        failing()
          [Symbol.asyncIterator]()
          .next()
          .then(() => []),
      "failed",
    ],
  ])("that %s costs no answer", async (_, guess, verdict) => {
    await using stage = await openHome();
    await stage.offer("intent", "guesser", guesser(guess));
    const { reply, recent, finished } = await type(stage, "some air would be nice");
    expect(reply).toMatch(/don't know|can't do/);
    expect(finished.outcome).toBe("missed");
    expect(recent?.stages.find(({ stage: name }) => name === "guess")?.verdict).toBe(verdict);
  });
});

describe("a question", () => {
  it.each([
    ["yes", ["home/lock unlock by embeddings"], "Okay, door: unlock."],
    ["Yes, please!", ["home/lock unlock by embeddings"], "Okay, door: unlock."],
    ["no", [], "Okay, I won't do anything."],
    ["Never mind.", [], "Okay, I won't do anything."],
    ["lock the door", ["home/lock lock by sentences"], "Okay, door: lock."],
  ])("is answered by: %s", async (answer, matched, reply) => {
    await using stage = await openHome();
    await stage.offer("intent", "guesser", guesses(lock));
    expect((await type(stage, "let me in")).finished).toMatchObject(asked);
    const told = await type(stage, answer);
    expect(told).toMatchObject({ matched, reply });
    expect(told.finished.outcome).toBe("done");
    expect(told.finished.expects).toBeUndefined();
  });

  it("waits in its own room, and for one turn only", async () => {
    await using stage = await openHome();
    const provider = await stage.offer("intent", "guesser", guesses(lock));
    await type(stage, "let me in");
    await provider.gone();
    expect((await type(stage, "yes", "attic")).finished.outcome).toBe("missed");
    await type(stage, "turn on the fan");
    expect((await type(stage, "yes")).finished.outcome).toBe("missed");
  });

  it("that was spoken opens the ear for its answer", async () => {
    await using stage = await openHome();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("let me in"));
    await stage.offer("tts", "tts", tone);
    await stage.offer("intent", "guesser", guesses(lock));
    const room = await stage.room("kitchen");
    await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
    await room.open();
    await room.speak(8, true);
    await room.speak(12, false);
    expect((await stage.next("turn/finished")).body).toMatchObject(asked);
    expect((await stage.next("turn/started", ({ body }) => body.reason === "followUp")).body.persona).toBe(
      "test",
    );
  });
});

describe("what is kept of a turn", () => {
  it("tells what was heard, how it was understood and what came of it", async () => {
    await using stage = await openHome();
    const { recent } = await type(stage, "turn on the radio");
    expect(recent).toMatchObject({
      reason: "text",
      language: "en",
      text: "turn on the radio",
      outcome: "done",
      reply: "Okay, radio on.",
      parts: [
        { text: "turn on the radio", skill: "home", intent: "switch", by: "sentences", outcome: "done" },
      ],
    });
    expect(recent?.stages.map(({ stage: name, verdict }) => [name, verdict])).toEqual([["whole", "taken"]]);
  });

  it("is the last eight turns of a room, newest first", async () => {
    await using stage = await openHome();
    for (let times = 0; times < 9; times++) await type(stage, `turn ${times % 2 ? "on" : "off"} the radio`);
    const newest = await type(stage, "sing me a song");
    const { body } = await stage.next(
      "turn/recent",
      ({ body: { turns } }) => turns[0]?.turn === newest.recent?.turn,
    );
    expect(body.turns).toHaveLength(8);
    expect(body.turns.map(({ outcome }) => outcome)).toEqual(["missed", ...new Array(7).fill("done")]);
    expect(newest.recent?.stages.map(({ stage: name, verdict }) => `${name} ${verdict}`)).toEqual([
      "again none",
      "whole none",
      "several none",
      "again none",
      "whole none",
      "nearest none",
      "guess absent",
      "whole none",
    ]);
  });
});
