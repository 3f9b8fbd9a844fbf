/** English speech recognition with Moonshine: decodes an utterance when it is asked for, and when it ends. */
import { definePlugin, type SpeechToText } from "hearsay";
import { hearPieces } from "hearsay/voice";
import { loadRecogniser, type Recogniser } from "./recogniser.ts";

export interface Options {
  size: "base" | "tiny";
  threads: number;
  parallel: number;
  padding: number;
  secondHearing: boolean;
  beams: number;
  patience: number;
}

export default definePlugin<Options>({
  name: "stt-moonshine",
  about: "English speech recognition with Moonshine, on the CPU.",
  placement: "speech",
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      size: {
        enum: ["base", "tiny"],
        default: "base",
        description:
          "The model: base hears better far from the microphone; tiny needs half the time and memory.",
      },
      threads: {
        type: "integer",
        minimum: 1,
        maximum: 8,
        default: 1,
        description:
          "Threads for one utterance. A second one rarely helps, and slows everything on a busy machine.",
      },
      parallel: {
        type: "integer",
        minimum: 1,
        maximum: 16,
        default: 2,
        description:
          "Utterances decoded at once; the others wait. Each has a copy of the model in memory once it is needed.",
      },
      padding: {
        type: "integer",
        minimum: 0,
        maximum: 500,
        default: 200,
        description: "ms of silence put before and after an utterance; cut tight, Moonshine repeats itself.",
      },
      secondHearing: {
        type: "boolean",
        default: true,
        description: "Hear what makes no sense once more, as something that the house can be asked.",
      },
      beams: {
        type: "integer",
        minimum: 1,
        maximum: 32,
        default: 8,
        description: "Sentences that a second hearing follows at once; more find more and take longer.",
      },
      patience: {
        type: "integer",
        minimum: 20,
        maximum: 5000,
        default: 400,
        description: "ms that a second hearing may take; then the first one stands.",
      },
    },
  },
  needs: ({ size }) => ({ models: [`moonshine-${size}-en`] }),
  async start(host, options) {
    const { threads, parallel, padding, beams, patience: limit } = options;
    const folder = host.model(`moonshine-${options.size}-en`);
    const recogniser = host.own(await loadRecogniser(folder, { threads, parallel, padding, beams, limit }));
    host.provide("stt", provider(recogniser, options));
  },
});

function provider(recogniser: Recogniser, { size, secondHearing }: Options): SpeechToText {
  return {
    languages: ["en"],
    limit: 32,
    licence: "MIT",
    streaming: false,
    traits: { model: `moonshine-${size}-en` },
    transcribe: (audio, { signal }) => hearPieces(recogniser, audio, signal),
    ...(secondHearing ? { learn: (grammar) => recogniser.learn(grammar) } : {}),
  };
}
