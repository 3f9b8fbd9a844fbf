/** What every voice must do, whatever makes its sound: run it with describeSuite, on a provider of `tts`. */
import type { SpeechPiece, TextToSpeech } from "hearsay";
import { expect } from "vitest";
import { gather, type Spoken, speakAll } from "../kit/spoken.ts";
import type { Check } from "./suite.ts";

const sentence = "The lights in the kitchen are on.";
const sentences = [sentence, "It is half past seven.", "Your timer for five minutes is set."];

const peakOf = (samples: Int16Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

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
      const { pieces, rate } = await speakAll(tts, sentences.slice(0, 2));
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
      const { samples } = await speakAll(tts, [sentence]);
      expect(peakOf(samples)).toBeGreaterThan(2_000);
      const clipped = samples.reduce((count, sample) => count + (Math.abs(sample) >= 32_767 ? 1 : 0), 0);
      expect(clipped).toBeLessThan(samples.length / 1000);
    },
  },
  {
    name: "takes about as long as a person would",
    async check(tts) {
      expectLength(await speakAll(tts, [sentence]), 7);
    },
  },
  {
    name: "is shorter at twice the speed",
    async check(tts) {
      const normal = await speakAll(tts, [sentence]);
      const quick = await speakAll(tts, [sentence], { speed: 2 });
      expect(quick.seconds).toBeGreaterThan(0.2);
      expect(quick.seconds).toBeLessThan(normal.seconds * 0.8);
    },
  },
  {
    name: "speaks an unknown voice as its default one",
    async check(tts) {
      const normal = await speakAll(tts, [sentence]);
      const other = await speakAll(tts, [sentence], { voice: "nobody-of-this-name" });
      expect(other.rate).toBe(normal.rate);
      expect(other.seconds).toBeGreaterThan(normal.seconds * 0.7);
      expect(other.seconds).toBeLessThan(normal.seconds * 1.4);
    },
  },
  {
    name: "begins with sound, not with silence",
    async check(tts) {
      const { samples, rate } = await speakAll(tts, [sentence]);
      const peak = peakOf(samples);
      const first = samples.findIndex((sample) => Math.abs(sample) > peak * 0.05);
      expect(first / rate).toBeLessThan(0.2);
    },
  },
];

const texts: readonly Check<TextToSpeech>[] = [
  {
    name: "speaks the items in order, each marked with its words",
    async check(tts) {
      const { pieces, words } = await speakAll(tts, sentences);
      expect(pieces[0]?.text).toBeDefined();
      expect(words).toBe(sentences.join(" "));
    },
  },
  {
    name: "gives every marked clause its own audio",
    async check(tts) {
      const { pieces } = await speakAll(tts, sentences);
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
      const long = [...sentences, ...sentences].join(" ");
      const spoken = await speakAll(tts, [long]);
      expect(spoken.pieces.length).toBeGreaterThan(2);
      expect(spoken.words).toBe(long);
      expectLength(spoken, 36);
    },
  },
  {
    name: "survives strange text and speaks on",
    async check(tts) {
      const strange = [
        "--help",
        "-o",
        "a\u0000b\u0007c",
        "\uD800",
        "<speak>no</speak>",
        "\u65E5\u672C",
        "\\x",
      ];
      for (const text of [...strange, "la".repeat(60)]) await speakAll(tts, [text]);
      expectLength(await speakAll(tts, [sentence]), 7);
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
      expectLength(await speakAll(tts, [sentence]), 7);
    },
  },
  {
    name: "keeps several jobs apart",
    async check(tts) {
      const all = await Promise.all(sentences.map((text) => speakAll(tts, [text])));
      expect(all.map(({ words }) => words)).toEqual(sentences);
      for (const [index, spoken] of all.entries()) expectLength(spoken, [7, 5, 7][index] ?? 7);
    },
  },
  {
    name: "leaves the event loop free while it computes",
    async check(tts) {
      let ticks = 0;
      const timer = setInterval(() => ticks++, 4);
      try {
        const { pieces } = await speakAll(tts, [sentences.join(" ")]);
        // A voice that computes on this thread lets through one tick a piece at most.
        expect(ticks).toBeGreaterThan(pieces.length * 2);
      } finally {
        clearInterval(timer);
      }
    },
  },
];

/** The demands on every voice. Texts are English. */
export const ttsChecks: readonly Check<TextToSpeech>[] = [...speech, ...texts, ...cancelling];
