/** The microphones of all rooms: the last seconds of each are kept, so that a turn can begin before it was opened. */

import { createRing, type Ring } from "../audio/ring.ts";
import type { AudioFrame, Bus } from "../contract/index.ts";
import { durationOf } from "../contract/index.ts";

/** How much of each room is kept, ms: what was said over an answer until it was known to be a turn, on a busy machine too. */
const keptMs = 8_000;

export interface Caught {
  readonly frame: AudioFrame;
  /** When it reached the hub, ms since 1970 by the hub's clock. */
  readonly receivedAt: number;
}

export interface Ears extends AsyncDisposable {
  /** Everything of a room's stream captured after `from`, first what is kept, then as it comes. */
  follow(site: string, stream: number | undefined, from: number, hear: (caught: Caught) => void): Disposable;
  /** The newest stream of a room, and the capture time it has reached. */
  latest(site: string): { readonly stream: number; readonly at: number } | undefined;
  forget(site: string): void;
}

interface Room {
  readonly ring: Ring;
  readonly followers: Set<(caught: Caught) => void>;
}

export async function openEars(bus: Bus, now: () => number = Date.now): Promise<Ears> {
  const rooms = new Map<string, Room>();
  const arrivals = new WeakMap<AudioFrame, number>();
  const roomOf = (site: string): Room => {
    const room = rooms.get(site) ?? { ring: createRing(keptMs), followers: new Set() };
    rooms.set(site, room);
    return room;
  };

  const ear = await bus.onAudio({ direction: "in" }, (frame, where) => {
    if (!("site" in where)) return;
    const { ring, followers } = roomOf(where.site);
    const receivedAt = now();
    arrivals.set(frame, receivedAt);
    ring.push(frame);
    for (const hear of followers) hear({ frame, receivedAt });
  });

  return {
    follow(site, stream, from, hear) {
      const { ring, followers } = roomOf(site);
      const wanted = (caught: Caught): void => {
        if (stream === undefined || caught.frame.stream === stream) hear(caught);
      };
      for (const frame of ring.since(from)) wanted({ frame, receivedAt: arrivals.get(frame) ?? now() });
      followers.add(wanted);
      return { [Symbol.dispose]: () => void followers.delete(wanted) };
    },
    latest(site) {
      const last = rooms.get(site)?.ring.since().at(-1);
      return last && { stream: last.stream, at: last.at + durationOf(last) };
    },
    forget: (site) => void rooms.delete(site),
    [Symbol.asyncDispose]: () => ear[Symbol.asyncDispose](),
  };
}
