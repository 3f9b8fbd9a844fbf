/** Speaks with Cartesia's voices, streamed as bytes (https://docs.cartesia.ai/api-reference/tts/bytes). */
import { definePlugin } from "hearsay";
import {
  clonesOf,
  jsonOf,
  neededKey,
  remoteFault,
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
  voicesOf,
  withSamples,
} from "hearsay/remote";
import { speakServed } from "hearsay/voice";

/** The version of the API that the requests below are written for. */
const version = "2026-08-14";
const usualVoice = "e07c00bc-4134-4eae-9ea4-1a55fb45746b";
const known = [{ name: usualVoice, language: "en", about: "The voice of Cartesia's own examples" }];
const languages =
  "en fr de es pt zh ja hi it ko nl pl ru sv tr tl bg ro ar cs el fi hr ms sk da ta uk hu no vi bn th he ka id te gu kn ml mr pa or ur".split(
    " ",
  );
const rate = 24_000;
/** ms that it takes of a recording: it advises some five seconds. */
const longestSample = 10_000;
const longest = 400;
const speeds = [0.6, 1.5] as const;

/** Names of emotions as Sonic 3 has them: https://docs.cartesia.ai/build-with-cartesia/sonic-3/volume-speed-emotion */
const emotions: Readonly<Record<string, string>> = {
  professional: "neutral",
  empathetic: "sympathetic",
  excited: "excited",
  confident: "confident",
  curious: "curious",
  friendly: "affectionate",
  serious: "determined",
  calm: "calm",
  encouraging: "enthusiastic",
  analytical: "contemplative",
  sad: "sad",
  angry: "angry",
  happy: "happy",
  surprised: "surprised",
  fearful: "scared",
  disgusted: "disgusted",
  neutral: "neutral",
};

/** The one sound that it has. */
const sounded = (text: string): string => text.replaceAll("[laugh]", "[laughter]");

interface Options extends SpeechServiceOptions {
  readonly model: string;
  readonly samples: readonly Sample[];
}

export default definePlugin<Options>({
  name: "tts-cartesia",
  about: "Speaks with Cartesia's voices, those of your account and of samples as well",
  remote: true,
  options: {
    type: "object",
    properties: {
      ...serviceOptions({ url: "https://api.cartesia.ai" }),
      ...speechOptions({ model: "sonic-3.5", voice: usualVoice }),
      samples: samplesOption,
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const { url, timeout, model } = options;
    const key = neededKey("tts-cartesia", options);
    const headers = { authorization: `Bearer ${key}`, "cartesia-version": version };
    const service = serviceOf({ name: "Cartesia", url, headers, timeout, secrets: [key] });
    /** https://docs.cartesia.ai/api-reference/voices/clone */
    const clone = async ({ name, language }: Sample, wav: Blob): Promise<string> => {
      const body = new FormData();
      body.set("clip", wav, `${name}.wav`);
      body.set("name", name);
      body.set("language", language.split("-")[0] ?? language);
      const answer = await service.ask("/voices/clone", { body, signal: host.signal });
      const { id } = (await jsonOf<{ id?: unknown } | null>(answer)) ?? {};
      if (typeof id === "string") return id;
      throw remoteFault("REMOTE_CONTENT", "Cartesia made no voice of the sample.");
    };
    // What is told about feeling and speed, the models before the third generation pass over.
    const tellable = !/^sonic(-(english|multilingual|turbo|2))?(-\d{4}.*)?$/.test(model);
    const offer = (samples: readonly Sample[], sound?: string): void => {
      const voices = voicesOf([...known, ...sampledVoices(samples)], options);
      const cloned = clonesOf(host, samples, clone);
      host.provide("tts", {
        languages: [...(options.languages ?? languages)],
        voices,
        sound,
        traits: speechTraits(options, {
          streaming: true,
          firstMs: 300,
          emotions: tellable ? Object.keys(emotions) : [],
          sounds: tellable ? ["laugh"] : [],
          cloning: true,
        }),
        speak(text, { signal, speed, voice: asked, language, emotion }) {
          const voice = voiceFor(voices, { voice: asked, language }, options.voice);
          const feeling = emotions[emotion ?? ""];
          async function* ask(clause: string, tempo: number) {
            const config = { speed: tempo, ...(feeling === undefined ? {} : { emotion: feeling }) };
            const bodyFor = (id: string) => ({
              model_id: model,
              transcript: tellable ? sounded(clause) : clause,
              voice: { mode: "id", id },
              language: language.split("-")[0],
              output_format: { container: "raw", encoding: "pcm_s16le", sample_rate: rate },
              ...(tellable ? { generation_config: config } : {}),
            });
            const answer = await cloned(voice, (id) =>
              service.ask("/tts/bytes", { json: bodyFor(id), signal }),
            );
            yield* speechOf(answer, { rate });
          }
          return speakServed(text, { signal, speed, limit: longest, ask, ...(tellable ? { speeds } : {}) });
        },
      });
    };
    await withSamples(host, options.samples, offer, longestSample);
  },
});
