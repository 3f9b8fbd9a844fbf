/** Follows one stream to the loudspeaker: the first sound, how much was played, and when it is over. */
import type { Bus } from "../contract/index.ts";
import { durationOf } from "../contract/index.ts";

/** How much longer than its length an answer may take where the satellite never says that it is over. */
const graceMs = 1500;

export interface Player extends AsyncDisposable {
  /** ms of audio that left for the room. */
  sent(): number;
  /** The sequence number that the stream's next frame has. */
  next(): number;
  /** ms since the last frame left; Infinity before the first. */
  idle(): number;
  /** Resolves when it hears; frames sent before that are not counted. */
  readonly ready: Promise<unknown>;
  /** ms that the satellite says it played. */
  position(): number;
  /** Resolves when `sent` ms were played, the grace is over, or the signal aborts. */
  over(sent: number, signal: AbortSignal): Promise<void>;
}

export function awaitPlayed(bus: Bus, site: string, stream: number, onSound: () => void): Player {
  const ended = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  let next = 0;
  let position = 0;
  let total = 0;
  const ears = Promise.all([
    bus.onAudio({ site, direction: "out" }, (frame) => {
      if (frame.stream !== stream) return;
      total += durationOf(frame);
      lastAt = performance.now();
      next = (frame.sequence + 1) >>> 0;
      if (firstAt !== undefined) return;
      firstAt = Date.now();
      onSound();
    }),
    bus.on("audio/played", { site }, ({ body }) => {
      if (body.stream !== stream) return;
      position = body.position;
      if (body.ended) ended.resolve();
    }),
  ]);
  ears.catch(() => {});

  return {
    sent: () => total,
    next: () => next,
    idle: () => performance.now() - lastAt,
    ready: ears,
    position: () => position,
    async over(sent, signal) {
      const left = firstAt === undefined ? 0 : Math.max(0, sent - (Date.now() - firstAt)) + graceMs;
      const timer = setTimeout(ended.resolve, left);
      signal.addEventListener("abort", () => ended.resolve(), { once: true });
      await ended.promise;
      clearTimeout(timer);
    },
    async [Symbol.asyncDispose]() {
      for (const ear of await ears) await ear[Symbol.asyncDispose]();
    },
  };
}
