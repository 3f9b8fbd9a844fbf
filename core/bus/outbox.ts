/** What a connection has said and the broker has not acknowledged: kept within bounds, said again after a reconnect. */
import { Fault } from "../contract/index.ts";

export interface Parcel {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
}
/** Sends a parcel at QoS 1; `done` when it was acknowledged. False when there is no connection. */
export type Send = (parcel: Parcel, done: () => void) => void;

export interface Outbox {
  /** Keeps a parcel until it is acknowledged, and sends it when there is a connection. Throws QUEUE_FULL. */
  put(key: string, parcel: Parcel): void;
  /** Sets a retained state: only the newest of a topic is kept, and it is said again on every connection. */
  announce(parcel: Parcel): void;
  /** Takes a state back, also at the next connection when there is none now. */
  withdraw(topic: string): void;
  /** A connection came up: states are announced, then what was not acknowledged follows in its order. */
  connect(send: Send): void;
  disconnect(): void;
  readonly waiting: number;
  /** Commands that were too old to be said after a reconnect. */
  readonly expired: number;
}

/** Unacknowledged messages. */
const limit = 1_000;
/** ms; a command that waited longer for its connection is not said: whoever wanted it has given up. */
const lifetime = 60_000;

export function createOutbox(): Outbox {
  const parcels = new Map<string, Parcel & { readonly at: number }>();
  const states = new Map<string, Parcel>();
  let send: Send | undefined;
  let expired = 0;

  const post = (key: string, parcel: Parcel): void =>
    send?.(parcel, () => {
      if (parcels.get(key) === parcel) parcels.delete(key);
    });
  const put = (key: string, parcel: Parcel): void => {
    if (parcels.size >= limit) {
      throw new Fault("QUEUE_FULL", `${limit} messages wait for the bus already.`, { retryable: true });
    }
    const kept = { ...parcel, at: performance.now() };
    parcels.set(key, kept);
    post(key, kept);
  };

  return {
    put,
    announce(parcel) {
      parcels.delete(`clear ${parcel.topic}`);
      states.set(parcel.topic, parcel);
      send?.(parcel, () => {});
    },
    withdraw(topic) {
      states.delete(topic);
      put(`clear ${topic}`, { topic, payload: Buffer.alloc(0), retain: true });
    },
    connect(through) {
      send = through;
      for (const state of states.values()) through(state, () => {});
      const now = performance.now();
      for (const [key, parcel] of parcels) {
        if (parcel.retain || now - parcel.at < lifetime) post(key, parcel);
        else {
          parcels.delete(key);
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
