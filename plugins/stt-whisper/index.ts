/** Hears almost every language with Whisper, and tells which one of those that may be spoken it was. */
import { definePlugin, type SpeechToText } from "hearsay";
import { createCrew, hearPieces, openThread, type PieceEar } from "hearsay/voice";
import { languages } from "./languages.ts";
import type { Made, Order, Result } from "./worker.ts";

interface Options {
  readonly size: "tiny" | "base" | "small";
  readonly threads: number;
  readonly parallel: number;
  readonly window: number;
}

/** ms; thirty seconds of sound on a small machine that is busy. */
const limit = 90_000;

export default definePlugin<Options>({
  name: "stt-whisper",
  about: "Speech recognition in 99 languages with Whisper, on the CPU.",
  placement: "speech",
  late: true,
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      size: {
        enum: ["tiny", "base", "small"],
        default: "base",
        description: "The model: each hears better than the one before, and takes two to four times as long.",
      },
      threads: {
        type: "integer",
        minimum: 1,
        maximum: 8,
        default: 1,
        description: "Threads for one utterance.",
      },
      parallel: {
        type: "integer",
        minimum: 1,
        maximum: 4,
        default: 1,
        description: "Utterances decoded at once; the others wait. Each has a copy of the model in memory.",
      },
      window: {
        type: "integer",
        minimum: 5,
        maximum: 30,
        default: 10,
        description:
          "Seconds that every utterance is filled up to: 30 is what Whisper was made for; 10 takes a third of the time.",
      },
    },
  },
  needs: ({ size }) => ({ models: [`whisper-${size}`] }),
  async start(host, { size, threads, parallel, window }) {
    const module = new URL("./worker.ts", import.meta.url);
    const data: Made = { folder: host.model(`whisper-${size}`), threads, window };
    const crew = host.own(
      await createCrew(parallel, () => openThread<Order, Result>({ module, data, limit })),
    );
    const stt: SpeechToText = {
      languages,
      limit: 16,
      licence: "MIT AND Apache-2.0",
      streaming: false,
      traits: { model: `whisper-${size}`, detects: true },
      transcribe(audio, { signal, language, languages: others = [] }) {
        const wanted = [...new Set([language, ...others])];
        const stop = new Int32Array(new SharedArrayBuffer(4));
        signal.addEventListener("abort", () => Atomics.store(stop, 0, 1), { once: true });
        const ear: PieceEar = {
          async decode(take, until, stale = () => false) {
            const heard = await crew.pass(
              until,
              async (thread) => {
                const samples = take();
                if (!samples) return undefined;
                return await thread.ask({ samples, languages: wanted.map(baseOf), stop }, until);
              },
              () => (stale() ? 1 : 0),
            );
            if (!heard) return { text: "", by: "free" };
            return { text: heard.text, by: "free", language: tagOf(heard.language, wanted) };
          },
        };
        return hearPieces(ear, audio, signal);
      },
    };
    host.provide("stt", stt);
  },
});

const baseOf = (language: string): string => language.split("-")[0] ?? language;

/** The language as it was asked for: "de-AT" stays "de-AT". */
const tagOf = (language: string, wanted: readonly string[]): string =>
  wanted.find((one) => baseOf(one) === language) ?? language;
