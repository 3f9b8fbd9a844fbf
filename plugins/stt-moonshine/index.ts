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
import type { Heard } from "./listener.ts";
import { loadRecogniser, type Recogniser } from "./recogniser.ts";
import { createUtterance, type Utterance } from "./utterance.ts";

export interface Options {
  size: "base" | "tiny";
  threads: number;
  parallel: number;
  padding: number;
  secondHearing: boolean;
  beams: number;
  patience: number;
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
        default: 2,
        description:
          "Utterances decoded at once; the others wait. Each has a copy of the model in memory once it is needed.",
      },
      padding: {
        type: "integer",
        minimum: 0,
        maximum: 500,
        default: 200,
        description: "ms of silence put before and after an utterance; cut tight, Moonshine repeats itself.",
      },
      secondHearing: {
        type: "boolean",
        default: true,
        description: "Hear what makes no sense once more, as something that the house can be asked.",
      },
      beams: {
        type: "integer",
        minimum: 1,
        maximum: 32,
        default: 8,
        description: "Sentences that a second hearing follows at once; more find more and take longer.",
      },
      patience: {
        type: "integer",
        minimum: 20,
        maximum: 5000,
        default: 400,
        description: "ms that a second hearing may take; then the first one stands.",
      },
    },
  },
  needs: ({ size }) => ({ models: [`moonshine-${size}-en`] }),
  async start(host, options) {
    const { threads, parallel, padding, beams, patience: limit } = options;
    const folder = host.model(`moonshine-${options.size}-en`);
    const recogniser = host.own(await loadRecogniser(folder, { threads, parallel, padding, beams, limit }));
    host.provide("stt", provider(recogniser, options));
  },
});

function provider(recogniser: Recogniser, { size, secondHearing }: Options): SpeechToText {
  return {
    languages: ["en"],
    limit: 32,
    licence: "MIT",
    streaming: false,
    traits: { model: `moonshine-${size}-en` },
    transcribe: (audio, { signal }) => transcribe(recogniser, audio, signal),
    ...(secondHearing ? { learn: (grammar) => recogniser.learn(grammar) } : {}),
  };
}

async function* transcribe(
  recogniser: Recogniser,
  audio: AsyncIterable<AudioFrame | Flush>,
  signal: AbortSignal,
): AsyncGenerator<Transcript> {
  const utterance = createUtterance();
  const done: Heard[] = [];
  /** The words of what came up to the last flush. */
  let known: Heard | undefined;
  const hear = async (): Promise<Omit<Transcript, "final">> => {
    const same = known !== undefined && utterance.unchanged();
    const heard = same && known ? known : await decode(recogniser, utterance, signal);
    known = heard;
    return whole([...done, heard]);
  };

  for await (const item of audio) {
    if (signal.aborted) return;
    if (item === "flush") {
      const heard = await hear();
      utterance.mark();
      if (signal.aborted) return;
      yield { ...heard, final: false };
      continue;
    }
    utterance.push(speechOf(item));
    const piece = utterance.overflow();
    if (!piece) continue;
    done.push(await recogniser.decode(piece, signal));
    known = undefined;
  }
  if (signal.aborted) return;
  const heard = await hear();
  if (!signal.aborted) yield { ...heard, final: true };
}

/** A command is one piece; of a longer speech nothing but the free words counts. */
function whole(pieces: readonly Heard[]): Omit<Transcript, "final"> {
  const [only, more] = pieces;
  if (only && !more && only.free !== undefined) {
    return { text: only.text, heard: only.free, by: only.by, language: "en" };
  }
  const text = pieces.map((piece) => piece.free ?? piece.text).filter(Boolean);
  return { text: text.join(" "), language: "en" };
}

async function decode(recogniser: Recogniser, utterance: Utterance, signal: AbortSignal): Promise<Heard> {
  const rest = utterance.rest();
  return rest ? recogniser.decode(rest, signal) : { text: "", by: "free" };
}

function speechOf(frame: AudioFrame): Int16Array {
  const { codec, rate, channels } = frame.format;
  if (codec === "pcm" && rate === 16_000 && channels === 1) return samplesOf(frame);
  throw new Fault(
    "AUDIO_UNSUPPORTED",
    `Moonshine hears PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz, ${channels}.`,
  );
}
