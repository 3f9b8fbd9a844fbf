/** English speech recognition with Moonshine: decodes an utterance when it is asked for, and when it ends. */
import {
  type AudioFrame,
  definePlugin,
  Fault,
  type Flush,
  type SpeechToText,
  samplesOf,
  type Transcript,
} from "hearsay";
import { loadRecogniser, type Recogniser } from "./recogniser.ts";
import { createUtterance, type Utterance } from "./utterance.ts";

export interface Options {
  size: "base" | "tiny";
  threads: number;
  parallel: number;
  padding: number;
}

export default definePlugin<Options>({
  name: "stt-moonshine",
  about: "English speech recognition with Moonshine, on the CPU.",
  placement: "speech",
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      size: {
        enum: ["base", "tiny"],
        default: "base",
        description:
          "The model: base hears better far from the microphone; tiny needs half the time and memory.",
      },
      threads: {
        type: "integer",
        minimum: 1,
        maximum: 8,
        default: 1,
        description:
          "Threads for one utterance. A second one rarely helps, and slows everything on a busy machine.",
      },
      parallel: {
        type: "integer",
        minimum: 1,
        maximum: 16,
        default: 4,
        description: "Utterances decoded at once; the others wait.",
      },
      padding: {
        type: "integer",
        minimum: 0,
        maximum: 500,
        default: 200,
        description: "ms of silence put before and after an utterance; cut tight, Moonshine repeats itself.",
      },
    },
  },
  needs: ({ size }) => ({ models: [`moonshine-${size}-en`] }),
  async start(host, options) {
    const recogniser = await loadRecogniser(host.model(`moonshine-${options.size}-en`), options);
    host.provide("stt", provider(recogniser, options));
  },
});

function provider(recogniser: Recogniser, { size }: Options): SpeechToText {
  return {
    languages: ["en"],
    limit: 32,
    licence: "MIT",
    streaming: false,
    traits: { model: `moonshine-${size}-en` },
    transcribe: (audio, { signal }) => transcribe(recogniser, audio, signal),
  };
}

async function* transcribe(
  recogniser: Recogniser,
  audio: AsyncIterable<AudioFrame | Flush>,
  signal: AbortSignal,
): AsyncGenerator<Transcript> {
  const utterance = createUtterance();
  const done: string[] = [];
  /** The text of what came up to the last flush. */
  let known: string | undefined;
  const hear = async (): Promise<string> => {
    const text =
      known !== undefined && utterance.unchanged() ? known : await decode(recogniser, utterance, signal);
    known = text;
    return [...done, text].filter(Boolean).join(" ");
  };

  for await (const item of audio) {
    if (signal.aborted) return;
    if (item === "flush") {
      const text = await hear();
      utterance.mark();
      if (signal.aborted) return;
      yield { text, final: false, language: "en" };
      continue;
    }
    utterance.push(speechOf(item));
    const piece = utterance.overflow();
    if (!piece) continue;
    done.push(await recogniser.decode(piece, signal));
    known = undefined;
  }
  if (signal.aborted) return;
  const text = await hear();
  if (!signal.aborted) yield { text, final: true, language: "en" };
}

async function decode(recogniser: Recogniser, utterance: Utterance, signal: AbortSignal): Promise<string> {
  const rest = utterance.rest();
  return rest ? recogniser.decode(rest, signal) : "";
}

function speechOf(frame: AudioFrame): Int16Array {
  const { codec, rate, channels } = frame.format;
  if (codec === "pcm" && rate === 16_000 && channels === 1) return samplesOf(frame);
  throw new Fault(
    "AUDIO_UNSUPPORTED",
    `Moonshine hears PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz, ${channels}.`,
  );
}
