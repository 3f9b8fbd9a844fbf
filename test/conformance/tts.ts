/** What every voice must do, whatever makes its sound: run it with describeSuite, on a provider of `tts`. */
import type { SpeechPiece, TextToSpeech } from "hearsay";
import { expect } from "vitest";
import { gather, type Spoken, speakAll } from "../kit/spoken.ts";
import type { Check } from "./suite.ts";

/** What the voice is given to say. */
export interface TtsTexts {
  /** Unlike each other, each a clause of its own: most demands take the first two, one takes all. */
  readonly sentences: readonly [string, string, ...string[]];
  /** 1 is normal; a voice that computes for long may hurry where neither its sound nor its length is looked at. */
  readonly speed: number;
}
const usualTexts: TtsTexts = {
  sentences: ["The kitchen lights are on.", "It is half past seven.", "Your timer is set."],
  speed: 1,
};

/** A voice, and what several checks look at, which is spoken once. */
interface Subject {
  readonly tts: TextToSpeech;
  readonly sentences: readonly string[];
  readonly sentence: string;
  readonly other: string;
  readonly speed: number;
  speak(items: readonly string[] | AsyncIterable<string>, asked?: Partial<Asked>): Promise<Spoken>;
  /** The first sentence, asked for nothing else. */
  one(speed: number): Promise<Spoken>;
  /** The first two in one job; how often a timer of 2 ms rang meanwhile. */
  two(): Promise<Spoken & { readonly ticks: number }>;
}
type Asked = Parameters<TextToSpeech["speak"]>[1];

function subjectOf(tts: TextToSpeech, { sentences, speed }: TtsTexts): Subject {
  const [sentence, other] = sentences;
  const speak: Subject["speak"] = (items, asked) => speakAll(tts, items, { speed, ...asked });
  const one = once((wanted: number) => speak([sentence], { speed: wanted }));
  const two = once((items: readonly string[]) => withTicks(() => speak(items)));
  const pair = [sentence, other];
  return { tts, sentences, sentence, other, speed, speak, one, two: () => two(pair) };
}

/** What `work` gives, and how often a timer of 2 ms rang meanwhile. */
async function withTicks<T>(work: () => Promise<T>): Promise<T & { readonly ticks: number }> {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 2);
  try {
    return { ...(await work()), ticks };
  } finally {
    clearInterval(timer);
  }
}

/** Makes one value for each key, when it is first asked for. */
function once<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

const peakOf = (samples: Int16Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** Seconds that the words of `text` may take. */
function expectLength({ seconds }: Spoken, text: string, speed: number): void {
  const words = text.split(" ").length;
  expect(seconds).toBeGreaterThan((words * 0.1) / speed);
  expect(seconds).toBeLessThan((words * 1.2 + 1) / speed);
}

const speech: readonly Check<Subject>[] = [
  {
    name: "names its voices, each in a language it claims",
    async check({ tts: { voices, languages = [] } }) {
      expect(voices.length).toBeGreaterThan(0);
      expect(new Set(voices.map(({ name }) => name)).size).toBe(voices.length);
      const base = (tag: string): string => new Intl.Locale(tag).language;
      for (const voice of voices) expect(languages.map(base)).toContain(base(voice.language));
    },
  },
  {
    name: "gives mono 16-bit samples at one rate of 8 to 48 kHz",
    async check({ two }) {
      const { pieces, rate } = await two();
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
    async check({ one }) {
      const { samples } = await one(1);
      expect(peakOf(samples)).toBeGreaterThan(2_000);
      const clipped = samples.reduce((count, sample) => count + (Math.abs(sample) >= 32_767 ? 1 : 0), 0);
      expect(clipped).toBeLessThan(samples.length / 1000);
    },
  },
  {
    name: "takes about as long as a person would",
    async check({ one, sentence }) {
      expectLength(await one(1), sentence, 1);
    },
  },
  {
    name: "is shorter at twice the speed",
    async check({ one }) {
      const normal = await one(1);
      const quick = await one(2);
      expect(quick.seconds).toBeGreaterThan(0.2);
      expect(quick.seconds).toBeLessThan(normal.seconds * 0.8);
    },
  },
  {
    name: "speaks an unknown voice as its default one",
    async check({ one, speak, sentence, speed }) {
      const normal = await one(speed);
      const other = await speak([sentence], { voice: "nobody-of-this-name" });
      expect(other.rate).toBe(normal.rate);
      expect(other.seconds).toBeGreaterThan(normal.seconds * 0.7);
      expect(other.seconds).toBeLessThan(normal.seconds * 1.4);
    },
  },
  {
    name: "begins with sound, not with silence",
    async check({ one }) {
      const { samples, rate } = await one(1);
      const peak = peakOf(samples);
      const first = samples.findIndex((sample) => Math.abs(sample) > peak * 0.05);
      expect(first / rate).toBeLessThan(0.2);
    },
  },
];

const order: readonly Check<Subject>[] = [
  {
    name: "speaks the items in order, each with its words and its own sound",
    async check({ two, sentence, other }) {
      const { pieces, words } = await two();
      expect(pieces[0]?.text).toBeDefined();
      expect(words).toBe(`${sentence} ${other}`);
      const marked = pieces.filter(({ text }) => text !== undefined);
      expect(marked.length).toBeGreaterThanOrEqual(2);
      for (const { samples } of marked) expect(samples.length).toBeGreaterThan(0);
    },
  },
  {
    name: "speaks an item before the next one comes",
    async check({ tts, sentence, other, speed }) {
      const heard = Promise.withResolvers<void>();
      async function* hesitating(): AsyncGenerator<string> {
        yield sentence;
        await heard.promise;
        yield other;
      }
      const asked = { language: "en", speed, signal: new AbortController().signal };
      const pieces: SpeechPiece[] = [];
      for await (const piece of tts.speak(hesitating(), asked)) {
        pieces.push(piece);
        heard.resolve();
      }
      expect(gather(pieces).words).toBe(`${sentence} ${other}`);
    },
  },
  {
    name: "says nothing when there is nothing to say",
    async check({ speak }) {
      for (const items of [[], [""], [" \n\t"], ["...", "!?", "\u{1F600}"]]) {
        expect((await speak(items)).samples.length).toBe(0);
      }
    },
  },
  {
    name: "cuts long text into pieces and leaves nothing out",
    async check({ speak, sentences, speed }) {
      const long = sentences.join(" ");
      const spoken = await speak([long]);
      expect(spoken.pieces.length).toBeGreaterThanOrEqual(sentences.length);
      expect(spoken.words).toBe(long);
      expectLength(spoken, long, speed);
    },
  },
  {
    name: "survives strange text and speaks on",
    async check({ speak, sentence, speed }) {
      const strange = ["--help", "\uD800", "\u65E5\u672C", "a\u0000b <speak> -o \\x", "la".repeat(12)];
      await speak(strange);
      expectLength(await speak([sentence]), sentence, speed);
    },
  },
];

/** More text than anybody will hear, and no waiting for it. */
async function* endless(sentence: string): AsyncGenerator<string> {
  for (let count = 0; count < 60; count++) yield sentence;
}

const cancelling: readonly Check<Subject>[] = [
  {
    name: "ends soon when it is cancelled",
    async check({ tts, sentence, speed }) {
      const abort = new AbortController();
      let after = 0;
      const asked = { language: "en", speed, signal: abort.signal };
      for await (const _piece of tts.speak(endless(sentence), asked)) {
        if (abort.signal.aborted) after++;
        abort.abort();
        expect(after).toBeLessThan(3);
      }
    },
  },
  {
    name: "ends when it is cancelled while it waits for text",
    async check({ speak }) {
      const abort = new AbortController();
      async function* silent(): AsyncGenerator<string> {
        setTimeout(() => abort.abort(), 50);
        await new Promise(() => undefined);
        yield "never";
      }
      expect((await speak(silent(), { signal: abort.signal })).samples.length).toBe(0);
    },
  },
  {
    name: "says nothing when it was cancelled before",
    async check({ speak, sentence }) {
      expect((await speak(endless(sentence), { signal: AbortSignal.abort() })).samples.length).toBe(0);
    },
  },
  {
    name: "speaks on after a job that nobody listened to the end of",
    async check({ tts, speak, sentence, speed }) {
      const asked = { language: "en", speed, signal: new AbortController().signal };
      for await (const _piece of tts.speak(endless(sentence), asked)) break;
      expectLength(await speak([sentence]), sentence, speed);
    },
  },
  {
    name: "keeps several jobs apart",
    async check({ speak, sentence, other, speed }) {
      const both = [sentence, other];
      const all = await Promise.all(both.map((text) => speak([text])));
      expect(all.map(({ words }) => words)).toEqual(both);
      for (const spoken of all) expectLength(spoken, spoken.words, speed);
    },
  },
  {
    name: "leaves the event loop free while it computes",
    async check({ two }) {
      const { pieces, ticks } = await two();
      // A voice that computes on this thread lets through one tick a clause at most.
      expect(ticks).toBeGreaterThan(pieces.filter(({ text }) => text !== undefined).length);
    },
  },
];

/** The demands on every voice, with texts of its own; English. */
export function ttsChecksWith(texts: TtsTexts): readonly Check<TextToSpeech>[] {
  const find = once((tts: TextToSpeech) => subjectOf(tts, texts));
  return [...speech, ...order, ...cancelling].map(({ name, check }) => ({
    name,
    check: (tts) => check(find(tts)),
  }));
}

/** The demands on every voice. Texts are English. */
export const ttsChecks: readonly Check<TextToSpeech>[] = ttsChecksWith(usualTexts);
