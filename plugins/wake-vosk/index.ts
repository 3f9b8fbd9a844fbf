/** Wake words with Vosk: phrases of English words, typed into the settings, found by a small grammar. */
import { type AudioFrame, definePlugin, Fault, type WakeHit } from "hearsay";
import { type Grammar, grammarOf } from "./grammar.ts";
import { createHistory, follows, speechOf } from "./history.ts";
import { loadVosk, type Vosk } from "./libvosk.ts";
import { createSpot } from "./spot.ts";

export interface Options {
  words: string[];
  spellings: Record<string, string[]>;
  confidence: number;
  pace: number;
  refractory: number;
}

const model = "vosk-small-en-us";

export default definePlugin<Options>({
  name: "wake-vosk",
  about: "Hears any English phrase you type as a wake word, with Vosk; permissive licence; Linux x64 only.",
  placement: "speech",
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      words: {
        type: "array",
        items: { type: "string", pattern: "^[a-z' ]+$", minLength: 3, maxLength: 60 },
        minItems: 1,
        maxItems: 16,
        uniqueItems: true,
        default: ["computer"],
        description: "The phrases, in lower-case English words. Three syllables or more are told apart best.",
      },
      spellings: {
        type: "object",
        additionalProperties: {
          type: "array",
          items: { type: "string", pattern: "^[a-z' ]+$" },
          minItems: 1,
        },
        default: { "hey mycroft": ["hey my croft"] },
        description: "For a phrase with words the model does not know: how it sounds in words it knows.",
      },
      confidence: {
        type: "number",
        minimum: 0.1,
        maximum: 1,
        default: 0.85,
        description: "How sure the recogniser must be, at normal sensitivity.",
      },
      pace: {
        type: "integer",
        minimum: 0,
        maximum: 400,
        default: 140,
        description: "ms a syllable that a phrase must last; what is shorter is a mistake.",
      },
      refractory: {
        type: "integer",
        minimum: 200,
        maximum: 10000,
        default: 2000,
        description: "ms after a hit in which the same stream is not heard again.",
      },
    },
  },
  needs: { models: [model, "libvosk"] },
  async start(host, options) {
    if (process.platform !== "linux" || process.arch !== "x64") {
      throw new Fault(
        "PLUGIN_START_FAILED",
        `libvosk is not there for ${process.platform} ${process.arch}.`,
        {
          remedy: "Use wake-openwakeword on this machine, and disable wake-vosk.",
        },
      );
    }
    const vosk = host.own(await loadVosk(host.model("libvosk"), host.model(model)));
    const grammar = grammarOf(vosk, options.words, options.spellings);
    host.provide("wake", {
      words: options.words,
      languages: ["en"],
      limit: 32,
      licence: "Apache-2.0",
      watch: (frames, asked) => watch(vosk, grammar, options, frames, asked),
    });
  },
});

interface Asked {
  readonly words: readonly string[];
  readonly sensitivity: number;
  readonly signal: AbortSignal;
}

async function* watch(
  vosk: Vosk,
  grammar: Grammar,
  options: Options,
  frames: AsyncIterable<AudioFrame>,
  { words, sensitivity, signal }: Asked,
): AsyncGenerator<WakeHit> {
  const phrases = grammar.phrases.filter(({ word }) => words.length === 0 || words.includes(word));
  if (phrases.length === 0) return;
  const begin = () => ({
    recogniser: vosk.open(grammar.lines),
    history: createHistory(),
    spot: createSpot({ ...options, phrases, sensitivity }),
  });
  let ear = begin();
  let before: AudioFrame | undefined;
  try {
    for await (const frame of frames) {
      if (signal.aborted) return;
      const samples = speechOf(frame);
      if (before && !follows(frame, before)) {
        ear.recogniser[Symbol.dispose]();
        ear = begin();
      }
      before = frame;
      ear.history.push(frame, samples);
      const spotted = ear.spot(ear.recogniser.push(samples));
      if (!spotted) continue;
      const { word, score, start, end } = spotted;
      yield { word, score, ...ear.history.levels(start, end), heardAt: ear.history.timeOf(end), model };
    }
  } finally {
    ear.recogniser[Symbol.dispose]();
  }
}
