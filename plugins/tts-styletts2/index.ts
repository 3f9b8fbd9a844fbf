/** Speaks with StyleTTS 2, which takes a sample of the voice with every request (https://github.com/SaladTechnologies/styletts2-api). */
import { definePlugin, Fault } from "hearsay";
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
  voiceFor,
  withSamples,
} from "hearsay/remote";
import { speakServed } from "hearsay/voice";

interface Options extends SpeechServiceOptions {
  readonly samples: readonly Sample[];
  readonly steps: number;
}

const rate = 24_000;
/** Its text encoder takes 512 phonemes. */
const longest = 240;
/** ms: it is sent with every request. */
const longestSample = 10_000;

/**
 * [beta, embedding_scale]: how much of the style comes from the words in place of the sample, and how strong it is. The
 * model's authors say of the second that more of it is more feeling; more than 2 breaks the speech.
 */
const feelings: Readonly<Record<string, readonly [number, number]>> = {
  excited: [0.9, 2],
  happy: [0.8, 2],
  angry: [0.9, 2],
  surprised: [0.9, 2],
  sad: [0.9, 2],
  fearful: [0.9, 2],
  empathetic: [0.8, 1.5],
  encouraging: [0.8, 1.5],
  friendly: [0.7, 1.5],
  curious: [0.8, 1.5],
  calm: [0.3, 1],
  serious: [0.3, 1],
  professional: [0.3, 1],
  neutral: [0.5, 1],
};

const { voices: _, ...common } = speechOptions({ model: false, voice: "" }) as { voices?: object };
const properties = {
  ...serviceOptions({ url: "http://127.0.0.1:4321", key: false, timeout: 30_000 }),
  ...common,
  voice: { type: "string", description: "The sample when nobody asks for another; absent: the first" },
  samples: samplesOption,
  steps: {
    type: "integer",
    minimum: 1,
    maximum: 30,
    default: 5,
    description: "Steps of diffusion: more vary more and take longer",
  },
};

export default definePlugin<Options>({
  name: "tts-styletts2",
  about: "Speaks with StyleTTS 2 on a server of yours, in voices of samples",
  remote: true,
  options: { type: "object", properties, additionalProperties: false },
  async start(host, options) {
    const { url, timeout, steps } = options;
    const service = serviceOf({ name: "StyleTTS 2", url, timeout });
    const offer = (samples: readonly Sample[], sound?: string): void => {
      const voices = sampledVoices(samples);
      const sampleOf = perSample(samples, async (sample) =>
        (await readSample(sample, host.folder)).toString("base64"),
      );
      const usual = options.voice ?? voices[0]?.name;
      host.provide("tts", {
        languages: [...(options.languages ?? new Set(voices.map(({ language }) => language)))],
        voices,
        sound,
        limit: 2,
        traits: speechTraits(options, {
          firstMs: 1500,
          streaming: false,
          emotions: Object.keys(feelings),
          sounds: [],
          cloning: true,
        }),
        speak(text, { signal, speed, voice: asked, language, emotion }) {
          const name = voiceFor(voices, { voice: asked, language }, usual);
          const [beta, scale] = feelings[emotion ?? ""] ?? [0.7, 1];
          async function* ask(clause: string) {
            const voice = await sampleOf(name);
            if (voice === undefined)
              throw new Fault("PLUGIN_OPTIONS_INVALID", `tts-styletts2 has no sample ${name}.`);
            const json = {
              text: clause.toWellFormed(),
              voice,
              output_sample_rate: rate,
              output_format: "wav",
              alpha: 0.3,
              beta,
              embedding_scale: scale,
              diffusion_steps: steps,
            };
            yield* speechOf(await service.ask("/generate", { json, signal }), { rate });
          }
          return speakServed(text, { signal, speed, limit: longest, ask });
        },
      });
    };
    await withSamples(host, options.samples, offer, longestSample);
  },
});
