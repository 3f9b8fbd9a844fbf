/** When an utterance is over, and what is done when those who hear it fall silent. */
import { describe, expect, it } from "vitest";
import type { SpeechToText, TextToSpeech, VoiceActivity } from "../../../../core/contract/index.ts";
import { samplesOf } from "../../../../core/contract/index.ts";
import { hears, loudness, openStage, type Stage, tone } from "../stage.ts";

const isLoud = (samples: Int16Array): boolean => samples.some((value) => Math.abs(value) > 1000);
const never = new Promise<never>(() => {});

async function listening(stage: Stage) {
  const room = await stage.room("kitchen");
  await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "remote", stream: room.stream });
  await room.open();
  return room;
}

/** Counts the loud frames; answers a flush only when it is let. */
const counts = (may: Promise<void>): SpeechToText => ({
  streaming: false,
  async *transcribe(audio) {
    let heard = 0;
    for await (const item of audio) {
      if (item === "flush") {
        const text = String(heard);
        await may;
        yield { text, final: false };
      } else if (isLoud(samplesOf(item))) heard++;
    }
    yield { text: String(heard), final: true };
  },
});

describe("an utterance", () => {
  it("is not over when its speaker went on while the words before were looked for", async () => {
    await using stage = await openStage();
    const { promise: may, resolve: let_ } = Promise.withResolvers<void>();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", counts(may));
    await stage.offer("tts", "tts", tone);
    const room = await listening(stage);
    await room.speak(4, true);
    await room.speak(8, false);
    await room.speak(4, true);
    let_();
    await stage.next("transcript/partial");
    await room.speak(4, true);
    expect(stage.said.some(({ kind }) => kind === "speech/ended")).toBe(false);
    await room.speak(12, false);
    expect((await stage.next("transcript/final")).body.text).toBe("12");
  });

  it("that is cut at its limit ended at that moment", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    const room = await listening(stage);
    await room.speak(70, true);
    const { body } = await stage.next("turn/finished");
    expect(stage.said.find(({ kind }) => kind === "speech/ended")?.body).toMatchObject({ rule: "limit" });
    expect(body.timing.endpoint).toBeLessThan(70 * 2);
  });

  it("that is called off was not missed", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    const room = await listening(stage);
    await room.speak(4, true);
    await stage.bus.publish("listen/stop", { site: "kitchen" }, { reason: "cancel" });
    expect((await stage.next("turn/finished")).body.outcome).toBe("cancelled");
    expect(stage.said.some(({ kind }) => kind === "intent/missed")).toBe(false);
  });

  it("is heard from a microphone that began anew", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    const old = await stage.room("kitchen");
    await old.speak(4, false);
    const room = await stage.room("kitchen");
    await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
    await room.open();
    await room.speak(8, true);
    await room.speak(12, false);
    expect((await stage.next("transcript/final")).body.text).toBe("turn on the lamp");
  });
});

describe("how long an utterance is waited for", () => {
  const opened = async (words: string) => {
    const stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears(words));
    return { stage, room: await listening(stage) };
  };

  it("a whole command ends before the ordinary silence has passed", async () => {
    const { stage, room } = await opened("wait for ever");
    await using _ = stage;
    await room.speak(8, true);
    await room.speak(3, false);
    const { body } = await stage.next("speech/ended");
    expect(body.rule).toBe("grammar");
    expect((await stage.next("transcript/final")).body.text).toBe("wait for ever");
  });

  it("one that is only begun is waited for beyond it", async () => {
    const { stage, room } = await opened("turn on the");
    await using _ = stage;
    await room.speak(8, true);
    await room.speak(11, false);
    await stage.next("transcript/partial");
    await room.speak(8, true);
    expect(stage.said.some(({ kind }) => kind === "speech/ended")).toBe(false);
    await room.speak(14, false);
    expect((await stage.next("speech/ended")).body.rule).toBe("silence");
  });

  it("with the fixed silence, words are looked for only after it", async () => {
    const stage = await openStage({ endpointing: "silence" });
    await using _ = stage;
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("wait for ever"));
    const room = await listening(stage);
    await room.speak(8, true);
    await room.speak(3, false);
    await room.speak(8, true);
    expect(stage.said.some(({ kind }) => kind === "transcript/partial")).toBe(false);
    await room.speak(7, false);
    expect((await stage.next("speech/ended")).body.rule).toBe("silence");
    expect((await stage.next("transcript/final")).body.text).toBe("wait for ever");
  });
});

/** Says what it has heard so far with every loud frame: its first words, and all of them after a pause. */
const streaming = (first: string, all: string): SpeechToText => ({
  streaming: true,
  async *transcribe(audio) {
    let text = "";
    let paused = false;
    for await (const item of audio) {
      if (item === "flush") continue;
      const voiced = isLoud(samplesOf(item));
      paused ||= text !== "" && !voiced;
      if (!voiced) continue;
      text = paused ? all : first;
      yield { text, final: false };
    }
    yield { text, final: true };
  },
});

describe("a recogniser that hears as it goes", () => {
  it.each([
    ["is given the command that comes after a pause", "Hey Jarvis", "turn on the lamp"],
    ["is not kept waiting when the command came at once", "Hey Jarvis turn on the lamp", "turn on the lamp"],
  ])("%s", async (_what, first, command) => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", streaming(first, "Hey Jarvis turn on the lamp"));
    const room = await stage.room("kitchen");
    await room.speak(1, false);
    const heardAt = Date.now();
    const wake = { word: "hey jarvis", score: 0.9, level: -20, noise: -50, heardAt, model: "m" };
    await stage.bus.publish("wake/heard", { site: "kitchen" }, { ...wake, stream: room.stream });
    await stage.next("session/state", ({ body }) => body.phase === "listening");
    await room.speak(6, true);
    await room.speak(8, false);
    if (!first.includes(command)) {
      expect(stage.said.some(({ kind }) => kind === "speech/ended")).toBe(false);
      await room.speak(6, true);
      await room.speak(8, false);
    }
    expect((await stage.next("transcript/final")).body.text).toBe(command);
  });
});

describe.concurrent("nobody waits for ever", () => {
  it("for a recogniser that never says its last word: the next one gets the utterance", async () => {
    await using stage = await openStage({ prefer: ["dumb"] });
    const dumb: SpeechToText = {
      streaming: false,
      async *transcribe() {
        await never;
        yield { text: "", final: true };
      },
    };
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "dumb", dumb);
    await stage.offer("stt", "good", hears("turn on the lamp"));
    const room = await listening(stage);
    await room.speak(8, true);
    await room.speak(12, false);
    const { body } = await stage.next("transcript/final");
    expect(body).toMatchObject({ text: "turn on the lamp", provider: "good" });
  });

  it("for a detector that notices nothing", async () => {
    await using stage = await openStage();
    const blind: VoiceActivity = {
      async *watch() {
        await never;
        yield { type: "started", at: 0 };
      },
    };
    await stage.offer("vad", "blind", blind);
    const room = await listening(stage);
    await room.speak(30, true);
    expect((await stage.next("turn/finished")).body.outcome).toBe("missed");
  });

  it("for a satellite that stops sending: what it sent counts", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    const room = await listening(stage);
    await room.speak(8, true);
    expect((await stage.next("transcript/final")).body.text).toBe("turn on the lamp");
    const rule = stage.said.find(({ kind }) => kind === "speech/ended")?.body;
    expect(rule).toMatchObject({ rule: "stop" });
  });

  it("for a voice that begins and falls silent: the next one says it all", async () => {
    await using stage = await openStage({ prefer: ["stuck"] });
    const stuck: TextToSpeech = {
      ...tone,
      async *speak() {
        yield { samples: new Int16Array(1600).fill(2000), rate: 16_000, text: "The" };
        await never;
      },
    };
    await stage.offer("tts", "stuck", stuck);
    await stage.offer("tts", "tone", tone);
    await stage.room("kitchen");
    const sequences: number[] = [];
    await stage.bus.onAudio(
      { site: "kitchen", direction: "out" },
      ({ sequence }) => void sequences.push(sequence),
    );
    await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "turn on the lamp" });
    expect((await stage.next("reply/finished")).body).toMatchObject({
      cut: "none",
      heard: "The lamp is on.",
    });
    expect(sequences).toEqual(sequences.map((_, i) => i));
  });

  it("yet a long clause may take its time", async () => {
    await using stage = await openStage({ prefer: ["slow"] });
    const slow: TextToSpeech = {
      ...tone,
      async *speak(text) {
        for await (const words of text) {
          yield { samples: new Int16Array(14 * 16_000).fill(2000), rate: 16_000, text: words };
        }
      },
    };
    await stage.offer("tts", "slow", slow);
    await stage.room("kitchen");
    await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "turn on the lamp" });
    expect((await stage.next("reply/finished")).body).toMatchObject({ cut: "none", seconds: 14 });
  });
});
