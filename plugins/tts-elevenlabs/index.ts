/** Speaks with ElevenLabs' voices, streamed (https://elevenlabs.io/docs/api-reference/text-to-speech/stream). */
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
import { felt, hasTags, settingsFor, tagged, taggedSounds } from "./feeling.ts";

/** Voices that every account has. */
const premade = [
  { name: "JBFqnCBsd6RMkjVDRZzb", language: "en", about: "George, a warm storyteller" },
  { name: "EXAVITQu4vr4xnSDxMaL", language: "en", about: "Sarah, mature and reassuring" },
  { name: "onwK4e9ZLuTAKqWW03F9", language: "en", about: "Daniel, a steady broadcaster" },
  { name: "pNInz6obpgDQGcFmaJgB", language: "en", about: "Adam, firm" },
] as const;

/** Of eleven_flash_v2_5 and eleven_turbo_v2_5. */
const languages =
  "en ja zh de hi fr ko pt it es id nl tr fil pl sv bg ro ar cs el fi hr ms sk da ta uk ru hu no vi".split(
    " ",
  );
/** Every plan may have samples at this rate. */
const rate = 24_000;
const longest = 400;

interface Options extends SpeechServiceOptions {
  readonly model: string;
  readonly samples: readonly Sample[];
}

export default definePlugin<Options>({
  name: "tts-elevenlabs",
  about: "Speaks with ElevenLabs' voices, those of your account and of samples as well",
  remote: true,
  options: {
    type: "object",
    properties: {
      ...serviceOptions({ url: "https://api.elevenlabs.io" }),
      ...speechOptions({ model: "eleven_flash_v2_5", voice: premade[0].name }),
      samples: samplesOption,
    },
    additionalProperties: false,
  },
  async start(host, options) {
    const { url, timeout, model } = options;
    const key = neededKey("tts-elevenlabs", options);
    const headers = { "xi-api-key": key };
    const service = serviceOf({ name: "ElevenLabs", url, headers, timeout, secrets: [key] });
    const tags = hasTags(model);
    // The first multilingual models find the language by themselves and refuse to be told.
    const told = !/multilingual/.test(model);
    /** An instant clone: https://elevenlabs.io/docs/api-reference/voices/ivc/create */
    const clone = async ({ name }: Sample, wav: Blob): Promise<string> => {
      const body = new FormData();
      body.set("name", name);
      body.set("files", wav, `${name}.wav`);
      const answer = await service.ask("/v1/voices/add", { body, signal: host.signal });
      const { voice_id } = (await jsonOf<{ voice_id?: unknown } | null>(answer)) ?? {};
      if (typeof voice_id === "string") return voice_id;
      throw remoteFault("REMOTE_CONTENT", "ElevenLabs made no voice of the sample.");
    };
    await withSamples(host, options.samples, (samples, sound) => {
      const voices = voicesOf([...premade, ...sampledVoices(samples)], options);
      const cloned = clonesOf(host, samples, clone);
      host.provide("tts", {
        languages: [...(options.languages ?? languages)],
        voices,
        sound,
        traits: speechTraits(options, {
          streaming: true,
          firstMs: 400,
          emotions: tags ? [...felt, "whisper"] : felt,
          sounds: tags ? taggedSounds : [],
          cloning: true,
        }),
        speak(text, { signal, speed, voice: asked, language, emotion }) {
          const voice = voiceFor(voices, { voice: asked, language }, options.voice);
          async function* ask(clause: string, tempo: number) {
            const json = {
              text: tags ? tagged(clause, emotion) : clause,
              model_id: model,
              ...(told ? { language_code: language.split("-")[0] } : {}),
              voice_settings: tags ? { stability: 0.5 } : { ...settingsFor(emotion), speed: tempo },
            };
            const query = { output_format: `pcm_${rate}` };
            const answer = await cloned(voice, (id) =>
              service.ask(`/v1/text-to-speech/${encodeURIComponent(id)}/stream`, { query, json, signal }),
            );
            yield* speechOf(answer, { rate });
          }
          const speeds = tags ? ([1, 1] as const) : ([0.7, 1.2] as const);
          return speakServed(text, { signal, speed, speeds, limit: longest, ask });
        },
      });
    });
  },
});
