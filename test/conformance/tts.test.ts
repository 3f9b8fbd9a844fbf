/** The suite for voices on two that only beep: one keeps every rule but words, one breaks what it can. */
import type { SpeechPiece, TextToSpeech } from "hearsay";
import { describe, it } from "vitest";
import { describeSuite, expectBroken } from "./suite.ts";
import { ttsChecks } from "./tts.ts";
import { understoodChecks } from "./understood.ts";

const rate = 16_000;
const voices = [{ name: "beep", language: "en-US" }];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function beep(words: number, speed: number, level = 8_000): Int16Array {
  const samples = new Int16Array((words * 0.35 * rate) / speed);
  const wave = (index: number): number => level * Math.sin((index * 2 * Math.PI * 440) / rate);
  return samples.map((_, index) => Math.max(-32_768, Math.min(32_767, wave(index))));
}

const wordsIn = (text: string): number => text.match(/[A-Za-z]+/g)?.length ?? 0;

/** Resolves when the signal aborts; never otherwise. */
const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });

const good: TextToSpeech = {
  languages: ["en"],
  voices,
  async *speak(text, { signal, speed }) {
    const items = text[Symbol.asyncIterator]();
    const end = aborted(signal);
    while (!signal.aborted) {
      const item = await Promise.race([items.next(), end]);
      if (!item || item.done || signal.aborted) return;
      for (const sentence of item.value.split(/(?<=[.!?])\s+/).filter(wordsIn)) {
        await pause(20);
        yield { samples: beep(wordsIn(sentence), speed), rate, text: sentence };
      }
    }
  },
};

/** Hears everything before it speaks, blocks, marks nothing, minds neither speed nor signal, beeps at silence. */
const broken: TextToSpeech = {
  languages: ["de"],
  voices: [...voices, ...voices],
  async *speak(text, { voice }) {
    const items: string[] = [];
    for await (const item of text) items.push(item);
    const pieces: SpeechPiece[] = [];
    for (const item of items.reverse()) {
      const samples = new Int16Array(rate * 0.5 + beep(wordsIn(item), 1, 60_000).length);
      samples.set(beep(wordsIn(item), 1, 60_000), rate * 0.5);
      pieces.push({ samples, rate: voice === undefined ? rate - pieces.length : rate / 2 });
    }
    yield* pieces;
  },
};

describeSuite("a voice that beeps", () => good, ttsChecks);

describe("a broken voice", () => {
  it("fails every check that it breaks", async () => {
    await expectBroken(
      () => broken,
      ttsChecks,
      [
        "names its voices, each in a language it claims",
        "gives mono 16-bit samples at one rate of 8 to 48 kHz",
        "is loud enough and does not clip",
        "is shorter at twice the speed",
        "speaks an unknown voice as its default one",
        "begins with sound, not with silence",
        "speaks the items in order, each with its words and its own sound",
        "speaks an item before the next one comes",
        "says nothing when there is nothing to say",
        "cuts long text into pieces and leaves nothing out",
        "ends soon when it is cancelled",
        "ends when it is cancelled while it waits for text",
        "says nothing when it was cancelled before",
        "keeps several jobs apart",
        "leaves the event loop free while it computes",
      ],
      1_000,
    );
  });

  it("fails the checks of length when it says nothing", async () => {
    const mute: TextToSpeech = { ...good, async *speak() {} };
    await expectBroken(() => mute, ttsChecks, [
      "takes about as long as a person would",
      "survives strange text and speaks on",
      "speaks on after a job that nobody listened to the end of",
    ]);
  });

  it("is not understood", async () => {
    const deaf = understoodChecks(async () => "a beep");
    await expectBroken(
      () => good,
      deaf,
      deaf.map(({ name }) => name),
    );
  });
});
