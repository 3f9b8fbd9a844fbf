/** A room for tests: a broker in this process, what was said on its bus, and pieces to speak with. */
import { pcmFrame } from "../../../core/audio/frame.ts";
import { startBroker } from "../../../core/bus/broker.ts";
import type { AudioFrame, Bus, Kind, Message, Speaker } from "../../../core/contract/index.ts";

export interface Room extends AsyncDisposable {
  readonly bus: Bus;
  readonly hub: Bus;
  /** Everything of these kinds, in order. */
  hear<K extends Kind>(kind: K): Promise<Message<K>[]>;
}

export async function openRoom(): Promise<Room> {
  const broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined });
  const hub = broker.bus("hub/test");
  return {
    bus: broker.bus("site/test"),
    hub,
    async hear<K extends Kind>(kind: K) {
      const heard: Message<K>[] = [];
      await hub.on(kind, {}, (message) => void heard.push(message));
      return heard;
    },
    [Symbol.asyncDispose]: () => broker.close(),
  };
}

/** Waits for what a bus brings; a test that waits in vain hangs until its limit. */
export async function until(true_: () => boolean): Promise<void> {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 5));
}

export const soundFrame = (
  stream: number,
  sequence: number,
  samples = new Int16Array(1_280).fill(1_000 + sequence),
): AudioFrame => pcmFrame(samples, { rate: 16_000, stream, sequence, at: 0 });

/** A loudspeaker that plays one frame whenever it is told to, and keeps what it played. */
export function slowSpeaker(): Speaker & {
  readonly played: number[];
  flushes: number;
  step(): void;
} {
  let waiting: (() => void) | undefined;
  const end = (): void => {
    waiting?.();
    waiting = undefined;
  };
  return {
    played: [],
    flushes: 0,
    play(samples) {
      this.played.push(samples[0] ?? 0);
      return new Promise((resolve) => (waiting = resolve));
    },
    flush() {
      this.flushes++;
      end();
    },
    step: end,
  };
}
