/** Speaks with OpenAI's voices, and with those of every server that has the same API. */
import { definePlugin } from "hearsay";
import {
  neededKey,
  type SpeechServiceOptions,
  serviceOf,
  serviceOptions,
  speechOf,
  speechOptions,
  speechTraits,
  voiceFor,
  voicesOf,
} from "hearsay/remote";
import { emotions, sounds, speakServed } from "hearsay/voice";
import { type Preset, type PresetName, presets } from "./presets.ts";

interface Options extends Omit<SpeechServiceOptions, "url"> {
  readonly preset: PresetName;
  readonly url?: string;
  readonly format?: "pcm" | "wav";
  readonly rate?: number;
  readonly cloning: boolean;
  readonly more: Readonly<Record<string, unknown>>;
}

/** A clause that is longer takes too long to begin. */
const longest = 400;

const common = serviceOptions({ url: "" });
const properties = {
  preset: {
    enum: Object.keys(presets),
    default: "openai",
    description: "Whose server it is: its address, model, voices and what it can",
  },
  ...common,
  url: {
    type: "string",
    pattern: "^https?://",
    description: "The server's address, up to /v1; absent: the preset's",
  },
  ...speechOptions({ voice: "" }),
  voice: { type: "string", description: "The voice when nobody asks for another; absent: the preset's" },
  format: { enum: ["pcm", "wav"], description: "What the server shall send; absent: the preset's" },
  rate: { type: "integer", minimum: 8000, maximum: 48_000, description: "Hz of pcm; absent: the preset's" },
  cloning: {
    type: "boolean",
    default: false,
    description: "Whether the server speaks with voices of samples",
  },
  more: { type: "object", default: {}, description: "More fields of every request, as the server has them" },
};

/** Marks of sounds as the model has them: <laugh>. */
const marked = (text: string, preset: Preset): string =>
  preset.sounds === "angle" ? text.replace(new RegExp(`\\[(${sounds.join("|")})\\]`, "g"), "<$1>") : text;

export default definePlugin<Options>({
  name: "tts-openai",
  about:
    "Speaks with OpenAI, Orpheus, Kokoro, Chatterbox, speaches, vLLM and every other server of OpenAI's speech API",
  remote: true,
  options: { type: "object", properties, additionalProperties: false },
  start(host, options) {
    const preset = presets[options.preset];
    const { timeout, model = preset.model, format = preset.format, rate = preset.rate } = options;
    const key =
      preset.keyed && options.url === undefined ? neededKey("tts-openai", options) : (options.key ?? "");
    const headers: Record<string, string> = key === "" ? {} : { authorization: `Bearer ${key}` };
    const url = options.url ?? preset.url;
    const service = serviceOf({ name: preset.name, url, headers, timeout, secrets: [key] });
    const voices = voicesOf(preset.voices, options);
    const feels = emotions.filter((emotion) => preset.feel?.(emotion, model) !== undefined);
    host.provide("tts", {
      languages: [...(options.languages ?? preset.languages)],
      voices,
      traits: speechTraits(
        { ...options, model },
        {
          preset: options.preset,
          streaming: preset.streaming,
          firstMs: preset.firstMs,
          emotions: feels,
          sounds: preset.sounds ? [...sounds] : [],
          cloning: options.cloning,
        },
      ),
      speak(text, { signal, speed, voice: asked, language, emotion }) {
        const voice = voiceFor(voices, { voice: asked, language }, options.voice ?? preset.voice);
        const feeling = emotion === undefined ? undefined : preset.feel?.(emotion, model);
        async function* ask(clause: string, tempo: number) {
          const json = {
            model,
            input: marked(clause, preset),
            voice,
            response_format: format,
            ...(preset.speeds ? { speed: tempo } : {}),
            ...preset.more,
            ...feeling,
            ...options.more,
          };
          yield* speechOf(await service.ask("/audio/speech", { json, signal }), { rate });
        }
        const { speeds } = preset;
        return speakServed(text, { signal, speed, limit: longest, ask, ...(speeds ? { speeds } : {}) });
      },
    });
  },
});
