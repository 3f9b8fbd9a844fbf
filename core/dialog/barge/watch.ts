/** Listens in one room while one answer sounds there: voice activity, echo, and words go to the judge, and what it decides is done. */
import { featuresOf, likeOf } from "../../audio/sound.ts";
import { newId } from "../../bus/id.ts";
import { type AudioFrame, durationOf, type Messages, type Persona } from "../../contract/index.ts";
import { attach } from "../attach.ts";
import type { Dialogue } from "../house.ts";
import type { Order } from "../router/order.ts";
import { type Decoder, openDecoder } from "./decode.ts";
import { createJudge, type Judge, type JudgeFacts, pauses } from "./judge.ts";
import { knownIn } from "./known.ts";
import { createSound, type Sound } from "./sound.ts";
import { asks, saidOver } from "./words.ts";

/** How soft an answer is while it is not known what sounds. */
const ducked = 0.2;
/** Audio before the onset that recognisers want, ms. */
const onsetMs = 300;
/** Longer sounds say no more of what they are like, ms. */
const likeMs = 300;

export interface Watched {
  readonly site: string;
  /** Of the microphone. */
  readonly stream: number;
  /** Of the answer. */
  readonly reply: number;
  readonly language: string;
  readonly ears: Order;
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
  const { site, reply } = watched;
  await using stack = new AsyncDisposableStack();
  const over = new AbortController();
  stack.defer(() => over.abort());
  const turn = newId();
  const sound = createSound(watched);
  const words = openWords(house, watched, sound);
  stack.defer(words.end);
  const judge = createJudge({
    ...playing(house, watched, sound),
    foreign: sound.foreign,
    like: (from, to) => likeOf(featuresOf(sound.samples(from, Math.min(to, from + likeMs)))),
    decode: (from) => words.decode(from, (said) => judge.words(said)),
    judged({ cut, why, from, held }) {
      words.end();
      const body = { stream: reply, verdict: cut ? "cut" : "kept", why, heardAt: from, held } as const;
      house.bus.publish("barge/judged", { site }, body).catch(() => {});
      if (cut && (why === "stop" || why === "words")) watched.cut(why, from);
    },
  });
  stack.defer(() => judge.end());
  await hearRoom(stack, house, watched, {
    turn,
    signal: over.signal,
    judge,
    sound,
    heard: words.feed,
  });
  const kept = stack.move();
  return {
    says: words.says,
    isEcho: (from, to) => sound.foreign(from, to) === undefined,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

type Said = Parameters<Judge["words"]>[0];

/** The words of what is said over the answer, as one who knows the answer hears them. */
function openWords(house: Dialogue, watched: Watched, sound: Sound) {
  const isKnown = knownIn(house, watched);
  const isCommand = knownIn(house, { ...watched, answers: [] });
  const isAnswer = (said: string): boolean => isCommand(said) || watched.isAnswer(said);
  let text = "";
  let decoder: Decoder | undefined;
  return {
    says(more: string): void {
      text = `${text} ${more}`.slice(-2_000);
    },
    decode(from: number, take: (said: Said) => void): void {
      decoder ??= decoderFrom(house, watched, sound.frames(from - onsetMs));
      const mine = decoder;
      void mine.words().then((words) => {
        if (mine !== decoder) return;
        const said = saidOver(words, text, watched.language, asks(text) ? isAnswer : isKnown);
        take(watched.headphones ? { ...said, ofReply: false } : said);
      });
    },
    feed: (frame: AudioFrame): void => decoder?.feed(frame),
    end(): void {
      decoder?.end();
      decoder = undefined;
    },
  };
}

interface Heard {
  /** Of what voice activity says for this watch. */
  readonly turn: string;
  readonly signal: AbortSignal;
  readonly judge: Judge;
  readonly sound: Sound;
  heard(frame: AudioFrame): void;
}

/** Voice activity, the answer's own sound and the microphone, for as long as the stack is not disposed. */
async function hearRoom(
  stack: AsyncDisposableStack,
  house: Dialogue,
  { site, stream, reply }: Watched,
  { turn, signal, judge, sound, heard }: Heard,
): Promise<void> {
  const vad = attach(house, {
    wanted: { capability: "vad" },
    signal,
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
      heard(frame);
      judge.heard(frame.at + durationOf(frame));
    }),
  );
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

/** Whether a room's speech is listened to while the house speaks. */
export const mayTalkOver = ({
  online,
  microphone,
  muted,
  passing,
  stream,
}: Messages["site/state"]): boolean =>
  online && microphone && !muted && passing !== true && stream !== undefined;
