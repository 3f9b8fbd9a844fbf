/** Listens in one room while one answer sounds there: voice activity, echo, and words go to the judge, and what it decides is done. */
import { createEcho } from "../../audio/echo.ts";
import { createResampler, type Resampler } from "../../audio/resample.ts";
import { featuresOf, likeOf } from "../../audio/sound.ts";
import { newId } from "../../bus/id.ts";
import {
  type AudioFrame,
  durationOf,
  type Messages,
  type Persona,
  samplesOf,
  speechFormat,
} from "../../contract/index.ts";
import { attach } from "../attach.ts";
import type { Dialogue } from "../house.ts";
import { type Decoder, openDecoder } from "./decode.ts";
import { createJudge, type JudgeFacts, pauses } from "./judge.ts";
import { knownIn } from "./known.ts";
import { asks, saidOver } from "./words.ts";

/** How soft an answer is while it is not known what sounds. */
const ducked = 0.2;
/** Audio before the onset that recognisers want, ms. */
const onsetMs = 300;
/** Sound kept to look at, ms. */
const keptMs = 3_000;
/** Where no echo was found in so much of an answer, the microphone does not hear the loudspeaker, ms. */
const echolessMs = 2_000;
/** Longer sounds say no more of what they are like, ms. */
const likeMs = 300;

export interface Watched {
  readonly site: string;
  /** Of the microphone. */
  readonly stream: number;
  /** Of the answer. */
  readonly reply: number;
  readonly language: string;
  readonly prefer: readonly string[];
  /** What can be asked here. */
  readonly area: string;
  readonly skills: Persona["skills"];
  /** The microphone does not hear the loudspeaker, or should not. */
  readonly cancelled: boolean;
  readonly headphones: boolean;
  /** A question of a skill is being spoken, and these words answer it. */
  isAnswer(words: string): boolean;
  /** The answer is to be cut; `from`: capture time of the first sound. */
  cut(why: "stop" | "words", from: number): void;
}

export interface Watch extends AsyncDisposable {
  /** Words of the answer that are about to sound. */
  says(text: string): void;
  /** What was heard in this time is the loudspeaker. */
  isEcho(from: number, to: number): boolean;
}

export async function openWatch(house: Dialogue, watched: Watched): Promise<Watch> {
  const { site, stream, reply } = watched;
  await using stack = new AsyncDisposableStack();
  const over = new AbortController();
  stack.defer(() => over.abort());
  const turn = newId();
  const sound = createSound(watched);
  const isKnown = knownIn(house, watched);
  const isCommand = knownIn(house, { ...watched, answers: [] });
  const isAnswer = (said: string): boolean => isCommand(said) || watched.isAnswer(said);
  let text = "";
  let decoder: Decoder | undefined;
  stack.defer(() => decoder?.end());
  const judge = createJudge({
    ...playing(house, watched, sound),
    foreign: sound.foreign,
    like: (from, to) => likeOf(featuresOf(sound.samples(from, Math.min(to, from + likeMs)))),
    decode(from) {
      decoder ??= decoderFrom(house, watched, sound.frames(from - onsetMs));
      const mine = decoder;
      void mine.words().then((words) => {
        if (mine !== decoder) return;
        const said = saidOver(words, text, watched.language, asks(text) ? isAnswer : isKnown);
        judge.words(watched.headphones ? { ...said, ofReply: false } : said);
      });
    },
    judged({ cut, why, from, held }) {
      decoder?.end();
      decoder = undefined;
      const body = { stream: reply, verdict: cut ? "cut" : "kept", why, heardAt: from, held } as const;
      house.bus.publish("barge/judged", { site }, body).catch(() => {});
      if (cut && (why === "stop" || why === "words")) watched.cut(why, from);
    },
  });
  stack.defer(() => judge.end());
  const vad = attach(house, {
    wanted: { capability: "vad" },
    signal: over.signal,
    start: ({ instance }) =>
      house.calls.start("vad/watch", instance, { site, stream, pauses: [...pauses] }, { turn }),
  });
  // A house without voice activity hears wake words only.
  vad.over.catch(() => {});
  const mine = (message: { turn?: string }): boolean => message.turn === turn;
  stack.use(
    await house.bus.on("speech/started", { site }, (message) => {
      if (mine(message)) judge.started(message.body.heardAt);
    }),
  );
  stack.use(
    await house.bus.on("speech/paused", { site }, (message) => {
      if (mine(message)) judge.paused(message.body.heardAt, message.body.silence);
    }),
  );
  stack.use(
    await house.bus.onAudio({ site, direction: "out" }, (frame) => {
      if (frame.stream === reply) sound.played(frame);
    }),
  );
  stack.use(
    await house.bus.on("audio/played", { site }, ({ body }) => {
      if (body.stream === reply) sound.position(body.position);
    }),
  );
  stack.use(
    house.ears.follow(site, stream, Infinity, ({ frame }) => {
      sound.heard(frame);
      vad.feed(frame);
      decoder?.feed(frame);
      judge.heard(frame.at + durationOf(frame));
    }),
  );
  const kept = stack.move();
  return {
    says(more) {
      text = `${text} ${more}`.slice(-2_000);
    },
    isEcho: (from, to) => sound.foreign(from, to) === undefined,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function decoderFrom(house: Dialogue, watched: Watched, frames: readonly AudioFrame[]): Decoder {
  const decoder = openDecoder(house, watched);
  for (const frame of frames) decoder.feed(frame);
  return decoder;
}

/** What the judge does to the answer. */
function playing(
  { bus, log }: Dialogue,
  { site, reply }: Watched,
  sound: Sound,
): Pick<JudgeFacts, "duck" | "hold"> {
  const quietly = (said: Promise<unknown>): void =>
    void said.catch((error) => log.warn("Could not make an answer soft, or hold it.", { site, error }));
  return {
    duck: (soft) => quietly(bus.publish("reply/duck", { site }, { stream: reply, gain: soft ? ducked : 1 })),
    hold(hold) {
      sound.hold(hold);
      quietly(bus.publish("reply/hold", { site }, { stream: reply, hold }));
    },
  };
}

interface Sound {
  heard(frame: AudioFrame): void;
  played(frame: AudioFrame): void;
  /** ms of the answer that the satellite says it played. */
  position(ms: number): void;
  hold(hold: boolean): void;
  frames(from: number): readonly AudioFrame[];
  samples(from: number, to: number): Int16Array;
  foreign: JudgeFacts["foreign"];
}

/** The last moments of the microphone, and of what the loudspeaker is given. */
function createSound({ cancelled, headphones }: Watched): Sound {
  const echo = createEcho();
  let frames: AudioFrame[] = [];
  let resampler: { readonly rate: number; readonly of: Resampler } | undefined;
  let begun: number | undefined;
  let position = 0;
  const now = (): number => frames.at(-1)?.at ?? 0;
  const endOf = (frame: AudioFrame): number => frame.at + durationOf(frame);
  const at16 = (frame: AudioFrame): Int16Array => {
    const { rate } = frame.format;
    if (resampler?.rate !== rate) resampler = { rate, of: createResampler(rate, speechFormat.rate) };
    return resampler.of.process(samplesOf(frame));
  };
  return {
    heard(frame) {
      frames.push(frame);
      frames = frames.filter((one) => endOf(one) > endOf(frame) - keptMs);
      if (!headphones) echo.heard(samplesOf(frame), frame.at);
    },
    played(frame) {
      if (headphones || frame.format.codec !== "pcm" || frame.format.channels !== 1) return;
      if (begun === undefined) {
        begun = now();
        echo.sounds(0);
      }
      echo.played(at16(frame));
    },
    position(ms) {
      position = ms;
    },
    hold: (hold) => echo.sounds(hold ? undefined : position),
    frames: (from) => frames.filter((frame) => endOf(frame) > from),
    samples(from, to) {
      const some = frames.filter((frame) => endOf(frame) > from && frame.at < to);
      return Int16Array.from(some.flatMap((frame) => [...samplesIn(frame, from, to)]));
    },
    foreign(from, to) {
      const other = headphones ? from : echo.other(from, to);
      if (other === "none") return undefined;
      if (other !== "unknown") return other;
      if (cancelled || begun === undefined) return from;
      return echo.delay() !== undefined || to - begun < echolessMs ? undefined : from;
    },
  };
}

function samplesIn(frame: AudioFrame, from: number, to: number): Int16Array {
  const index = (at: number): number => Math.max(0, Math.round(((at - frame.at) * frame.format.rate) / 1000));
  return samplesOf(frame).subarray(index(from), index(to));
}

/** Whether a room's speech is listened to while the house speaks. */
export const mayTalkOver = ({
  online,
  microphone,
  muted,
  passing,
  stream,
}: Messages["site/state"]): boolean =>
  online && microphone && !muted && passing !== true && stream !== undefined;
