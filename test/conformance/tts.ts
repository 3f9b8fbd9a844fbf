/** What every voice must do, whatever makes its sound: run it with describeSuite, on a provider of `tts`. */
import type { SpeechPiece, TextToSpeech } from "hearsay";
import { expect } from "vitest";
import { gather, type Spoken, speakAll } from "../kit/spoken.ts";
import type { Check } from "./suite.ts";

/** Short, because some voices need half as long to speak as they speak. */
const sentence = "The kitchen lights are on.";
const sentences = [sentence, "It is half past seven."];

const peakOf = (samples: Int16Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** What a voice says to the first sentence when it is asked for nothing else: several checks look at it. */
const usual = new WeakMap<TextToSpeech, Promise<Spoken>>();
function speakUsual(tts: TextToSpeech): Promise<Spoken> {
  const spoken = usual.get(tts) ?? speakAll(tts, [sentence]);
  usual.set(tts, spoken);
  return spoken;
}

/** Seconds of speech that so many words may take. */
function expectLength({ seconds }: Spoken, words: number): void {
  expect(seconds).toBeGreaterThan(words * 0.1);
  expect(seconds).toBeLessThan(words * 1.2 + 1);
}

const speech: readonly Check<TextToSpeech>[] = [
  {
    name: "names its voices, each in a language it claims",
    async check({ voices, languages = [] }) {
      expect(voices.length).toBeGreaterThan(0);
      expect(new Set(voices.map(({ name }) => name)).size).toBe(voices.length);
      const base = (tag: string): string => new Intl.Locale(tag).language;
      for (const voice of voices) expect(languages.map(base)).toContain(base(voice.language));
    },
  },
  {
    name: "gives mono 16-bit samples at one rate of 8 to 48 kHz",
    async check(tts) {
      const { pieces, rate } = await speakAll(tts, sentences);
      expect(rate).toBeGreaterThanOrEqual(8_000);
      expect(rate).toBeLessThanOrEqual(48_000);
      for (const piece of pieces) {
        expect(piece.samples).toBeInstanceOf(Int16Array);
        expect(piece.rate).toBe(rate);
      }
    },
  },
  {
    name: "is loud enough and does not clip",
    async check(tts) {
      const { samples } = await speakUsual(tts);
      expect(peakOf(samples)).toBeGreaterThan(2_000);
      const clipped = samples.reduce((count, sample) => count + (Math.abs(sample) >= 32_767 ? 1 : 0), 0);
      expect(clipped).toBeLessThan(samples.length / 1000);
    },
  },
  {
    name: "takes about as long as a person would",
    async check(tts) {
      expectLength(await speakUsual(tts), 5);
    },
  },
  {
    name: "is shorter at twice the speed",
    async check(tts) {
      const normal = await speakUsual(tts);
      const quick = await speakAll(tts, [sentence], { speed: 2 });
      expect(quick.seconds).toBeGreaterThan(0.2);
      expect(quick.seconds).toBeLessThan(normal.seconds * 0.8);
    },
  },
  {
    name: "speaks an unknown voice as its default one",
    async check(tts) {
      const normal = await speakUsual(tts);
      const other = await speakAll(tts, [sentence], { voice: "nobody-of-this-name" });
      expect(other.rate).toBe(normal.rate);
      expect(other.seconds).toBeGreaterThan(normal.seconds * 0.7);
      expect(other.seconds).toBeLessThan(normal.seconds * 1.4);
    },
  },
  {
    name: "begins with sound, not with silence",
    async check(tts) {
      const { samples, rate } = await speakUsual(tts);
      const peak = peakOf(samples);
      const first = samples.findIndex((sample) => Math.abs(sample) > peak * 0.05);
      expect(first / rate).toBeLessThan(0.2);
    },
  },
];

const texts: readonly Check<TextToSpeech>[] = [
  {
    name: "speaks the items in order, each with its words and its own sound",
    async check(tts) {
      const { pieces, words } = await speakAll(tts, sentences);
      expect(pieces[0]?.text).toBeDefined();
      expect(words).toBe(sentences.join(" "));
      const marked = pieces.filter(({ text }) => text !== undefined);
      expect(marked.length).toBeGreaterThanOrEqual(sentences.length);
      for (const { samples } of marked) expect(samples.length).toBeGreaterThan(0);
    },
  },
  {
    name: "speaks an item before the next one comes",
    async check(tts) {
      const heard = Promise.withResolvers<void>();
      async function* hesitating(): AsyncGenerator<string> {
        yield sentence;
        await heard.promise;
        yield "It is half past seven.";
      }
      const asked = { language: "en", speed: 1, signal: new AbortController().signal };
      const pieces: SpeechPiece[] = [];
      for await (const piece of tts.speak(hesitating(), asked)) {
        pieces.push(piece);
        heard.resolve();
      }
      expect(gather(pieces).words).toBe(`${sentence} It is half past seven.`);
    },
  },
  {
    name: "says nothing when there is nothing to say",
    async check(tts) {
      for (const items of [[], [""], [" \n\t"], ["...", "!?", "\u{1F600}"]]) {
        expect((await speakAll(tts, items)).samples.length).toBe(0);
      }
    },
  },
  {
    name: "cuts long text into pieces and leaves nothing out",
    async check(tts) {
      const long = [...sentences, "Your timer is set."].join(" ");
      const spoken = await speakAll(tts, [long]);
      expect(spoken.pieces.length).toBeGreaterThanOrEqual(3);
      expect(spoken.words).toBe(long);
      expectLength(spoken, 14);
    },
  },
  {
    name: "survives strange text and speaks on",
    async check(tts) {
      const strange = ["--help", "\uD800", "\u65E5\u672C", "a\u0000b <speak> -o \\x", "la".repeat(12)];
      await speakAll(tts, strange);
      expectLength(await speakAll(tts, [sentence]), 5);
    },
  },
];

/** More text than anybody will hear, and no waiting for it. */
async function* endless(): AsyncGenerator<string> {
  for (let count = 0; count < 60; count++) yield sentence;
}

const cancelling: readonly Check<TextToSpeech>[] = [
  {
    name: "ends soon when it is cancelled",
    async check(tts) {
      const abort = new AbortController();
      let after = 0;
      const asked = { language: "en", speed: 1, signal: abort.signal };
      for await (const _piece of tts.speak(endless(), asked)) {
        if (abort.signal.aborted) after++;
        abort.abort();
        expect(after).toBeLessThan(3);
      }
    },
  },
  {
    name: "ends when it is cancelled while it waits for text",
    async check(tts) {
      const abort = new AbortController();
      async function* silent(): AsyncGenerator<string> {
        setTimeout(() => abort.abort(), 50);
        await new Promise(() => undefined);
        yield "never";
      }
      expect((await speakAll(tts, silent(), { signal: abort.signal })).samples.length).toBe(0);
    },
  },
  {
    name: "says nothing when it was cancelled before",
    async check(tts) {
      expect((await speakAll(tts, endless(), { signal: AbortSignal.abort() })).samples.length).toBe(0);
    },
  },
  {
    name: "speaks on after a job that nobody listened to the end of",
    async check(tts) {
      const asked = { language: "en", speed: 1, signal: new AbortController().signal };
      for await (const _piece of tts.speak(endless(), asked)) break;
      expectLength(await speakAll(tts, [sentence]), 5);
    },
  },
  {
    name: "keeps several jobs apart",
    async check(tts) {
      const all = await Promise.all(sentences.map((text) => speakAll(tts, [text])));
      expect(all.map(({ words }) => words)).toEqual(sentences);
      for (const spoken of all) expectLength(spoken, 5);
    },
  },
  {
    name: "leaves the event loop free while it computes",
    async check(tts) {
      let ticks = 0;
      const timer = setInterval(() => ticks++, 2);
      try {
        const { pieces } = await speakAll(tts, sentences);
        // A voice that computes on this thread lets through one tick a clause at most.
        expect(ticks).toBeGreaterThan(pieces.filter(({ text }) => text !== undefined).length);
      } finally {
        clearInterval(timer);
      }
    },
  },
];

/** The demands on every voice. Texts are English. */
export const ttsChecks: readonly Check<TextToSpeech>[] = [...speech, ...texts, ...cancelling];
