/** What is left of everyday sentences that a local voice speaks and a local ear writes down, language by language. */
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import type { Plugin, SpeechToText, TextToSpeech, Transcript } from "hearsay";
import { resample } from "../../core/audio/resample.ts";
import moonshine from "../../plugins/stt-moonshine/index.ts";
import whisper from "../../plugins/stt-whisper/index.ts";
import espeak from "../../plugins/tts-espeak/index.ts";
import flite from "../../plugins/tts-flite/index.ts";
import kokoro from "../../plugins/tts-kokoro/index.ts";
import piper from "../../plugins/tts-piper/index.ts";
import { collect, framesOf, join16, noise, streamOf } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { speakAll } from "../kit/spoken.ts";
import { errorsIn, heardAs } from "./roundtrip/errors.ts";
import sentences from "./roundtrip/sentences.json" with { type: "json" };

export const name = "roundtrip";
export const about = "Each local voice and ear: word and character error rate of 20 sentences, 13 languages.";

type Sentences = Readonly<Record<string, readonly string[]>>;
interface Row {
  readonly language: string;
  readonly voice: string;
  readonly ear: string;
  /** Percent. */
  readonly wer: number;
  readonly cer: number;
  /** Of the first sentences, those whose language was told among all thirteen, percent. */
  readonly told?: number;
  /** Medians, ms: the words after the end of a sentence, and what speaking it took. */
  readonly hearMs: number;
  readonly speakMs: number;
}

/**
 * `--language de` and `--voice tts-espeak` (several times) for some of them, `--size small`, `--count 5` sentences,
 * `--tell` for the language too, `--window 30` as Whisper's option.
 */
export async function bench(options: { args: string[]; log(text: string): void }): Promise<object> {
  const { values } = parseArgs({
    args: options.args,
    options: {
      language: { type: "string", multiple: true },
      voice: { type: "string", multiple: true },
      size: { type: "string", default: "base" },
      count: { type: "string", default: "20" },
      window: { type: "string", default: "10" },
      tell: { type: "boolean", default: false },
    },
  });
  await using stack = new AsyncDisposableStack();
  const open = async <O>(plugin: Plugin<O>, given: Partial<O> = {}): Promise<Hosted["provided"]> =>
    stack.use(await hostFor(plugin, given)).provided;
  const size = values.size as "tiny" | "base" | "small";
  const wide = (await open(whisper, { size, window: Number(values.window) })).stt as SpeechToText;
  const english = (await open(moonshine)).stt as SpeechToText;
  const voices = new Map<string, TextToSpeech>();
  for (const plugin of [flite, piper, kokoro, espeak] as unknown as Plugin<object>[]) {
    const given = plugin.name === kokoro.name ? { others: true } : {};
    const { tts } = values.voice && !values.voice.includes(plugin.name) ? {} : await open(plugin, given);
    if (tts) voices.set(plugin.name, tts);
  }
  const rows: Row[] = [];
  const chosen = Object.entries(sentences as Sentences).filter(
    ([language]) => !values.language || values.language.includes(language),
  );
  for (const [language, all] of chosen) {
    for (const [voice, tts] of voices) {
      if (tts.languages && !tts.languages.includes(language)) continue;
      const spoken = await speak(tts, language, all.slice(0, Number(values.count)));
      const ears = [{ ear: `whisper-${size}`, stt: wide }];
      if (language === "en") ears.push({ ear: "moonshine", stt: english });
      for (const { ear, stt } of ears) {
        const row = { language, voice, ear, ...(await hear(stt, language, spoken)) };
        const told = values.tell && stt === wide ? { told: await tell(stt, language, spoken) } : {};
        rows.push({ ...row, ...told });
        options.log(JSON.stringify(rows.at(-1)));
      }
    }
  }
  return { rows };
}

interface Spoken {
  readonly said: string;
  /** 16 kHz, with quiet around. */
  readonly samples: Int16Array;
  readonly ms: number;
}

async function speak(tts: TextToSpeech, language: string, texts: readonly string[]): Promise<Spoken[]> {
  const spoken: Spoken[] = [];
  for (const said of texts) {
    const began = performance.now();
    const { samples, rate } = await speakAll(tts, [said], { language });
    const ms = performance.now() - began;
    const quiet = noise(0.4, -65);
    spoken.push({ said, samples: join16(quiet, resample(samples, rate, 16_000), quiet), ms });
  }
  return spoken;
}

const words = async (
  stt: SpeechToText,
  samples: Int16Array,
  asked: { readonly language: string; readonly languages?: readonly string[] },
): Promise<Transcript | undefined> => {
  const { signal } = new AbortController();
  const frames = framesOf(samples, { ms: 80 });
  return (await collect(stt.transcribe(streamOf(frames, signal), { ...asked, hints: [], signal }))).at(-1);
};

async function hear(stt: SpeechToText, language: string, spoken: readonly Spoken[]) {
  const pairs: { said: string; heard: string }[] = [];
  const times: number[] = [];
  for (const { said, samples } of spoken) {
    const began = performance.now();
    const heard = (await words(stt, samples, { language }))?.text ?? "";
    times.push(performance.now() - began);
    pairs.push({ said, heard });
  }
  const wer = heardAs(pairs, (text) => errorsIn.words(text));
  const cer = heardAs(pairs, (text) => errorsIn.characters(text));
  return { wer, cer, hearMs: median(times), speakMs: median(spoken.map(({ ms }) => ms)) };
}

async function tell(stt: SpeechToText, language: string, spoken: readonly Spoken[]): Promise<number> {
  let right = 0;
  const some = spoken.slice(0, toldOf);
  for (const { samples } of some) {
    const heard = await words(stt, samples, { language: "en", languages: Object.keys(sentences) });
    if (heard?.language === language) right++;
  }
  return Math.round((100 * right) / some.length);
}

/** So many sentences say how well languages are told apart. */
const toldOf = 6;

const median = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
