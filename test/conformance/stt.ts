/** What every speech recogniser must do, whatever hears inside it. */
import { type AudioFrame, type Flush, type SpeechToText, samplesOf, type Transcript } from "hearsay";
import { expect } from "vitest";
import { collect, framesOf, join16, noise, silence, streamOf } from "../kit/clips.ts";
import { scoreOf, wordsOf } from "../kit/score.ts";
import type { Check } from "./suite.ts";

export interface SttSubject extends Partial<AsyncDisposable> {
  readonly stt: SpeechToText;
  readonly language: string;
  /** Somebody saying `words`, with some quiet around it. */
  readonly said: Int16Array;
  readonly words: string;
  /** Another sentence. */
  readonly next: Int16Array;
  readonly nextWords: string;
}

type Item = AudioFrame | Flush;
const still = () => new AbortController().signal;
const framed = (samples: Int16Array, ms = 80) => [...framesOf(samples, { ms })];

const hear = (
  { stt, language }: SttSubject,
  items: Iterable<Item>,
  signal = still(),
): Promise<Transcript[]> => collect(stt.transcribe(streamOf(items, signal), { language, hints: [], signal }));

async function finalOf(subject: SttSubject, items: Iterable<Item>): Promise<string> {
  const transcripts = await hear(subject, items);
  expect(transcripts.map(({ final }) => final).indexOf(true), "the final one is the last").toBe(
    transcripts.length - 1,
  );
  return transcripts.at(-1)?.text ?? "nothing at all";
}

/** One word in four may be wrong: the suite asks for hearing, the benchmark for how well. */
function expectWords(heard: string, said: string): void {
  expect(scoreOf([{ said, heard }]).wer, `heard "${heard}"`).toBeLessThanOrEqual(25);
}

export const sttChecks: readonly Check<SttSubject>[] = [
  {
    name: "speaks the language it is asked for",
    async check({ stt, language }) {
      expect([...(stt.languages ?? []), language]).toContain(language);
      expect(typeof stt.streaming).toBe("boolean");
    },
  },
  {
    name: "answers the end of the audio with one final transcript of the words",
    async check(subject) {
      expectWords(await finalOf(subject, framed(subject.said)), subject.words);
    },
  },
  {
    name: "answers a flush with a transcript that is not final, and the end with one that is",
    async check(subject) {
      const items = [...framed(subject.said), "flush" as const, ...framed(noise(0.4, -75))];
      const transcripts = await hear(subject, items);
      const flushed = transcripts.filter(({ final }) => !final).at(-1);
      expectWords(flushed?.text ?? "", subject.words);
      expectWords(transcripts.at(-1)?.text ?? "", subject.words);
      expect(transcripts.filter(({ final }) => final)).toHaveLength(1);
    },
  },
  {
    name: "hears what comes after a flush",
    async check(subject) {
      const { said, words, next, nextWords } = subject;
      const items = [...framed(said), "flush" as const, ...framed(next)];
      expectWords(await finalOf(subject, items), `${words} ${nextWords}`);
    },
  },
  {
    name: "hears a second flush without new words as the first",
    async check(subject) {
      const flush = "flush" as const;
      const transcripts = await hear(subject, [
        ...framed(subject.said),
        flush,
        ...framed(silence(0.2)),
        flush,
      ]);
      const flushed = transcripts.filter(({ final }) => !final);
      expect(flushed.length).toBeGreaterThanOrEqual(2);
      expectWords(flushed.at(-1)?.text ?? "", subject.words);
    },
  },
  {
    name: "has an empty final text for silence and for noise",
    async check(subject) {
      for (const samples of [silence(2), noise(2, -45), noise(1, -25, 3)]) {
        expect(wordsOf(await finalOf(subject, framed(samples)))).toEqual([]);
      }
    },
  },
  {
    name: "has an empty final text for no audio, and for hardly any",
    async check(subject) {
      expect(await finalOf(subject, [])).toBe("");
      expect(await finalOf(subject, ["flush"])).toBe("");
      expect(wordsOf(await finalOf(subject, framed(subject.said.slice(0, 400))))).toEqual([]);
    },
  },
  {
    name: "hears the same in frames of any length",
    async check(subject) {
      for (const ms of [20, 250])
        expectWords(await finalOf(subject, framed(subject.said, ms)), subject.words);
    },
  },
  {
    name: "hears several at once, each its own",
    async check(subject) {
      const { said, words, next, nextWords } = subject;
      const heard = await Promise.all(
        [said, next, silence(1), said, next, said].map((s) => finalOf(subject, framed(s))),
      );
      for (const [index, truth] of [words, nextWords, "", words, nextWords, words].entries()) {
        if (truth) expectWords(heard[index] ?? "", truth);
        else expect(heard[index]).toBe("");
      }
    },
  },
  {
    name: "hears the beginning and the end of forty seconds, and does not repeat itself",
    async check(subject) {
      const { said, words, next, nextWords } = subject;
      const gap = noise(17, -70);
      const heard = await finalOf(subject, framed(join16(said, gap, next, gap, noise(1, -70), said)));
      expectWords(heard, `${words} ${nextWords} ${words}`);
    },
  },
  {
    name: "leaves the frames as they were",
    async check(subject) {
      const frames = framed(subject.said);
      const before = frames.map((frame) => samplesOf(frame).slice());
      await hear(subject, [...frames, "flush"]);
      expect(frames.map(samplesOf)).toEqual(before);
    },
  },
  {
    name: "says nothing once aborted",
    async check(subject) {
      const { stt, language, said } = subject;
      const abort = new AbortController();
      const heard: Transcript[] = [];
      const items = function* (): Generator<Item> {
        yield* framed(said);
        abort.abort(new Error("enough"));
        yield* framed(said);
        yield "flush";
      };
      const asked = { language, hints: [], signal: abort.signal };
      const listen = async (): Promise<void> => {
        // One that hears as it goes may have said something before.
        for await (const one of stt.transcribe(streamOf<Item>(items()), asked)) {
          if (abort.signal.aborted) heard.push(one);
        }
      };
      await listen().catch((error) => expect(abort.signal.reason).toBe(error));
      expect(heard.filter(({ final, text }) => final || text)).toEqual([]);
    },
  },
];
