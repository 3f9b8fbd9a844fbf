/** Wake words with openWakeWord: fixed phrases, one feature stage a stream however many phrases it listens for. */
import { type AudioFrame, definePlugin, type WakeHit } from "hearsay";
import { createChunks } from "./chunks.ts";
import { createGate } from "./gate.ts";
import { createLevels } from "./levels.ts";
import { loadNetworks, type Networks, phrases, type Word } from "./networks.ts";
import { createTrigger } from "./trigger.ts";

export interface Options {
  words: Word[];
  threshold: number;
  patience: Partial<Record<Word, number>>;
  refractory: number;
  rooms: number;
}

/** A wake word is longer than this; before it the scores judge what was never heard. */
const deafChunks = 5;

const names = Object.keys(phrases) as Word[];

export default definePlugin<Options>({
  name: "wake-openwakeword",
  about: "Hears “hey jarvis”, “alexa” and “hey mycroft” with openWakeWord; weights for non-commercial use.",
  placement: "speech",
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      words: {
        type: "array",
        items: { enum: names },
        minItems: 1,
        uniqueItems: true,
        default: names,
        description: "The phrases to load. Each costs about 0.1 ms of CPU a second and stream.",
      },
      threshold: {
        type: "number",
        minimum: 0.05,
        maximum: 0.99,
        default: 0.5,
        description: "Score, 0 to 1, from which a phrase counts, at normal sensitivity.",
      },
      patience: {
        type: "object",
        propertyNames: { enum: names },
        additionalProperties: { type: "integer", minimum: 1, maximum: 8 },
        default: { alexa: 3 },
        description:
          "For each phrase, how many chunks of 80 ms in a row must score; alexa flares up falsely.",
      },
      refractory: {
        type: "integer",
        minimum: 200,
        maximum: 10000,
        default: 2000,
        description: "ms after a hit in which the same stream is not heard again.",
      },
      rooms: {
        type: "integer",
        minimum: 1,
        maximum: 1024,
        default: 128,
        description:
          "Rooms it listens in at once. A quiet one costs next to nothing, one with sound in it about 1 % of a core.",
      },
    },
  },
  needs: ({ words }) => ({
    models: ["openwakeword-features", ...words.map((word) => phrases[word].model)],
  }),
  async start(host, options) {
    const networks = host.own(await loadNetworks((name) => host.model(name), options.words));
    host.provide("wake", {
      words: options.words,
      languages: ["en"],
      limit: options.rooms,
      licence: "CC-BY-NC-SA-4.0 AND Apache-2.0",
      watch: (frames, asked) => watch(networks, options, frames, asked),
    });
  },
});

interface Asked {
  readonly words: readonly string[];
  readonly sensitivity: number;
  readonly signal: AbortSignal;
}

async function* watch(
  networks: Networks,
  options: Options,
  frames: AsyncIterable<AudioFrame>,
  { words, sensitivity, signal }: Asked,
): AsyncGenerator<WakeHit> {
  const listened = options.words.filter((word) => words.length === 0 || words.includes(word));
  if (listened.length === 0) return;
  const chunks = createChunks();
  const ear = networks.open();
  const levels = createLevels();
  const trigger = createTrigger({ ...options, sensitivity });
  const gate = createGate();
  let heard = 0;
  for await (const frame of frames) {
    for (const chunk of chunks.push(frame)) {
      if (signal.aborted) return;
      if (chunk.afresh) {
        ear.reset();
        trigger.reset();
        gate.reset();
        heard = 0;
      }
      levels.push(chunk.samples);
      for (const { samples, end } of gate.push(chunk)) {
        const scores = await ear.scores(samples, listened);
        if (++heard <= deafChunks) continue;
        const hit = trigger.push(scores, end);
        if (hit && !signal.aborted)
          yield { ...hit, ...levels.read(), heardAt: end, model: phrases[hit.word].file };
      }
    }
  }
}
