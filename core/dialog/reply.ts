/** Speaks one answer in a room, clause by clause as it is written: each is made while the one before it sounds. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Bus, Message, Messages, VoiceLink } from "../contract/index.ts";
import { asFault, Fault, speechFormat } from "../contract/index.ts";
import { pauseAfter } from "../contract/voice/clauses.ts";
import { plainText } from "../contract/voice/feeling.ts";
import { createQueue } from "../flow/queue.ts";
import { cutOf } from "./cut.ts";
import type { Dialogue } from "./house.ts";
import { type Clause, createManners, type Part, textOf } from "./reply/clause.ts";
import { heardOf } from "./reply/heard.ts";
import { type Line, openLine } from "./reply/line.ts";
import { createSound, type Maker, type Sound } from "./reply/sound.ts";
import { doneTone } from "./reply/tone.ts";
import { makeSound } from "./reply/voice.ts";
import type { Order } from "./router/order.ts";

/** A clause is begun when no more than so much before it still waits to be heard, ms. */
const leadMs = 5000;
const clausesWaiting = 256;

export interface ReplyOptions {
  readonly site: string;
  readonly turn: string;
  readonly language: string;
  /** Who shall speak a language, as it is now. */
  order(language: string): Order<VoiceLink>;
  /** False: the words are only written down. */
  readonly aloud: boolean;
  /** What only confirms is said with a tone. */
  readonly tones?: boolean;
  /** When its sound begins at the satellite, ms since 1970; absent: at once. */
  readonly playAt?: number;
  /** How loud the satellite shall play it, as an amplitude from 0 to 1; absent: as loud as ever. */
  readonly gain?: number;
  readonly signal: AbortSignal;
  /** Called when the first sound leaves for the room. */
  onSound?(): void;
}

export interface Replied {
  readonly text: string;
  /** Whole words that left the loudspeaker. */
  readonly heard: string;
  /** s that were sent. */
  readonly seconds: number;
  readonly cut: Messages["reply/finished"]["cut"];
}

export interface Reply {
  /** One more part of the answer. */
  say(part: Part): void;
  /** No more parts; resolves when all has been played, or at once with what was heard until it was cut. */
  finish(): Promise<Replied>;
}

interface Spoken {
  readonly clause: Clause;
  readonly sound: Sound;
}

/** What of the house an answer needs. */
export type ReplyHouse = Pick<Dialogue, "bus" | "log" | "directory" | "calls" | "sounds" | "router">;

export function openReply(house: ReplyHouse, options: ReplyOptions): Reply {
  const { bus } = house;
  const { site, turn, aloud, signal } = options;
  const stream = Math.floor(Math.random() * 0xffff_ffff);
  const said: Clause[] = [];
  const mannersOf = createManners(options);
  const waiting = createQueue<Clause>(clausesWaiting);
  const room = watchRoom(bus, site, aloud);
  const heard = { ...options, signal: AbortSignal.any([signal, room.gone]) };
  const line = openLine({ ...heard, bus, stream });
  const speaking = aloud ? speakAll(house, heard, { waiting, line, stream }) : Promise.resolve(undefined);
  let ended: Promise<Replied> | undefined;

  async function conclude(): Promise<Replied> {
    const failed = signal.aborted ? undefined : await speaking;
    const text = textOf(said);
    const cut = signal.aborted ? cutOf(signal) : failed ? "fault" : "none";
    const seconds = line.sent() / 1000;
    const heard = cut === "none" ? text : heardOf(said, line.playhead.heard(line.sent()));
    if (said.length > 0) {
      const body = { text, heard, seconds, cut, stream } as const;
      await bus.publish("reply/finished", { site }, body, { turn });
    }
    await line[Symbol.asyncDispose]();
    await room[Symbol.asyncDispose]();
    signal.removeEventListener("abort", hush);
    if (failed) house.log.warn("An answer could not be spoken.", { code: failed.code });
    return { text, heard, seconds, cut };
  }
  const finish = (): Promise<Replied> => {
    waiting.close();
    ended ??= conclude();
    return ended;
  };
  // An answer that is cut falls silent at once, whatever its turn still has to end.
  const hush = (): void => void finish().catch(() => {});
  signal.addEventListener("abort", hush, { once: true });
  if (signal.aborted) hush();

  return {
    say(part) {
      if (ended) return;
      const tone = aloud && options.tones === true && part.confirms === true;
      if (tone && said.at(-1)?.tone) return;
      const manners = mannersOf(part, said.length === 0);
      for (const manner of tone ? manners.slice(0, 1) : manners) {
        const words = tone ? { ...manner, text: plainText(part.text) } : manner;
        const clause = { ...words, index: said.length, tone };
        said.push(clause);
        if (aloud) waiting.push(clause);
      }
    },
    finish,
  };
}

/** Whoever answers a room whose satellite is gone speaks to nobody. */
function watchRoom(bus: Bus, site: string, aloud: boolean): AsyncDisposable & { readonly gone: AbortSignal } {
  const over = new AbortController();
  const leave = (): void => over.abort(new Fault("CANCELLED", `The satellite of ${site} is gone.`));
  const hear = ({ body }: Message<"site/state">): void => (body.online ? undefined : leave());
  const ear = aloud ? bus.on("site/state", { site }, hear, leave) : undefined;
  ear?.catch(() => {});
  return {
    gone: over.signal,
    async [Symbol.asyncDispose]() {
      await (await ear)?.[Symbol.asyncDispose]();
      // What still listens to a signal that never aborts is kept for ever.
      over.abort(new Fault("CANCELLED", "The answer is over."));
    },
  };
}

interface Speaking {
  readonly waiting: AsyncIterable<Clause>;
  readonly line: Line;
  readonly stream: number;
}

/** Resolves when all was played, or was cut; with the fault of a clause that nobody could say, once those before were heard. */
async function speakAll(
  house: ReplyHouse,
  options: ReplyOptions,
  { waiting, line, stream }: Speaking,
): Promise<Fault | undefined> {
  const made = createQueue<Spoken>(clausesWaiting);
  const making = makeAll(house, options, waiting, made, line).finally(() => made.close());
  const failed = await playAll(house, options, made, line, stream).then(
    () => undefined,
    (error) => asFault(error),
  );
  await making.catch(() => {});
  if (!options.signal.aborted) {
    await line.end();
    await line.played();
  }
  return failed;
}

/** One after the other: a clause is made while those before it sound, but not long before it is due. */
async function makeAll(
  house: ReplyHouse,
  { signal, order, turn }: ReplyOptions,
  waiting: AsyncIterable<Clause>,
  made: { push(spoken: Spoken): void },
  line: Line,
): Promise<void> {
  const sounds: Sound[] = [];
  for await (const clause of waiting) {
    const ahead = (): number =>
      sounds.reduce((sum, sound) => sum + sound.waiting(), line.sent()) - line.playhead.position();
    for (let more = ahead() - leadMs; more > 0; more = ahead() - leadMs) {
      await sleep(Math.max(more, 20), undefined, { signal });
    }
    const sound = createSound(signal);
    sounds.push(sound);
    if (sounds.length > 2) sounds.shift();
    made.push({ clause, sound });
    if (clause.tone) {
      sound.begin({ provider: "house", voice: "tone" });
      sound.push(doneTone());
      sound.end();
    } else await makeSound(house, clause, sound, { signal, order, turn, due: ahead });
  }
}

async function playAll(
  house: ReplyHouse,
  { site, turn }: ReplyOptions,
  made: AsyncIterable<Spoken>,
  line: Line,
  stream: number,
): Promise<void> {
  const { bus } = house;
  let before: Clause | undefined;
  const begin = async (clause: Clause, { voice, provider }: Maker): Promise<void> => {
    const { index } = clause;
    const text = plainText(clause.text);
    if (before) await line.send(quiet(pauseAfter(plainText(before.text).trim()) / (clause.speed ?? 1)));
    else {
      await bus.publish("reply/started", { site }, { stream, voice, provider, text }, { turn });
      await line.open();
    }
    before = clause;
    clause.from = line.sent();
    await bus.publish("reply/clause", { site }, { index, text, position: Math.round(clause.from) }, { turn });
  };
  for await (const { clause, sound } of made) {
    for (let piece = await sound.take(); piece; piece = await sound.take()) {
      if (piece.begins) await begin(clause, piece.begins);
      await line.send(piece.samples);
    }
    if (clause.from !== undefined) clause.to = line.sent();
  }
}

const quiet = (ms: number): Int16Array => new Int16Array(Math.round((ms * speechFormat.rate) / 1000));
