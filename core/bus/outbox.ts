/** What a connection has said and the broker has not acknowledged: kept within bounds, said again after a reconnect. */
import { Fault } from "../contract/index.ts";

export interface Parcel {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
}
/** Sends a parcel at QoS 1; `done` is called when it was acknowledged. */
export type Send = (parcel: Parcel, done: () => void) => void;

export interface Outbox {
  /** Keeps a parcel until it is acknowledged, and sends it when there is a connection. Throws QUEUE_FULL. */
  put(key: string, parcel: Parcel): void;
  /**
   * Sets a retained state: only the newest of a topic is kept, and it is said again on every connection, unless somebody
   * else had the last word.
   */
  announce(parcel: Parcel): void;
  /** A retained state was heard, `own` or another sender's: whoever said it last is who repeats it. */
  lastWord(topic: string, own: boolean): void;
  /** Takes a state back, also at the next connection when there is none now. */
  withdraw(topic: string): void;
  /** A connection came up: states are announced, then what was not acknowledged follows in its order. */
  connect(send: Send): void;
  disconnect(): void;
  /** Not acknowledged. */
  readonly waiting: number;
  /** Commands that were too old to be said after a reconnect. */
  readonly expired: number;
}

/** Unacknowledged messages, and their bytes together. */
export const outboxLimit = 5_000;
const byteLimit = 16 * 1024 * 1024;
/** ms; a command that waited longer for its connection is not said: whoever wanted it has given up. */
const lifetime = 60_000;

interface Kept extends Parcel {
  readonly at: number;
}

export function createOutbox(): Outbox {
  const parcels = new Map<string, Kept>();
  const states = new Map<string, Parcel>();
  /** Topics on which another had the last word. */
  const overruled = new Set<string>();
  let send: Send | undefined;
  let bytes = 0;
  let expired = 0;

  const drop = (key: string): void => {
    bytes -= parcels.get(key)?.payload.length ?? 0;
    parcels.delete(key);
  };
  const post = (key: string, parcel: Kept): void =>
    send?.(parcel, () => {
      if (parcels.get(key) === parcel) drop(key);
    });
  const keep = (key: string, parcel: Parcel): void => {
    drop(key);
    const kept = { ...parcel, at: performance.now() };
    parcels.set(key, kept);
    bytes += kept.payload.length;
    post(key, kept);
  };

  return {
    put(key, parcel) {
      if (parcels.size >= outboxLimit || bytes + parcel.payload.length > byteLimit) {
        const message = `${parcels.size} messages of ${bytes} bytes wait for the bus already.`;
        throw new Fault("QUEUE_FULL", message, { retryable: true });
      }
      keep(key, parcel);
    },
    announce(parcel) {
      drop(clearing(parcel.topic));
      overruled.delete(parcel.topic);
      states.set(parcel.topic, parcel);
      send?.(parcel, () => {});
    },
    lastWord(topic, own) {
      if (own) overruled.delete(topic);
      else if (states.has(topic)) overruled.add(topic);
    },
    withdraw(topic) {
      states.delete(topic);
      overruled.delete(topic);
      // Never refused: there is one at most for each topic that was announced.
      keep(clearing(topic), { topic, payload: Buffer.alloc(0), retain: true });
    },
    connect(through) {
      send = through;
      for (const state of states.values()) if (!overruled.has(state.topic)) through(state, () => {});
      const now = performance.now();
      for (const [key, parcel] of parcels) {
        if (parcel.retain || now - parcel.at < lifetime) post(key, parcel);
        else {
          drop(key);
          expired++;
        }
      }
    },
    disconnect() {
      send = undefined;
    },
    get waiting() {
      return parcels.size;
    },
    get expired() {
      return expired;
    },
  };
}

/** Message ids hold no blank, so this is never one. */
const clearing = (topic: string): string => `clear ${topic}`;
