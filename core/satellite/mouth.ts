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
  readonly stats: MouthStats;
}

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

interface Stream {
  readonly number: number;
  position: number;
  reported: number;
  /** No more frames come. */
  finished: boolean;
  /** Played to its end, or cut. */
  over: boolean;
}

export function createMouth({ speaker, volume, report, onFault }: MouthOptions): Mouth {
  const streams = new Map<number, Stream>();
  const counter = createSequenceCounter();
  const stats = { played: 0, lost: 0, dropped: 0 };
  let waiting: { readonly frame: AudioFrame; readonly stream: Stream }[] = [];
  let waitingMs = 0;
  let playing: Stream | undefined;
  /** The last one that the speaker was given: it may still hold some of it. */
  let sounding: Stream | undefined;
  let busy = false;

  const streamOf = (number: number): Stream => {
    const known = streams.get(number);
    if (known) return known;
    const made = { number, position: 0, reported: 0, finished: false, over: false };
    streams.set(number, made);
    const [oldest] = streams.keys();
    if (streams.size > streamsRemembered && oldest !== undefined) streams.delete(oldest);
    return made;
  };

  const end = (stream: Stream): void => {
    stream.over = true;
    report(stream.number, stream.position, true);
  };
  const endIfDone = async (stream: Stream): Promise<void> => {
    const left = playing === stream || waiting.some((one) => one.stream === stream);
    if (!stream.finished || left) return;
    if (stream.position > 0) {
      await speaker.drain?.().catch((thrown) => onFault(asFault(thrown, "AUDIO_DEVICE_MISSING")));
    }
    if (!stream.over) end(stream);
  };

  const play = async (frame: AudioFrame, stream: Stream): Promise<void> => {
    playing = sounding = stream;
    try {
      const samples = toMono(samplesOf(frame), frame.format.channels);
      await speaker.play(loudness(samples, volume()), frame.format.rate);
    } catch (thrown) {
      onFault(asFault(thrown, "AUDIO_DEVICE_MISSING"));
    }
    playing = undefined;
    if (stream.over) return;
    stats.played++;
    stream.position += durationOf(frame);
    if (stream.position - stream.reported >= reportEvery) {
      stream.reported = stream.position;
      report(stream.number, stream.position, false);
    }
    void endIfDone(stream);
  };

  const run = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      waitingMs -= durationOf(next.frame);
      await play(next.frame, next.stream);
    }
    busy = false;
  };

  const cut = (stream: Stream): void => {
    if (stream.over) return;
    stats.dropped += waiting.filter((one) => one.stream === stream).length;
    waiting = waiting.filter((one) => one.stream !== stream);
    waitingMs = waiting.reduce((sum, { frame }) => sum + durationOf(frame), 0);
    end(stream);
    if (sounding === stream) speaker.flush();
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
      waiting.push({ frame, stream });
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
    stats,
  };
}

/** The square of the setting: the ear hears ratios, so that half of the way sounds about half as loud. */
function loudness(samples: Int16Array, volume: number): Int16Array {
  if (volume >= 1) return samples;
  const gain = volume ** 2;
  return samples.map((sample) => Math.round(sample * gain));
}
