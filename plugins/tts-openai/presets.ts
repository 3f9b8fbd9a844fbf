/** Servers that speak OpenAI's speech API, each with its address, voices and peculiarities. */
import type { Voice } from "hearsay";
import { instructionFor } from "./manner.ts";

export interface Preset {
  /** For people. */
  readonly name: string;
  readonly url: string;
  /** Nobody is answered without a key. */
  readonly keyed?: boolean;
  readonly model: string;
  readonly voice: string;
  readonly voices: readonly Voice[];
  /** BCP-47. */
  readonly languages: readonly string[];
  /** Slowest and fastest that it can; absent: it has one speed. */
  readonly speeds?: readonly [number, number];
  readonly format: "pcm" | "wav";
  /** Hz of `pcm`. */
  readonly rate: number;
  /** It sends sound while it makes it. */
  readonly streaming: boolean;
  /** ms until its first sound that are to be expected of a clause; servers of the house with a good graphics card. */
  readonly firstMs: number;
  /** Sent with every request. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Marks of sounds as its model has them. */
  readonly sounds?: "angle";
  /** What an emotion adds to a request; undefined where it adds nothing. */
  feel?(emotion: string, model: string): Readonly<Record<string, unknown>> | undefined;
}

/** Those that Whisper hears, which OpenAI names for its voices too. */
const many = (
  "en de fr es it pt nl pl ru zh ja ko hi ar bg ca cs da el et fa fi he hr hu id kk lt lv mk mr ms ne no ro sk sl sr sv sw ta th " +
  "tl tr uk ur vi cy"
).split(" ");

const of = (language: string, names: string): Voice[] => names.split(" ").map((name) => ({ name, language }));

/** https://developers.openai.com/api/reference/resources/audio/subresources/speech/methods/create */
const openai: Preset = {
  name: "OpenAI",
  url: "https://api.openai.com/v1",
  keyed: true,
  model: "gpt-4o-mini-tts",
  voice: "coral",
  voices: of("en", "alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar"),
  languages: many,
  speeds: [0.25, 4],
  format: "pcm",
  rate: 24_000,
  streaming: true,
  firstMs: 700,
  // tts-1 and tts-1-hd take no instructions.
  feel: (emotion, model) => (model.startsWith("tts-1") ? undefined : instructionFor(emotion)),
};

/** https://github.com/Lex-au/Orpheus-FastAPI: a whole WAV file; speed and format are read and not used. */
const orpheus: Preset = {
  name: "Orpheus-FastAPI",
  url: "http://127.0.0.1:5005/v1",
  model: "orpheus",
  voice: "tara",
  voices: [
    ...of("en", "tara leah jess leo dan mia zac zoe"),
    ...of("fr", "pierre amelie marie"),
    ...of("de", "jana thomas max"),
    ...of("ko", "유나 준서"),
    ...of("hi", "ऋतिका"),
    ...of("zh", "长乐 白芷"),
    ...of("es", "javi sergio maria"),
    ...of("it", "pietro giulia carlo"),
  ],
  languages: ["en", "fr", "de", "ko", "hi", "zh", "es", "it"],
  format: "wav",
  rate: 24_000,
  streaming: false,
  firstMs: 2500,
  sounds: "angle",
};

/** https://github.com/remsky/Kokoro-FastAPI; the voices are Kokoro's own, named by language and sex. */
const kokoro: Preset = {
  name: "Kokoro-FastAPI",
  url: "http://127.0.0.1:8880/v1",
  model: "kokoro",
  voice: "af_heart",
  voices: [
    ...of("en-US", "af_heart af_bella af_nicole af_sarah af_sky am_adam am_michael am_fenrir"),
    ...of("en-GB", "bf_emma bf_isabella bm_george bm_lewis"),
    ...of("es", "ef_dora em_alex"),
    ...of("fr", "ff_siwis"),
    ...of("hi", "hf_alpha hm_omega"),
    ...of("it", "if_sara im_nicola"),
    ...of("ja", "jf_alpha jm_kumo"),
    ...of("pt-BR", "pf_dora pm_alex"),
    ...of("zh", "zf_xiaobei zm_yunxi"),
  ],
  languages: ["en", "es", "fr", "hi", "it", "ja", "pt", "zh"],
  speeds: [0.25, 4],
  format: "pcm",
  rate: 24_000,
  streaming: true,
  firstMs: 300,
  more: { stream: true },
};

/** How much of a feeling there is, which is all that Chatterbox can be told. */
const exaggeration: Readonly<Record<string, number>> = {
  excited: 0.9,
  happy: 0.7,
  surprised: 0.9,
  angry: 0.9,
  fearful: 0.8,
  sad: 0.7,
  empathetic: 0.6,
  encouraging: 0.65,
  friendly: 0.6,
  curious: 0.6,
  calm: 0.35,
  serious: 0.35,
  professional: 0.35,
  analytical: 0.3,
};

/** https://github.com/travisvn/chatterbox-tts-api */
const chatterbox: Preset = {
  name: "Chatterbox",
  url: "http://127.0.0.1:4123/v1",
  model: "chatterbox",
  voice: "default",
  voices: of("en", "default"),
  languages: ["en"],
  format: "wav",
  rate: 24_000,
  streaming: false,
  firstMs: 2500,
  feel: (emotion) => {
    const much = exaggeration[emotion];
    // A lower weight keeps the pace of what is said with much feeling: the model's own advice.
    return much === undefined ? undefined : { exaggeration: much, cfg_weight: much > 0.6 ? 0.3 : 0.5 };
  },
};

/** https://speaches.ai speaks with the Kokoro and Piper models that it has. */
const speaches: Preset = {
  ...kokoro,
  name: "speaches",
  url: "http://127.0.0.1:8000/v1",
  model: "speaches-ai/Kokoro-82M-v1.0-ONNX",
  more: { sample_rate: 24_000 },
};

/** https://docs.vllm.ai/projects/vllm-omni/en/stable/serving/speech_api/ */
const vllm: Preset = {
  name: "vLLM",
  url: "http://127.0.0.1:8091/v1",
  model: "Qwen/Qwen3-TTS-12Hz-1.7B-CustomVoice",
  voice: "vivian",
  voices: of("en", "vivian ryan"),
  languages: ["en", "de", "fr", "es", "it", "pt", "ru", "zh", "ja", "ko"],
  format: "pcm",
  rate: 24_000,
  streaming: true,
  firstMs: 500,
  more: { stream: true },
  feel: (emotion) => instructionFor(emotion),
};

export const presets = { openai, orpheus, kokoro, chatterbox, speaches, vllm } as const;
export type PresetName = keyof typeof presets;
