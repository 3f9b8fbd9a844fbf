/** The filters that one connection holds: each subscribed once, again after every reconnect, and counted. */
import type { MqttClient } from "mqtt";
import { Fault } from "../contract/index.ts";

export interface Subscriptions {
  /** Resolves when the filter stands, with what gives it up. Rejects with TOPIC_FORBIDDEN or BUS_CLOSED. */
  join(filter: string, qos: 0 | 1): Promise<() => void>;
  connect(client: MqttClient): void;
  disconnect(): void;
  close(fault: Fault): void;
}

interface Entry {
  readonly qos: 0 | 1;
  readonly standing: PromiseWithResolvers<void>;
  users: number;
}

/** SUBACK: the filter was refused (MQTT 3.1.1 section 3.9.3). */
const refused = 0x80;

export function createSubscriptions(): Subscriptions {
  const entries = new Map<string, Entry>();
  /** UNSUBSCRIBEs under way: aedes 1.2 takes packets side by side, so that one would undo a SUBSCRIBE sent behind it. */
  const leaving = new Map<string, Promise<void>>();
  let client: MqttClient | undefined;

  const subscribe = (through: MqttClient, filters: readonly string[]): void => {
    if (filters.length === 0) return;
    const wanted = Object.fromEntries(
      filters.map((filter) => [filter, { qos: entries.get(filter)?.qos ?? 0 }]),
    );
    through.subscribe(wanted, (error, _granted, packet) => {
      const codes = packet?.granted ?? [];
      // Without an acknowledgement the connection is gone; the next one subscribes everything again.
      if (error && codes.length === 0) return;
      for (const [index, filter] of filters.entries()) settle(filter, Number(codes[index]) >= refused);
    });
  };
  const settle = (filter: string, wasRefused: boolean): void => {
    const entry = entries.get(filter);
    if (!entry) return;
    if (!wasRefused) entry.standing.resolve();
    else {
      entries.delete(filter);
      entry.standing.reject(new Fault("TOPIC_FORBIDDEN", `The bus does not let this client hear ${filter}.`));
    }
  };
  const leave = (filter: string, entry: Entry): void => {
    entry.users--;
    if (entry.users > 0 || entries.get(filter) !== entry) return;
    entries.delete(filter);
    const through = client;
    if (!through?.connected) return;
    const left = new Promise<void>((resolve) => through.unsubscribe(filter, () => resolve()));
    leaving.set(filter, left);
    void left.then(() => {
      if (leaving.get(filter) === left) leaving.delete(filter);
    });
  };
  /** Unless the connection changed since: then the new one subscribes everything. */
  const subscribeNow = async (filter: string, entry: Entry): Promise<void> => {
    const through = client;
    await leaving.get(filter);
    if (through && through === client && entries.get(filter) === entry) subscribe(through, [filter]);
  };

  return {
    async join(filter, qos) {
      let entry = entries.get(filter);
      if (!entry) {
        entry = { qos, standing: Promise.withResolvers<void>(), users: 0 };
        entry.standing.promise.catch(() => {});
        entries.set(filter, entry);
        void subscribeNow(filter, entry);
      }
      entry.users++;
      await entry.standing.promise;
      const joined = entry;
      return () => leave(filter, joined);
    },
    connect(through) {
      client = through;
      subscribe(through, [...entries.keys()]);
    },
    disconnect() {
      client = undefined;
      leaving.clear();
    },
    close(fault) {
      for (const { standing } of entries.values()) standing.reject(fault);
      entries.clear();
    },
  };
}
