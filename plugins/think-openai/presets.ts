/** The services that speak OpenAI's chat completions, and in what each of them differs; data only. */

export interface Preset {
  /** For people. */
  readonly called: string;
  readonly url: string;
  /** Absent: the first that the server lists. */
  readonly model?: string;
  /** Whether it wants a key. */
  readonly key: boolean;
  /** The field for the most tokens of an answer. */
  readonly most: "max_tokens" | "max_completion_tokens";
  /** Whether it takes `stream_options: { include_usage: true }`; some tell the usage anyway, and refuse fields they do not know. */
  readonly usage: boolean;
  /** Ids of calls have exactly so many letters and digits; absent: as they come. */
  readonly idLength?: number;
  /** Highest temperature; absent: 2. */
  readonly hottest?: number;
  /** What else is known, for people. */
  readonly limits: string;
  /** Where all this stands. */
  readonly page: string;
}

export const presets = {
  openai: {
    called: "OpenAI",
    url: "https://api.openai.com/v1",
    model: "gpt-4.1-mini",
    key: true,
    most: "max_completion_tokens",
    usage: true,
    limits: "Limits by account tier. Models that reason take no temperature and think before the first word.",
    page: "https://platform.openai.com/docs/api-reference/chat/create",
  },
  ollama: {
    called: "Ollama",
    url: "http://127.0.0.1:11434/v1",
    key: false,
    most: "max_tokens",
    usage: true,
    limits: "Tools only with models that have them. think-ollama can do more: it lists and fetches models.",
    page: "https://docs.ollama.com/api/openai-compatibility",
  },
  "llama.cpp": {
    called: "llama.cpp",
    url: "http://127.0.0.1:8080/v1",
    key: false,
    most: "max_tokens",
    usage: true,
    limits: "One model a server, whatever it is called. Tools need --jinja where that is not the default.",
    page: "https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md",
  },
  vllm: {
    called: "vLLM",
    url: "http://127.0.0.1:8000/v1",
    key: false,
    most: "max_tokens",
    usage: true,
    limits:
      "Tools need --enable-auto-tool-choice and --tool-call-parser. Voxtral is served too: text in, text out.",
    page: "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
  },
  "lm-studio": {
    called: "LM Studio",
    url: "http://127.0.0.1:1234/v1",
    key: false,
    most: "max_tokens",
    usage: true,
    limits: "Loads a model when it is first asked for, which takes its time: raise `timeout`.",
    page: "https://lmstudio.ai/docs/developer/openai-compat",
  },
  mistral: {
    called: "Mistral",
    url: "https://api.mistral.ai/v1",
    model: "mistral-small-latest",
    key: true,
    most: "max_tokens",
    usage: false,
    idLength: 9,
    hottest: 1.5,
    limits: "Requests a second by workspace. The usage always comes; fields it does not know are refused.",
    page: "https://docs.mistral.ai/api",
  },
  cerebras: {
    called: "Cerebras",
    url: "https://api.cerebras.ai/v1",
    model: "gpt-oss-120b",
    key: true,
    most: "max_completion_tokens",
    usage: false,
    hottest: 1.5,
    limits:
      "30 requests a minute on the free tier, as others report; the tokens asked for count as used beforehand.",
    page: "https://inference-docs.cerebras.ai/resources/openai",
  },
  groq: {
    called: "Groq",
    url: "https://api.groq.com/openai/v1",
    model: "llama-3.3-70b-versatile",
    key: true,
    most: "max_completion_tokens",
    usage: true,
    limits:
      "30 requests a minute and 1,000 a day on the free tier, by model; the header retry-after tells how long.",
    page: "https://console.groq.com/docs/openai",
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];
