/** How a connection says and hears: between the router of this process and the topics of a broker. */
import type { MqttClient } from "mqtt";
import { type Kind, type Messages, topics, type Where } from "../../bus-schema/index.ts";
import { decodeFrame, encodeFrame } from "../audio/frame.ts";
import { Fault, type Message } from "../contract/index.ts";
import type { Carrier } from "./client.ts";
import { decode, encode } from "./envelope.ts";
import { faultFrom } from "./faults.ts";
import type { Losses } from "./losses.ts";
import type { Outbox } from "./outbox.ts";
import { createSeen } from "./retained.ts";
import { covers, type Holes, type Router } from "./router.ts";
import type { Subscriptions } from "./subscriptions.ts";
import { audioFilterOf, audioTopicOf, filterOf, parseAudioTopic, parseTopic, topicOf } from "./topics.ts";

/** Everything that one connection works with. */
export interface Wire {
  readonly root: string;
  /** Of this connection's states and of its last will. */
  readonly bootId: string;
  /** Whether a sender is one of this connection's. */
  readonly isOwn: (by: string) => boolean;
  readonly router: Router;
  readonly losses: Losses;
  readonly outbox: Outbox;
  readonly subscriptions: Subscriptions;
  readonly counts: { connections: number; sent: number; received: number; dropped: number; invalid: number };
  mqtt: MqttClient | undefined;
  closed: Fault | undefined;
}

/** Bytes waiting in this process above which frames are dropped rather than sent late. */
const congested = 512 * 1024;
/** ms after a reconnect until a state that nobody has said again is taken for gone. */
const settling = 5_000;

export function createWireCarrier(wire: Wire): Carrier {
  /** What states are listened to; one that none of these covers is not kept. */
  const listening = new Set<{ readonly kind: Kind; readonly where: Holes }>();
  const open = (): void => {
    if (wire.closed) throw wire.closed;
  };
  const stopListening = (item: { readonly kind: Kind; readonly where: Holes }): void => {
    listening.delete(item);
    const others = [...listening].filter(({ kind }) => kind === item.kind);
    wire.router.discard(item.kind, (where) => !others.some((other) => covers(other.where, where)));
  };
  const send = (topic: string, payload: Buffer): void => {
    const { mqtt, counts } = wire;
    if (!mqtt || mqtt.stream.writableLength > congested) {
      counts.dropped++;
      return;
    }
    counts.sent++;
    mqtt.publish(topic, payload, { qos: 0 });
  };

  return {
    publish(message) {
      open();
      const topic = topicOf(message.kind, message.where, wire.root);
      const payload = encode(message);
      const { qos, retain } = topics[message.kind];
      if (retain) wire.outbox.announce({ topic, payload, retain });
      else if (qos === 1) wire.outbox.put(message.id, { topic, payload, retain });
      else send(topic, payload);
    },
    async on(listener) {
      open();
      const { kind, where } = listener;
      const filter = filterOf(kind, where, wire.root);
      const item = { kind, where };
      listening.add(item);
      const deafen = wire.router.add(listener);
      try {
        const leave = await wire.subscriptions.join(filter, topics[kind].qos);
        return () => {
          deafen();
          leave();
          stopListening(item);
        };
      } catch (thrown) {
        deafen();
        stopListening(item);
        throw thrown;
      }
    },
    clear(kind, where: Where<Kind>) {
      open();
      wire.outbox.withdraw(topicOf(kind, where, wire.root));
    },
    sendAudio(where, frame) {
      open();
      send(audioTopicOf(where, wire.root), encodeFrame(frame));
    },
    async onAudio(filter, hear) {
      open();
      const topic = audioFilterOf(filter, wire.root);
      const deafen = wire.router.addAudio(filter, hear);
      try {
        const leave = await wire.subscriptions.join(topic, 0);
        return () => {
          deafen();
          leave();
        };
      } catch (thrown) {
        deafen();
        throw thrown;
      }
    },
  };
}

/**
 * A broker that stops says the wills of those who are still there to hear them, and one that took a connection for dead
 * may tell it so later: whoever hears of its own end lives.
 */
const isOwnWill = ({ kind, body }: Message, bootId: string): boolean => {
  if (kind !== "client/state") return false;
  const { online, bootId: whose } = body as Messages["client/state"];
  return !online && whose === bootId;
};

export interface Hearing {
  take(topic: string, payload: Buffer): void;
  /** After a reconnect: states that the broker does not replay within a while are taken for gone. */
  settle(): void;
  close(): void;
}

/** What comes from the broker: parsed once and checked; what breaks its schema is counted, reported and dropped. */
export function createHearing(wire: Wire, report: (fault: Fault, kind?: string) => void): Hearing {
  const { router, losses, counts, root } = wire;
  const seen = createSeen(4096);
  let timer: NodeJS.Timeout | undefined;
  let unconfirmed = new Map<string, Message>();

  const takeAudio = (topic: string, payload: Buffer): boolean => {
    const where = parseAudioTopic(topic, root);
    if (!where) return false;
    const frame = decodeFrame(payload);
    // A broker may deliver one message once for each filter that matches (MQTT 3.1.1 section 3.3.5).
    if (losses.take(topic, frame)) router.deliverAudio(where, frame);
    return true;
  };
  const takeMessage = (topic: string, payload: Buffer): void => {
    const parsed = parseTopic(topic, root);
    if (!parsed) throw new Fault("TOPIC_INVALID", "A message on a topic that no kind has.");
    const { kind, where } = parsed;
    const { retain } = topics[kind];
    unconfirmed.delete(topicOf(kind, where as Where<Kind>));
    if (retain && payload.length === 0) router.forget(kind, where);
    else {
      const message = decode(kind, where as Where<Kind>, payload) as unknown as Message;
      if (retain) wire.outbox.lastWord(topic, wire.isOwn(message.by));
      if (isOwnWill(message, wire.bootId)) return;
      if (retain || seen.add(message.id)) router.deliver(message);
    }
  };

  return {
    take(topic, payload) {
      counts.received++;
      try {
        if (!takeAudio(topic, payload)) takeMessage(topic, payload);
      } catch (thrown) {
        counts.invalid++;
        report(faultFrom(thrown), parseTopic(topic, root)?.kind);
      }
    },
    settle() {
      unconfirmed = new Map(router.states);
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!wire.mqtt) return;
        for (const { kind, where } of unconfirmed.values()) router.forget(kind, where as Holes);
        unconfirmed = new Map();
      }, settling).unref();
    },
    close() {
      clearTimeout(timer);
    },
  };
}
