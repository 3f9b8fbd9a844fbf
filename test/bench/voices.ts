/** How soon and how fast each voice speaks, how well it is understood, and whether it leaves the event loop alone. */
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import type { Plugin, SpeechPiece, TextToSpeech } from "hearsay";
import flite from "../../plugins/tts-flite/index.ts";
import kokoro from "../../plugins/tts-kokoro/index.ts";
import piper from "../../plugins/tts-piper/index.ts";
import { hostFor } from "../kit/host.ts";
import { openListener } from "../kit/listen.ts";
import { wordErrors, wordsOf } from "../kit/score.ts";
import { gather, speakAll } from "../kit/spoken.ts";

export const name = "voices";
export const about =
  "Each voice: ms to load, to the first piece, real-time factor, word error rate of a round trip.";

/** 5 and 23 words. */
const short = "The kitchen lights are on.";
const long =
  "The timer for the pasta rings in eight minutes and thirty seconds, and the one for the tea in the " +
  "living room is done.";
const heard = [
  short,
  long,
  "Your timer for five minutes is set.",
  "I did not understand that, please say it again.",
  "Good morning, it is Friday the twentieth of November.",
  "I cannot find a lamp in the bedroom.",
  "The volume is now at forty percent.",
  "Sorry, something went wrong with my ears, I am starting them again.",
];

type Listen = Awaited<ReturnType<typeof openListener>>;
type Log = (text: string) => void;

/** `--plugin tts-flite` (several times) for some of them; `--rounds 5` for steadier figures. */
export async function bench(options: { args: string[]; log: Log }): Promise<object> {
  const { values } = parseArgs({
    args: options.args,
    options: { plugin: { type: "string", multiple: true }, rounds: { type: "string", default: "3" } },
  });
  const listen = await openListener();
  const voices: object[] = [];
  // Each has options of its own; here all take their defaults.
  const plugins = [flite, piper, kokoro] as unknown as Plugin<object>[];
  for (const plugin of plugins) {
    if (values.plugin && !values.plugin.includes(plugin.name)) continue;
    voices.push(...(await measurePlugin(plugin, Number(values.rounds), listen, options.log)));
  }
  return { voices };
}

async function measurePlugin(
  plugin: Plugin<object>,
  rounds: number,
  listen: Listen,
  log: Log,
): Promise<object[]> {
  const began = performance.now();
  await using hosted = await hostFor(plugin);
  const load = Math.round(performance.now() - began);
  const { tts } = hosted.provided;
  if (!tts) throw new Error(`${plugin.name} provides no tts.`);
  const rows: object[] = [];
  for (const { name: voice } of tts.voices) {
    log(`${plugin.name} ${voice}`);
    rows.push({ plugin: plugin.name, voice, load, ...(await measureVoice(tts, voice, rounds, listen)) });
  }
  return rows;
}

async function measureVoice(tts: TextToSpeech, voice: string, rounds: number, listen: Listen) {
  await timed(tts, voice, short);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const shorts = await repeat(rounds, () => timed(tts, voice, short));
  const longs = await repeat(rounds, () => timed(tts, voice, long));
  delay.disable();
  const middle = (all: readonly Timed[], what: keyof Timed): number => median(all.map((one) => one[what]));
  return {
    first5: Math.round(middle(shorts, "first")),
    rtf5: round(middle(shorts, "factor")),
    first23: Math.round(middle(longs, "first")),
    whole23: Math.round(middle(longs, "whole")),
    rtf23: round(middle(longs, "factor")),
    stall: Math.round(delay.max / 1e6),
    wer: round(await errorRate(tts, voice, listen)),
  };
}

interface Timed {
  /** ms to the first piece and to the last, and the latter as a share of the sound's length. */
  readonly first: number;
  readonly whole: number;
  readonly factor: number;
}

async function timed(tts: TextToSpeech, voice: string, text: string): Promise<Timed> {
  async function* once(): AsyncGenerator<string> {
    yield text;
  }
  const pieces: SpeechPiece[] = [];
  const signal = new AbortController().signal;
  const began = performance.now();
  let first = 0;
  for await (const piece of tts.speak(once(), { signal, voice, language: "en", speed: 1 })) {
    if (pieces.length === 0) first = performance.now() - began;
    pieces.push(piece);
  }
  const whole = performance.now() - began;
  return { first, whole, factor: whole / 1000 / gather(pieces).seconds };
}

async function errorRate(tts: TextToSpeech, voice: string, listen: Listen): Promise<number> {
  let errors = 0;
  let words = 0;
  for (const text of heard) {
    const { samples, rate } = await speakAll(tts, [text], { voice });
    errors += wordErrors(wordsOf(text), wordsOf(await listen(samples, rate)));
    words += wordsOf(text).length;
  }
  return errors / words;
}

async function repeat<T>(times: number, run: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let count = 0; count < times; count++) all.push(await run());
  return all;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
