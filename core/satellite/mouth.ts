/** The loudspeaker's side of a satellite: frames for its room played in order, and how far they are. */
import { createSequenceCounter } from "../audio/sequence.ts";
import { toMono } from "../audio/wav.ts";
import {
  type AudioFrame,
  asFault,
  durationOf,
  type Fault,
  type Speaker,
  samplesOf,
} from "../contract/index.ts";
import { createTail, lengthOf, type Piece, scaled, type Tail } from "./tail.ts";

export interface MouthOptions {
  readonly speaker: Speaker;
  /** 0 to 1. */
  volume(): number;
  /** `position`: ms of the stream that have left the loudspeaker. */
  report(stream: number, position: number, ended: boolean): void;
  onFault(fault: Fault): void;
}

export interface Mouth {
  take(frame: AudioFrame): void;
  /** No more frames of this stream will come. */
  finish(stream: number): void;
  /** Silence at once; without a stream, everything. What still comes of it is not played. */
  cut(stream?: number): void;
  /** How loud a stream is from now on, beside the volume: 0 to 1. */
  duck(stream: number, gain: number): void;
  /** How loud a stream is as a whole, beside the volume and what ducks it: 0 to 1. */
  soften(stream: number, gain: number): void;
  /**
   * Pauses a stream where it is heard, or lets it go on from there, once nobody holds it. One that is forgotten goes on by
   * itself. `by`: who wants it, somebody who speaks over it unless it waits for its time.
   */
  hold(stream: number, hold: boolean, by?: Holder): void;
  /** Something sounds, or waits to. */
  speaks(): boolean;
  readonly stats: MouthStats;
}

export type Holder = "voice" | "time";

export interface MouthStats {
  readonly played: number;
  /** Missed on the way. */
  readonly lost: number;
  /** Came, and could not be played: too much at once, late, or in a form it does not know. */
  readonly dropped: number;
}

/** ms of audio that may wait: an answer comes faster than it is spoken. */
const mostWaiting = 300_000;
/** ms of audio between two reports. */
const reportEvery = 500;
const streamsRemembered = 16;
/** A hub that held a stream and fell silent must not leave it silent for ever, ms. */
const longestHold = 10_000;

interface Stream {
  readonly number: number;
  readonly tail: Tail;
  /** ms that have been heard, as far as is known. */
  position: number;
  reported: number;
  /** No more frames come. */
  finished: boolean;
  /** Played to its end, or cut. */
  over: boolean;
  /** How loud it shall be, and how loud the last sample was. */
  gain: number;
  level: number;
  /** How loud it is as a whole. */
  share: number;
  /** Who holds it, and what ends that where it is forgotten. */
  readonly held: Map<Holder, NodeJS.Timeout>;
}

interface Waiting extends Piece {
  readonly stream: Stream;
}

export function createMouth({ speaker, volume, report, onFault }: MouthOptions): Mouth {
  const streams = new Map<number, Stream>();
  const counter = createSequenceCounter();
  const stats = { played: 0, lost: 0, dropped: 0 };
  let waiting: Waiting[] = [];
  let waitingMs = 0;
  let playing: Waiting | undefined;
  /** The last one that the speaker was given: it may still hold some of it. */
  let sounding: Stream | undefined;
  let busy = false;

  const streamOf = (number: number): Stream => {
    const known = streams.get(number);
    if (known) return known;
    if (streams.size >= streamsRemembered) forget();
    const made = newStream(number);
    streams.set(number, made);
    return made;
  };
  const keep = (left: Waiting[]): void => {
    waiting = left;
    waitingMs = left.reduce((sum, piece) => sum + lengthOf(piece), 0);
  };

  const end = (stream: Stream): void => {
    stream.over = true;
    letGo(stream);
    report(stream.number, stream.position, true);
  };
  const isLeft = (stream: Stream): boolean =>
    playing?.stream === stream || waiting.some((one) => one.stream === stream);
  const endIfDone = async (stream: Stream): Promise<void> => {
    if (!stream.finished || isLeft(stream)) return;
    if (stream.position > 0) {
      await speaker.drain?.().catch((thrown) => onFault(asFault(thrown, "AUDIO_DEVICE_MISSING")));
    }
    if (!stream.over && !isLeft(stream)) end(stream);
  };

  const play = async (piece: Waiting): Promise<void> => {
    const { stream, rate } = piece;
    playing = piece;
    sounding = stream;
    stream.tail.give(piece);
    const loudness = volume() ** 2 * stream.share;
    const samples = scaled(piece.samples, loudness * stream.level, loudness * stream.gain);
    stream.level = stream.gain;
    try {
      await speaker.play(samples, rate);
    } catch (thrown) {
      onFault(asFault(thrown, "AUDIO_DEVICE_MISSING"));
    }
    const taken = playing === piece;
    playing = undefined;
    if (stream.over || !taken) return;
    if (piece.last) stats.played++;
    stream.position += lengthOf(piece);
    if (stream.position - stream.reported >= reportEvery) {
      stream.reported = stream.position;
      report(stream.number, stream.position, false);
    }
    void endIfDone(stream);
  };

  const run = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = ready(waiting); next; next = ready(waiting)) {
      waiting.splice(waiting.indexOf(next), 1);
      waitingMs -= lengthOf(next);
      await play(next);
    }
    busy = false;
  };

  /** Silent at once; what the speaker was given and had not sounded is given back. */
  const silence = (stream: Stream): Piece[] => {
    if (sounding !== stream) return [];
    const underWay = playing?.stream === stream ? lengthOf(playing) : 0;
    const unheard = speaker.pending?.() ?? underWay;
    const back = stream.tail.takeBack(unheard);
    stream.position = Math.max(
      0,
      stream.position + underWay - back.reduce((sum, one) => sum + lengthOf(one), 0),
    );
    if (playing?.stream === stream) playing = undefined;
    sounding = undefined;
    speaker.flush();
    // Only the one under way has not been counted as played.
    return back.map((piece, i) => ({ ...piece, last: underWay > 0 && i === back.length - 1 }));
  };

  const cut = (stream: Stream): void => {
    if (stream.over) return;
    silence(stream);
    stats.dropped += waiting.filter((one) => one.stream === stream && one.last).length;
    keep(waiting.filter((one) => one.stream !== stream));
    end(stream);
  };

  const hold = (stream: Stream, wanted: boolean, by: Holder): void => {
    if (stream.over || wanted === stream.held.has(by)) return;
    const others = stream.held.size - (wanted ? 0 : 1);
    clearTimeout(stream.held.get(by));
    stream.held.delete(by);
    if (wanted) stream.held.set(by, setTimeout(hold, longestHold, stream, false, by).unref());
    if (others > 0) return;
    if (!wanted) return void run();
    const back = silence(stream);
    keep([...back.map((piece) => ({ ...piece, stream })), ...waiting]);
    // It comes back softly, since it was broken off in the middle of a sound.
    stream.level = 0;
    report(stream.number, stream.position, false);
  };

  /** The oldest one that is over, or has nothing to play; where all have, the oldest of them is cut. */
  const forget = (): void => {
    const all = [...streams.values()];
    const gone = all.find(({ over }) => over) ?? all.find((one) => !isLeft(one)) ?? all[0];
    if (!gone) return;
    if (isLeft(gone)) cut(gone);
    letGo(gone);
    streams.delete(gone.number);
  };

  return {
    take(frame) {
      const stream = streamOf(frame.stream);
      const gap = counter.take(frame);
      const length = durationOf(frame);
      if (gap < 0 || stream.over || frame.format.codec !== "pcm" || waitingMs + length > mostWaiting) {
        stats.dropped++;
        return;
      }
      stats.lost += gap;
      const samples = toMono(samplesOf(frame), frame.format.channels);
      waiting.push({ samples, rate: frame.format.rate, last: true, stream });
      waitingMs += length;
      void run();
    },
    finish(number) {
      const stream = streamOf(number);
      if (stream.over || stream.finished) return;
      stream.finished = true;
      void endIfDone(stream);
    },
    cut(number) {
      if (number !== undefined) return cut(streamOf(number));
      for (const stream of streams.values()) cut(stream);
    },
    duck(number, gain) {
      streamOf(number).gain = gain;
    },
    soften(number, gain) {
      streamOf(number).share = gain;
    },
    hold: (number, wanted, by = "voice") => hold(streamOf(number), wanted, by),
    speaks: () => playing !== undefined || waiting.length > 0,
    stats,
  };
}

function letGo({ held }: Stream): void {
  for (const timer of held.values()) clearTimeout(timer);
  held.clear();
}

const newStream = (number: number): Stream => ({
  number,
  tail: createTail(),
  position: 0,
  reported: 0,
  finished: false,
  over: false,
  gain: 1,
  level: 1,
  share: 1,
  held: new Map(),
});

/** The first piece whose stream is not held. */
const ready = (waiting: readonly Waiting[]): Waiting | undefined =>
  waiting.find(({ stream }) => stream.held.size === 0);
