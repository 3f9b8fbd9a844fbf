/** What a turn does, from the first sound to the end of its answer. */
import { describe, expect, it, vi } from "vitest";
import { breaks, failing, hears, loudness, openStage, type Stage, tone, wakes } from "./stage.ts";

const ended = (stage: Stage) => stage.next("turn/finished");
async function spoken(stage: Stage, site = "kitchen"): Promise<void> {
  const room = await stage.room(site);
  await stage.bus.publish("listen/start", { site }, { reason: "remote", stream: room.stream });
  await room.open();
  await room.speak(8, true);
  await room.speak(12, false);
}

describe("a turn", () => {
  it("goes from speech to a spoken answer, and every message of it carries its id", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    await stage.offer("tts", "tts", tone);
    await spoken(stage);
    const { turn, body } = await ended(stage);
    expect(body.outcome).toBe("done");
    expect(Object.keys(body.timing).sort()).toEqual(["action", "endpoint", "firstSound", "match", "stt"]);
    const kinds = stage.said.filter((message) => message.turn === turn).map(({ kind }) => kind);
    const order = [
      "turn/started",
      "speech/ended",
      "transcript/final",
      "intent/matched",
      "reply/started",
      "reply/finished",
    ];
    expect(kinds.filter((kind) => order.includes(kind))).toEqual(order);
    expect(kinds).toContain("skill/finished");
    expect(kinds.at(-1)).toBe("turn/finished");
  });

  it("answers typed words without listening", async () => {
    await using stage = await openStage();
    const { turn } = await stage.bus.ask(
      "utterance/handle",
      { site: "desk" },
      { text: "Turn on the lamp to five." },
    );
    const { body } = await stage.next("intent/matched", (message) => message.turn === turn);
    expect(body).toMatchObject({ skill: "lamp", intent: "on", slots: { level: 5 } });
    expect((await stage.next("reply/finished")).body.text).toBe("The lamp is on.");
  });

  it("says honestly that it does not know", async () => {
    await using stage = await openStage();
    await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "juggle three oranges" });
    expect((await stage.next("intent/missed")).body.reason).toBe("unknown");
    expect((await stage.next("reply/finished")).body.text).toMatch(/don't know|can't do/);
    expect((await ended(stage)).body.outcome).toBe("missed");
  });

  it.each<[string, string | undefined]>([
    ["fr", "LANGUAGE_UNSPOKEN"],
    ["pt-BR", "LANGUAGE_UNSPOKEN"],
    ["en", undefined],
    ["en-GB", undefined],
  ])("that is not understood in %s says what to set where nothing speaks it", async (language, code) => {
    await using stage = await openStage();
    await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "jongle avec trois", language });
    const { outcome, problem } = (await ended(stage)).body;
    expect(outcome).toBe("missed");
    expect(problem?.code).toBe(code);
    if (code !== undefined) expect(problem?.remedy).toContain(`Add "${language}" to language.packs`);
  });

  it("ends quietly when nobody speaks", async () => {
    await using stage = await openStage({ noSpeech: 800 });
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    const room = await stage.room("kitchen");
    await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
    await room.speak(14, false);
    expect((await ended(stage)).body.outcome).toBe("missed");
    expect(stage.said.some(({ kind }) => kind === "reply/finished")).toBe(false);
  });

  it("asks back when speech held no words, and decodes them twice before that", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears(""));
    await spoken(stage);
    expect((await ended(stage)).body.outcome).toBe("missed");
    expect((await stage.next("reply/finished")).body.text).toBe("Sorry, I didn't catch that.");
    expect(stage.said.filter(({ kind }) => kind === "transcript/partial")).toHaveLength(2);
  });

  it("goes on listening after a cough", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears(""));
    const room = await stage.room("kitchen");
    await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
    await room.open();
    await room.speak(2, true);
    await room.speak(30, false);
    expect((await ended(stage)).body.outcome).toBe("missed");
    expect((await stage.next("speech/ended")).body.rule).toBe("none");
    expect(stage.said.some(({ kind }) => kind === "reply/finished")).toBe(false);
  });

  it("cuts a skill off at its deadline and apologises", async () => {
    await using stage = await openStage();
    await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "wait for ever" });
    const { body } = await ended(stage);
    expect(body).toMatchObject({ outcome: "failed", problem: { code: "SKILL_TIMEOUT" } });
    expect(stage.said.find(({ kind }) => kind === "reply/finished")?.body).toMatchObject({
      text: "Sorry, that took too long.",
    });
  });
});

describe("when a provider fails", () => {
  it("the next recogniser gets the whole utterance", async () => {
    await using stage = await openStage({ prefer: ["broken", "good"] });
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "broken", breaks);
    await stage.offer("stt", "good", hears("turn on the lamp"));
    await spoken(stage);
    expect((await stage.next("transcript/final")).body).toMatchObject({
      text: "turn on the lamp",
      provider: "good",
    });
    expect((await ended(stage)).body.outcome).toBe("done");
  });

  it("the next voice says the same words", async () => {
    await using stage = await openStage({ prefer: ["mute", "tone"] });
    const mute = { ...tone, speak: failing };
    await stage.offer("tts", "mute", mute);
    await stage.offer("tts", "tone", tone);
    await stage.room("desk");
    await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "turn on the lamp" });
    expect((await stage.next("reply/finished")).body).toMatchObject({
      cut: "none",
      heard: "The lamp is on.",
      seconds: 1,
    });
  });

  it("a recogniser that comes back in time saves the turn", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    const first = await stage.offer("stt", "stt", hears("turn on the lamp"));
    const room = await stage.room("kitchen");
    await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "remote", stream: room.stream });
    await room.open();
    await room.speak(4, true);
    await first.gone();
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    await room.speak(4, true);
    await room.speak(12, false);
    expect((await ended(stage)).body.outcome).toBe("done");
  });
});

describe("a room", () => {
  it("listens after its wake word, and takes the word off the front", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("Jarvis, turn on the lamp"));
    await stage.offer("wake", "wake", wakes("hey jarvis"));
    const room = await stage.room("kitchen");
    await room.speak(10, false);
    await room.speak(6, true);
    await room.speak(12, false);
    expect((await stage.next("transcript/final")).body.text).toBe("turn on the lamp");
    expect((await stage.next("turn/started")).body.reason).toBe("wake");
  });

  it("says what comes from outside a turn", async () => {
    await using stage = await openStage();
    await stage.offer("tts", "tts", tone);
    await stage.room("hall");
    await stage.bus.publish("reply/say", { site: "hall" }, { text: "The door is open." });
    expect((await stage.next("reply/finished")).body).toMatchObject({
      heard: "The door is open.",
      cut: "none",
    });
  });

  it("stops speaking when something newer is asked", async () => {
    await using stage = await openStage();
    await stage.offer("tts", "tts", tone);
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    const room = await stage.room("hall");
    await stage.bus.publish(
      "reply/say",
      { site: "hall" },
      { text: "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten." },
    );
    await stage.next("session/state", ({ body }) => body.phase === "speaking");
    await stage.bus.publish("listen/start", { site: "hall" }, { reason: "button" });
    expect((await stage.next("reply/finished")).body.cut).toBe("stop");
    await vi.waitFor(() => expect(room.flushes()).toBeGreaterThan(0));
  });
});

describe("an alarm", () => {
  const alarm = (site: string) =>
    ({
      id: "a1",
      name: "egg",
      kind: "timer",
      at: 0,
      site,
      skill: "lamp",
      language: "en",
      data: {},
      phase: "ringing",
    }) as const;
  it.each([
    ["rings in its own room", "kitchen", "kitchen"],
    ["rings in any room when its own is no more", "attic", "hall"],
  ])("%s", async (_what, site, heardIn) => {
    await using stage = await openStage();
    await stage.offer("tts", "tts", tone);
    await stage.room("kitchen");
    await stage.room("hall");
    expect(await stage.dialog.ring(alarm(site), new AbortController().signal)).toBe("heard");
    expect((await stage.next("reply/finished")).where.site).toBe(heardIn);
  });

  it("does not ring where somebody only passes by with a question", async () => {
    await using stage = await openStage();
    await stage.offer("tts", "tts", tone);
    await stage.room("cli-1", true);
    for (const site of ["attic", "cli-1"]) {
      expect(await stage.dialog.ring(alarm(site), new AbortController().signal)).toBe("failed");
    }
  });

  it("has failed to ring while nobody can hear it", async () => {
    await using stage = await openStage();
    expect(await stage.dialog.ring(alarm("attic"), new AbortController().signal)).toBe("failed");
  });
});
