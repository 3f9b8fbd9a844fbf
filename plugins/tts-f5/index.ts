/** Speaks with F5-TTS, which imitates a voice and its mood from a sample (https://github.com/ValyrianTech/F5-TTS_server). */
import { definePlugin } from "hearsay";
import {
  perSample,
  readSample,
  type Sample,
  type SpeechServiceOptions,
  sampledVoices,
  samplesOption,
  serviceOf,
  serviceOptions,
  speechOf,
  speechOptions,
  speechTraits,
  textOf,
  voiceFor,
  voicesOf,
  withSamples,
} from "hearsay/remote";
import { emotions, speakServed } from "hearsay/voice";

interface Options extends SpeechServiceOptions {
  readonly voice: string;
  readonly samples: readonly Sample[];
  readonly styles: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const rate = 24_000;
const longest = 240;
/** ms: F5 cuts a longer reference by itself. */
const longestSample = 12_000;
const speeds = [0.5, 2] as const;

const label = { type: "string" };
const properties = {
  ...serviceOptions({ url: "http://127.0.0.1:7860", key: false, timeout: 30_000 }),
  ...speechOptions({ model: false, voice: "default_en" }),
  samples: samplesOption,
  styles: {
    type: "object",
    default: {},
    description:
      "References of a voice in other moods: { VOICE: { EMOTION: name of a sample or of a voice of the server } }",
    additionalProperties: {
      type: "object",
      properties: Object.fromEntries(emotions.map((emotion) => [emotion, label])),
      additionalProperties: false,
    },
  },
};

export default definePlugin<Options>({
  name: "tts-f5",
  about: "Speaks with F5-TTS on a server of yours, in voices and moods of samples",
  remote: true,
  options: { type: "object", properties, additionalProperties: false },
  async start(host, options) {
    const { url, timeout, styles } = options;
    const service = serviceOf({ name: "F5-TTS", url, timeout });
    const moods = new Set(Object.values(styles).flatMap((style) => Object.values(style)));
    /** Sent once; the server keeps it under its name. */
    const upload = async (sample: Sample): Promise<string> => {
      const body = new FormData();
      const bytes = await readSample(sample, host.folder);
      body.set("audio_file_label", sample.name);
      body.set("file", new Blob([new Uint8Array(bytes)], { type: "audio/wav" }), `${sample.name}.wav`);
      await textOf(await service.ask("/upload_audio/", { body, signal: host.signal }));
      return sample.name;
    };
    const offer = (samples: readonly Sample[], sound?: string): void => {
      const usual = { name: options.voice, language: options.languages?.[0] ?? "en" };
      const speakers = samples.filter(({ name }) => !moods.has(name));
      const voices = voicesOf([usual, ...sampledVoices(speakers)], options);
      const uploaded = perSample(samples, upload);
      host.provide("tts", {
        languages: [...(options.languages ?? new Set([...voices.map(({ language }) => language), "en"]))],
        voices,
        sound,
        limit: 2,
        traits: speechTraits(options, {
          streaming: false,
          firstMs: 2500,
          emotions: [...new Set(Object.values(styles).flatMap(Object.keys))],
          sounds: [],
          cloning: true,
        }),
        speak(text, { signal, speed, voice: asked, language, emotion }) {
          const voice = voiceFor(voices, { voice: asked, language }, options.voice);
          const reference = styles[voice]?.[emotion ?? ""] ?? voice;
          async function* ask(clause: string, tempo: number) {
            await uploaded(reference);
            const query = { text: clause.toWellFormed(), voice: reference, speed: tempo };
            yield* speechOf(await service.ask("/synthesize_speech/", { query, signal }), { rate });
          }
          return speakServed(text, { signal, speed, speeds, limit: longest, ask });
        },
      });
    };
    await withSamples(host, options.samples, offer, longestSample);
  },
});
