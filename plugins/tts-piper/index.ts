/** The house's default voice: natural, and quick enough to answer at once on a small machine. */
import { definePlugin, toSamples } from "hearsay";
import { openThread, speakInOrder } from "hearsay/voice";
import { loadEngine } from "./engine.ts";
import { modelOf, openVoice, type PublishedVoice } from "./published.ts";
import { spoken } from "./spoken.ts";
import type { Made, Order, Result } from "./worker.ts";

/** The clearest of the model's 904 speakers, by how well a recogniser understands them; README.md has the figures. */
const voices = [
  { name: "nora", speaker: 555, language: "en-US", about: "Speaker 555, pitch about 190 Hz" },
  { name: "otto", speaker: 303, language: "en-US", about: "Speaker 303, pitch about 120 Hz" },
  { name: "clara", speaker: 471, language: "en-US", about: "Speaker 471, pitch about 185 Hz, slower" },
] as const;

interface Options {
  readonly voice: string;
  readonly speaker?: number;
  readonly speed: number;
  readonly threads: number;
  readonly noise: number;
  readonly noiseWidth: number;
  readonly others: readonly string[];
}

/** Whatever speaks, here or in a thread. */
interface Mouth {
  readonly rate: number;
  say(clause: string, speed: number, signal: AbortSignal): Promise<Int16Array>;
}
/** ms a clause may take, on a small machine that is busy. */
const limit = 60_000;

/** So short that the first words come at once, so long that sentences keep their melody. */
const longest = 110;

export default definePlugin<Options>({
  name: "tts-piper",
  about: "Speaks English, and any published Piper voice, with Piper: natural, quick, many speakers",
  placement: "speech",
  late: true,
  needs: ({ others }) => ({
    models: [
      "piper-en-us-libritts-r",
      ...(others.length > 0 ? ["espeak-ng", ...others.flatMap((name) => modelOf(name) ?? [])] : []),
    ],
  }),
  options: {
    type: "object",
    properties: {
      voice: {
        enum: voices.map(({ name }) => name),
        default: voices[0].name,
        description: "The voice when nobody asks for another",
      },
      speaker: {
        type: "integer",
        minimum: 0,
        maximum: 903,
        description: "Any speaker of the model by number, in place of `voice`",
      },
      speed: { type: "number", minimum: 0.5, maximum: 2, default: 1, description: "1 is normal" },
      threads: { type: "integer", minimum: 1, maximum: 8, default: 1, description: "Threads for one clause" },
      noise: { type: "number", minimum: 0, maximum: 1, default: 0.4, description: "Variation of tone" },
      noiseWidth: {
        type: "number",
        minimum: 0,
        maximum: 1,
        default: 0.8,
        description: "Variation of rhythm",
      },
      others: {
        type: "array",
        items: { type: "string", minLength: 1 },
        maxItems: 8,
        default: [],
        description:
          "Published voices by name, such as de_DE-thorsten-medium, or paths of .onnx files with their .json beside them",
      },
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const engine = await loadEngine(host.model("piper-en-us-libritts-r"), options);
    const standard = options.speaker ?? speakerOf(options.voice) ?? voices[0].speaker;
    const others: { readonly voice: PublishedVoice; readonly mouth: Mouth }[] = [];
    for (const name of options.others) {
      const model = modelOf(name);
      const voice = await openVoice(name, model === undefined ? undefined : host.model(model));
      const { network, config } = voice;
      const data: Made = { network, config, espeak: host.model("espeak-ng"), threads: options.threads };
      const module = new URL("./worker.ts", import.meta.url);
      const thread = host.own(await openThread<Order, Result>({ module, data, limit }));
      const say: Mouth["say"] = async (text, speed, signal) =>
        toSamples((await thread.ask({ text, speaker: 0, speed }, signal)).samples);
      others.push({ voice, mouth: { rate: config.audio.sample_rate, say } });
    }
    const mouthFor = (wanted: string | undefined, language: string): Mouth => {
      const named = others.find(({ voice }) => voice.name === wanted);
      if (named) return named.mouth;
      const speaker = speakerOf(wanted);
      const other = others.find(({ voice }) => baseOf(voice.language) === baseOf(language));
      if (other && speaker === undefined && baseOf(language) !== "en") return other.mouth;
      return {
        rate: engine.rate,
        say: async (clause, speed, signal) => {
          const plain = spoken(clause);
          return plain === "" ? new Int16Array(0) : engine.say(plain, speaker ?? standard, speed, signal);
        },
      };
    };
    host.provide("tts", {
      languages: [...new Set(["en", ...others.map(({ voice }) => baseOf(voice.language))])],
      limit: 4,
      licence: "Apache-2.0 AND CC-BY-4.0 AND GPL-3.0-or-later",
      traits: { quality: "natural", rate: engine.rate, speakers: engine.speakers },
      voices: [
        ...voices.map(({ name, language, about }) => ({ name, language, about })),
        ...others.map(({ voice: { name, language } }) => ({ name, language })),
      ],
      speak(text, { signal, speed: asked, voice, language }) {
        const mouth = mouthFor(voice, language);
        const speed = Math.min(3, Math.max(0.3, asked * options.speed));
        return speakInOrder(text, {
          signal,
          speed,
          rate: mouth.rate,
          limit: longest,
          say: (clause) => mouth.say(clause, speed, signal),
        });
      },
    });
  },
});

const baseOf = (language: string): string => language.split("-")[0] ?? language;

const speakerOf = (voice: string | undefined): number | undefined =>
  voices.find(({ name }) => name === voice)?.speaker;
