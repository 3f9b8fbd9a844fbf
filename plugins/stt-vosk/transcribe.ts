/** One utterance as it comes: the words so far after every change, and all of them when it ends. */
import { type AudioFrame, Fault, type Flush, samplesOf, type Transcript } from "hearsay";
import type { Recogniser } from "./libvosk.ts";

/** What small models make of noise, alone; nobody says just this to a house. */
const noises = new Set(["the", "huh", "uh", "a", "i", "and", "hmm", "mm"]);

export async function* transcribe(
  recogniser: Recogniser,
  audio: AsyncIterable<AudioFrame | Flush>,
  facts: { readonly language: string; readonly signal: AbortSignal },
): AsyncGenerator<Transcript> {
  const { language, signal } = facts;
  const done: string[] = [];
  let told = "";
  const words = (rest: string): string => meant([...done, rest].filter(Boolean).join(" "));
  for await (const item of audio) {
    if (signal.aborted) return;
    if (item === "flush") {
      told = words(recogniser.partial());
      yield { text: told, final: false, language };
      continue;
    }
    const ended = await recogniser.push(speechOf(item));
    if (signal.aborted) return;
    if (ended) done.push(recogniser.ended());
    const now = words(ended ? "" : recogniser.partial());
    if (now === told) continue;
    told = now;
    yield { text: told, final: false, language };
  }
  if (signal.aborted) return;
  const text = words(await recogniser.finish());
  if (!signal.aborted) yield { text, final: true, language };
}

const meant = (text: string): string => (noises.has(text) ? "" : text);

function speechOf(frame: AudioFrame): Int16Array {
  const { codec, rate, channels } = frame.format;
  if (codec === "pcm" && rate === 16_000 && channels === 1) return samplesOf(frame);
  throw new Fault(
    "AUDIO_UNSUPPORTED",
    `Vosk hears PCM, 16000 Hz, mono; not ${codec}, ${rate} Hz, ${channels}.`,
  );
}
