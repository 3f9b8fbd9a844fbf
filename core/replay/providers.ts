/** Stand-ins for the models of a played house: they hear the world's words at once, and answer after the time that the world says. */
import type {
  AudioFrame,
  Bus,
  Flush,
  IntentGuesser,
  SpeechToText,
  TextToSpeech,
  Transcript,
  VoiceActivity,
} from "../contract/index.ts";
import { durationOf, samplesOf } from "../contract/index.ts";
import { serve } from "../host/serve/index.ts";
import { heardUntil, type Mark, markOf, wordsUntil } from "./rooms.ts";
import { silentLog } from "./silent.ts";
import type { Spoken, World } from "./world.ts";

export interface Providers extends AsyncDisposable {
  /** It dies in the middle of what it does. */
  gone(name: string): Promise<void>;
  back(name: string): Promise<void>;
}

const capabilities = ["vad", "stt", "tts", "intent"] as const;

/** One of each, called as its capability is; and `stt-second` and `tts-second`, which wait to take over. */
export async function openProviders(world: World, busOf: (by: string) => Bus): Promise<Providers> {
  const serving = new Map<string, AsyncDisposable>();
  let generation = 0;
  async function back(name: string): Promise<void> {
    const capability = capabilities.find((one) => name === one || name.startsWith(`${one}-`));
    if (!capability || serving.has(name)) return;
    const facts = {
      bus: busOf(`plugin/${name}`),
      plugin: name,
      version: "0.0.0",
      client: "hub",
      log: silentLog,
      generation: String(++generation),
    };
    serving.set(name, await start(capability, world, facts));
  }
  for (const name of capabilities) if (name !== "intent" || world.guesses) await back(name);
  return {
    back,
    async gone(name) {
      const served = serving.get(name);
      serving.delete(name);
      await served?.[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      for (const served of serving.values()) await served[Symbol.asyncDispose]();
    },
  };
}

type Facts = Parameters<typeof serve>[2];

function start(
  capability: (typeof capabilities)[number],
  world: World,
  facts: Facts,
): Promise<AsyncDisposable> {
  if (capability === "vad") return serve("vad", activity(world), facts);
  if (capability === "intent") return serve("intent", guesser(world), facts);
  if (capability === "stt") return serve("stt", recogniser(world), facts);
  return serve("tts", voice(world), facts);
}

const guesser = ({ guesses = {} }: World): IntentGuesser => ({
  guess: (text) => Promise.resolve(guesses[text.toLowerCase()] ?? []),
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Hears marks; a pause is judged by capture time. */
const activity = ({ delays }: World): VoiceActivity => ({
  limit: 64,
  async *watch(frames, { pauses }) {
    let last: number | undefined;
    let told = 0;
    for await (const frame of frames) {
      const end = frame.at + durationOf(frame);
      if (markOf(samplesOf(frame))) {
        if (last === undefined || told > 0) {
          if (delays.vad > 0) await pause(delays.vad);
          yield { type: "started", at: frame.at };
        }
        last = end;
        told = 0;
      } else if (last !== undefined) {
        for (; told < pauses.length && end - last >= (pauses[told] ?? 0); told++) {
          yield { type: "paused", at: last, silence: pauses[told] ?? 0 };
        }
      }
    }
  },
});

const recogniser = (world: World): SpeechToText => ({
  streaming: false,
  languages: [],
  limit: 64,
  async *transcribe(audio) {
    const until = new Map<number, number>();
    const words = (final: boolean) => ({ ...heardOf(world.spoken, until), final });
    for await (const item of audio as AsyncIterable<AudioFrame | Flush>) {
      const mark: Mark | undefined = item === "flush" ? undefined : markOf(samplesOf(item));
      if (mark) until.set(mark.spoken, mark.at);
      if (item !== "flush") continue;
      await pause(world.delays.stt);
      yield words(false);
    }
    await pause(world.delays.stt);
    yield words(true);
  },
});

/** As it was recorded, with what else the recogniser said of it; of several people's words, all. */
function heardOf(spoken: readonly Spoken[], until: ReadonlyMap<number, number>): Omit<Transcript, "final"> {
  const all = [...until].flatMap(([index, at]) => (spoken[index] ? [{ one: spoken[index], at }] : []));
  const [first] = all;
  const exact = all.length === 1 && first?.one.heard ? heardUntil(first.one.heard, first.at) : undefined;
  if (exact) {
    const { by, heard, alternatives } = exact.rest;
    return {
      text: exact.text,
      ...(by === undefined ? {} : { by }),
      ...(heard === undefined ? {} : { heard }),
      ...(alternatives === undefined ? {} : { alternatives }),
    };
  }
  const words = all.map(({ one, at }) => wordsUntil(one, at)).filter((text) => text !== "");
  return { text: words.join(" ") };
}

/** About as fast as people speak. */
const msPerLetter = 60;

const voice = ({ delays }: World): TextToSpeech => ({
  languages: [],
  limit: 64,
  voices: [{ name: "stand-in", language: "en" }],
  async *speak(text) {
    for await (const words of text) {
      await pause(delays.tts);
      const length = Math.max(200, words.length * msPerLetter);
      yield { samples: new Int16Array(16 * length).fill(1000), rate: 16_000, text: words };
    }
  },
});
