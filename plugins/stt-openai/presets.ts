/** Servers that speak OpenAI's transcription API, each with its address, model and peculiarities. */

export interface Preset {
  /** For people. */
  readonly name: string;
  readonly url: string;
  /** Nobody is answered without a key. */
  readonly keyed: boolean;
  readonly model: string;
  /** How it is told what may be said: a prompt, a list of single words, or words in a row; absent: it is not. */
  readonly hints?: "prompt" | "context_bias" | "hotwords";
  /** It answers in the format that is asked for; absent: it knows one. */
  readonly formats?: boolean;
  /** Whether this model tells languages apart. */
  detects(model: string): boolean;
  readonly more?: Readonly<Record<string, string>>;
}

/** https://developers.openai.com/api/reference/resources/audio/subresources/transcriptions/methods/create */
const openai: Preset = {
  name: "OpenAI",
  url: "https://api.openai.com/v1",
  keyed: true,
  model: "gpt-4o-mini-transcribe",
  hints: "prompt",
  formats: true,
  detects: (model) => model === "whisper-1",
};

/** https://docs.mistral.ai/api/endpoint/audio/transcriptions */
const mistral: Preset = {
  name: "Mistral",
  url: "https://api.mistral.ai/v1",
  keyed: true,
  model: "voxtral-mini-latest",
  hints: "context_bias",
  detects: () => true,
};

/** https://console.groq.com/docs/speech-to-text */
const groq: Preset = {
  name: "Groq",
  url: "https://api.groq.com/openai/v1",
  keyed: true,
  model: "whisper-large-v3-turbo",
  hints: "prompt",
  formats: true,
  detects: () => true,
};

/** https://speaches.ai, once faster-whisper-server */
const speaches: Preset = {
  name: "speaches",
  url: "http://127.0.0.1:8000/v1",
  keyed: false,
  model: "Systran/faster-whisper-small",
  hints: "hotwords",
  formats: true,
  detects: () => true,
};

/** https://docs.vllm.ai/en/latest/serving/openai_compatible_server/ */
const vllm: Preset = {
  name: "vLLM",
  url: "http://127.0.0.1:8000/v1",
  keyed: false,
  model: "mistralai/Voxtral-Mini-3B-2507",
  hints: "prompt",
  formats: true,
  detects: () => false,
};

export const presets = { openai, mistral, groq, speaches, vllm } as const;
export type PresetName = keyof typeof presets;
