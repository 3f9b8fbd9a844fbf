/** A room whose microphone is always open, in which somebody says a clip now and then, and what the house made of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Bus, Message } from "../../../core/contract/index.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { roomOf } from "../endpoint/room.ts";

export interface Spoken {
  readonly file: string;
  /** ms from the end of speech until a skill had done it; absent where none did. */
  readonly action?: number;
  /** ms from there to the first frame of the answer. */
  readonly firstSound?: number;
  readonly heard: string;
  /** Skill and intent, or "" where nothing was understood. */
  readonly intent: string;
  /** "none": the turn never ended. */
  readonly outcome: string;
  readonly code?: string;
}
export interface Room extends AsyncDisposable {
  say(samples: Int16Array, file: string, end: number): Promise<Spoken>;
}

const chunkMs = 80;
const perMs = 16;
const quietBefore = 400;
/** Of a clip's own room, over and over; a microphone that goes from quiet to a clip's noise within a word is heard as a voice. */
const roomMs = 4000;
/** Longest time that an answer is waited for, ms. */
const patience = 40_000;

/** Real time: chunks leave when they were captured, of what is said or of a quiet room. */
export async function openRoom(bus: Bus, site: string): Promise<Room> {
  await using parts = new AsyncDisposableStack();
  const over = new AbortController();
  parts.defer(() => over.abort());
  const voice = createVoice();
  const satellite = parts.use(
    await startSatellite({
      bus,
      site,
      speaker: { play() {}, flush() {} },
      microphone: voice.microphone(over.signal),
    }),
  );
  const kept = parts.move();
  return {
    async say(samples, file, end) {
      await using ears = new AsyncDisposableStack();
      const notes = createNotes();
      for (const ear of await hearTurn(bus, site, notes)) ears.use(ear);
      const stream = satellite.state.stream ?? 0;
      voice.stand(roomOf(samples, roomMs));
      await sleep(quietBefore);
      await bus.publish("listen/start", { site }, { reason: "remote", stream });
      await Promise.race([notes.listening.promise, sleep(patience)]);
      const spokenAt = voice.say(samples) + end;
      await Promise.race([notes.over.promise, sleep(patience + end)]);
      voice.stand(undefined);
      return { file, ...toldOf(notes, spokenAt) };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function createVoice() {
  let pending = new Int16Array(0);
  let room: Int16Array | undefined;
  /** When the microphone's next sample is captured, ms since 1970. */
  let at = Date.now();
  let heard = 0;
  function quietIn(size: number): Int16Array {
    const from = room ? heard % (room.length - size) : 0;
    heard += size;
    return room?.slice(from, from + size) ?? new Int16Array(size).map(() => (Math.random() - 0.5) * 24);
  }
  async function* microphone(over: AbortSignal): AsyncGenerator<Int16Array> {
    at = Date.now();
    while (!over.aborted) {
      const size = chunkMs * perMs;
      const chunk = quietIn(size);
      chunk.set(pending.subarray(0, size));
      pending = pending.subarray(size);
      at += chunkMs;
      const wait = at - Date.now();
      if (wait > 0) await sleep(wait);
      yield chunk;
    }
  }
  return {
    microphone,
    /** What is heard while nobody speaks; undefined: next to nothing. */
    stand(sound: Int16Array | undefined) {
      room = sound;
    },
    /** Resolves with when its first sample is captured, ms since 1970. */
    say(samples: Int16Array): number {
      const before = quietIn(quietBefore * perMs);
      pending = new Int16Array(before.length + samples.length);
      pending.set(before);
      pending.set(samples, before.length);
      return at + quietBefore;
    },
  };
}

interface Notes {
  readonly listening: PromiseWithResolvers<void>;
  readonly over: PromiseWithResolvers<void>;
  turn?: string;
  action?: number;
  sound?: number;
  heard?: string;
  intent?: string;
  outcome?: string;
  code?: string;
}
const createNotes = (): Notes => ({
  listening: Promise.withResolvers<void>(),
  over: Promise.withResolvers<void>(),
});

async function hearTurn(bus: Bus, site: string, notes: Notes): Promise<AsyncDisposable[]> {
  const mine = ({ turn }: Pick<Message, "turn">): boolean => notes.turn !== undefined && turn === notes.turn;
  return [
    await bus.on("turn/started", { site }, ({ body, turn }) => {
      if (body.reason === "remote" && turn !== undefined) notes.turn ??= turn;
    }),
    await bus.on("session/state", { site }, ({ body }) => {
      if (body.phase === "listening" && body.turn === notes.turn) notes.listening.resolve();
    }),
    await bus.on("transcript/final", { site }, (message) => {
      if (mine(message)) notes.heard ??= message.body.text;
    }),
    await bus.on("intent/matched", { site }, (message) => {
      if (mine(message)) notes.intent ??= `${message.body.skill}/${message.body.intent}`;
    }),
    await bus.on("skill/finished", { site }, (message) => {
      if (mine(message)) notes.action ??= Date.now();
    }),
    await bus.onAudio({ site, direction: "out" }, () => {
      if (notes.turn !== undefined) notes.sound ??= Date.now();
    }),
    await bus.on("turn/finished", { site }, (message) => {
      if (!mine(message)) return;
      notes.outcome = message.body.outcome;
      if (message.body.problem) notes.code = message.body.problem.code;
      notes.over.resolve();
    }),
  ];
}

function toldOf(notes: Notes, spokenAt: number): Omit<Spoken, "file"> {
  return {
    ...(notes.action === undefined ? {} : { action: notes.action - spokenAt }),
    ...(notes.sound === undefined ? {} : { firstSound: notes.sound - spokenAt }),
    heard: notes.heard ?? "",
    intent: notes.intent ?? "",
    outcome: notes.outcome ?? "none",
    ...(notes.code === undefined ? {} : { code: notes.code }),
  };
}
