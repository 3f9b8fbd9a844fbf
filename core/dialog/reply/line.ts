/** One stream of sound into a room: paced, so that little of it waits at the satellite, and followed to the loudspeaker. */
import type { Bus, Messages } from "../../contract/index.ts";
import { speechFormat } from "../../contract/index.ts";
import { createPlayhead, type Playhead } from "./playhead.ts";

/** ms of audio in a frame. */
const frameMs = 40;
const frameSamples = (speechFormat.rate * frameMs) / 1000;
/**
 * How far ahead of the loudspeaker a frame leaves, ms. Two lost packets in a row on Wi-Fi hold a link up for some 600 ms
 * (RFC 6298; Linux waits 200 ms, then twice that); a cut does not wait for it, since a satellite throws it away.
 */
const leadMs = 800;
/** How much longer than its length an answer may take where the satellite never says that it is over. */
const graceMs = 1500;

export interface LineOptions {
  readonly bus: Bus;
  readonly site: string;
  readonly turn: string;
  readonly stream: number;
  /** False: no sound will come. */
  readonly aloud: boolean;
  readonly signal: AbortSignal;
  /** When the satellite shall begin, ms since 1970; absent: at once. */
  readonly playAt?: number;
  /** How loud the satellite shall play it, as an amplitude from 0 to 1; absent: as loud as ever. */
  readonly gain?: number;
  /** Called when the first frame leaves. */
  onSound?(): void;
}

export interface Line extends AsyncDisposable {
  /** Says once that sound will come. */
  open(): Promise<void>;
  /** Resolves when all of it has left. Rejects with the reason of an abort. */
  send(samples: Int16Array): Promise<void>;
  /** Nothing more will come. */
  end(): Promise<void>;
  /** Resolves when all was played, the grace is over, or the signal aborts. */
  played(): Promise<void>;
  /** ms that left. */
  sent(): number;
  readonly playhead: Pick<Playhead, "position" | "heard">;
}

export function openLine({
  bus,
  site,
  turn,
  stream,
  aloud,
  signal,
  playAt,
  gain,
  onSound,
}: LineOptions): Line {
  const playhead = createPlayhead();
  const ended = Promise.withResolvers<void>();
  let frames = 0;
  let sent = 0;
  let opened = false;
  let wake = (): void => {};
  const abort = (): void => {
    ended.resolve();
    wake();
  };
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  const listen = () => [
    bus.on("audio/played", { site }, ({ body }) => {
      if (body.stream !== stream) return;
      playhead.report(body.position);
      if (body.ended) ended.resolve();
      wake();
    }),
    bus.on("reply/hold", { site }, ({ body }) => {
      if (body.stream !== stream) return;
      playhead.hold(body.hold);
      wake();
    }),
  ];
  const ears = Promise.all(aloud ? listen() : []);
  ears.catch(() => {});

  /** Resolves after `ms`, or earlier when something changed. */
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function due(): Promise<void> {
    for (let ahead = sent - playhead.position() - leadMs; ahead > 0; ) {
      await rest(playhead.held ? 1000 : ahead);
      signal.throwIfAborted();
      ahead = sent - playhead.position() - leadMs;
    }
    signal.throwIfAborted();
  }

  return {
    playhead,
    sent: () => sent,
    async open() {
      if (opened) return;
      opened = true;
      await ears;
      const body = { stream, direction: "out", format: speechFormat } as const;
      const started: Messages["audio/started"] = {
        ...body,
        ...(playAt === undefined ? {} : { playAt }),
        ...(gain === undefined ? {} : { gain }),
      };
      await bus.publish("audio/started", { site }, started, { turn });
    },
    async send(samples) {
      for (let from = 0; from < samples.length; from += frameSamples) {
        await due();
        const part = samples.slice(from, from + frameSamples);
        const data = new Uint8Array(part.buffer);
        const frame = { format: speechFormat, stream, sequence: frames++ >>> 0, at: Date.now(), data };
        bus.sendAudio({ site, direction: "out" }, frame);
        sent += (part.length / speechFormat.rate) * 1000;
        if (playhead.begun) continue;
        playhead.begin(playAt);
        onSound?.();
      }
    },
    async end() {
      if (frames === 0 || signal.aborted) return;
      const body = { stream, direction: "out", frames, lost: 0 } as const;
      await bus.publish("audio/stopped", { site }, body, { turn });
    },
    async played() {
      let over = !playhead.begun;
      void ended.promise.then(() => {
        over = true;
        wake();
      });
      const begun = performance.now();
      for (let patience = graceMs; !over && !signal.aborted; ) {
        const left = sent - playhead.position();
        if (left <= 0 && patience <= 0) break;
        const from = performance.now();
        await rest(playhead.held ? 1000 : left > 0 ? left : patience);
        if (left <= 0 && !playhead.held) patience -= performance.now() - from;
        if (performance.now() - begun > sent + longestHold) break;
      }
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener("abort", abort);
      for (const ear of await ears) await ear[Symbol.asyncDispose]();
    },
  };
}

/** An answer that somebody holds for so long, or whose satellite counts backwards, is over all the same. */
const longestHold = 120_000;
