/** Hears with OpenAI's transcription, Mistral's Voxtral, and every server that has the same API. */
import { definePlugin } from "hearsay";
import {
  fileOf,
  jsonOf,
  neededKey,
  remoteFault,
  type SpeechServiceOptions,
  serviceOf,
  serviceOptions,
  speechOptions,
  speechTraits,
} from "hearsay/remote";
import { cutLoops, hearPieces, type PieceEar } from "hearsay/voice";
import { type Preset, type PresetName, presets } from "./presets.ts";

interface Options extends Omit<SpeechServiceOptions, "url"> {
  readonly preset: PresetName;
  readonly url?: string;
  readonly more: Readonly<Record<string, string>>;
}

/** Those that Whisper's authors found to be heard well enough, and the house has words for. */
const usual =
  "en de fr es it pt nl pl ru zh ja ko hi ar ca cs da el fi he hu id nb ro sk sv th tr uk vi".split(" ");
const rate = 16_000;
const mostHints = 100;

const properties = {
  preset: {
    enum: Object.keys(presets),
    default: "openai",
    description: "Whose server it is: its address, its model and what it can be told",
  },
  ...serviceOptions({ url: "" }),
  url: {
    type: "string",
    pattern: "^https?://",
    description: "The server's address, up to /v1; absent: the preset's",
  },
  ...speechOptions({}),
  more: {
    type: "object",
    additionalProperties: { type: "string" },
    default: {},
    description: "More fields of every request, as the server has them",
  },
};

interface Answer {
  readonly text?: unknown;
  /** A code or an English name. */
  readonly language?: unknown;
}

export default definePlugin<Options>({
  name: "stt-openai",
  about:
    "Hears with OpenAI, Mistral's Voxtral, Groq, speaches, vLLM and every other server of OpenAI's transcription API",
  remote: true,
  options: { type: "object", properties, additionalProperties: false },
  start(host, options) {
    const preset: Preset = presets[options.preset];
    const { timeout, model = preset.model } = options;
    const key =
      preset.keyed && options.url === undefined ? neededKey("stt-openai", options) : (options.key ?? "");
    const headers: Record<string, string> = key === "" ? {} : { authorization: `Bearer ${key}` };
    const url = options.url ?? preset.url;
    const service = serviceOf({ name: preset.name, url, headers, timeout, secrets: [key] });
    const detects = preset.detects(model);
    host.provide("stt", {
      languages: [...(options.languages ?? usual)],
      streaming: false,
      traits: speechTraits({ ...options, model }, { preset: options.preset, detects, firstMs: 1000 }),
      transcribe(audio, { signal, language, languages = [], hints }) {
        const wanted = [...new Set([language, ...languages])];
        const told = detects && wanted.length > 1 ? undefined : language;
        const ear: PieceEar = {
          async decode(take, until) {
            const samples = take();
            if (!samples || until.aborted) return { text: "", by: "free" };
            const body = formOf({ samples, model, told, hints, preset, detects });
            for (const [name, value] of Object.entries(options.more)) body.set(name, value);
            const answer = await jsonOf<Answer | null>(
              await service.ask("/audio/transcriptions", { body, signal: until }),
            );
            const heard = answer?.text;
            if (typeof heard !== "string") {
              throw remoteFault("REMOTE_CONTENT", `${preset.name} answered without a text.`);
            }
            const spoken = told === undefined ? languageIn(answer?.language, wanted) : undefined;
            const text = cutLoops(heard.trim());
            return { text, by: "free", ...(spoken === undefined ? {} : { language: spoken }) };
          },
        };
        return hearPieces(ear, audio, signal);
      },
    });
  },
});

interface Piece {
  readonly samples: Int16Array;
  readonly model: string;
  readonly told: string | undefined;
  readonly hints: readonly string[];
  readonly preset: Preset;
  readonly detects: boolean;
}

function formOf({ samples, model, told, hints, preset, detects }: Piece): FormData {
  const form = new FormData();
  form.set("file", fileOf({ samples, rate }), "speech.wav");
  form.set("model", model);
  if (preset.formats) form.set("response_format", told === undefined && detects ? "verbose_json" : "json");
  if (told !== undefined) form.set("language", baseOf(told));
  const words = hints.slice(0, mostHints);
  if (words.length === 0) return form;
  if (preset.hints === "prompt") form.set("prompt", words.join(", "));
  if (preset.hints === "hotwords") form.set("hotwords", words.join(" "));
  // Mistral takes no blanks and no commas within one.
  if (preset.hints === "context_bias") {
    for (const word of words) form.append("context_bias", word.replace(/[\s,]+/g, "_"));
  }
  return form;
}

const baseOf = (language: string): string => language.split("-")[0] ?? language;
const names = new Intl.DisplayNames("en", { type: "language" });

/** Which of the wanted languages it was: "de" and "german" are "de-AT" where that is one. */
function languageIn(said: unknown, wanted: readonly string[]): string | undefined {
  if (typeof said !== "string") return undefined;
  const plain = said.toLowerCase();
  return wanted.find((one) => {
    const base = baseOf(one);
    return plain === base || plain.startsWith(`${base}-`) || plain === names.of(base)?.toLowerCase();
  });
}
