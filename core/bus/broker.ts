/** The embedded broker: in this process a message is a function call, and only what somebody outside reads becomes bytes. */
import type { Aedes } from "aedes";
import { type Kind, topics, type Where } from "../../bus-schema/index.ts";
import { encodeFrame } from "../audio/frame.ts";
import { type Bus, Fault, type Log, type Message } from "../contract/index.ts";
import { type Carrier, createBus, instanceOf, type OwnBus } from "./client.ts";
import { encode, seal } from "./envelope.ts";
import { createFaultReporter } from "./faults.ts";
import { createFilters, type Filters } from "./filters.ts";
import { createGate } from "./gate.ts";
import { newId } from "./id.ts";
import { createInbound } from "./inbound.ts";
import { type BrokerStats, defaultLimits, emptyStats, type Limits } from "./limits.ts";
import { type Door, openTcp, openWebSocket } from "./listen.ts";
import { createLosses } from "./losses.ts";
import { createRetained, createSeen, type Retained } from "./retained.ts";
import type { Rights } from "./rights.ts";
import { createRouter, type Router } from "./router.ts";
import { createSessions } from "./sessions.ts";
import { audioTopicOf, checkRoot, defaultRoot, topicOf } from "./topics.ts";

export type { BrokerStats, Limits } from "./limits.ts";
export type { Rights } from "./rights.ts";

export interface BrokerOptions {
  readonly host: string;
  /** TCP; 0 takes a free one. */
  readonly port: number;
  /** WebSocket; 0 takes a free one; absent: none. */
  readonly wsPort?: number;
  /** First level of all topics; default `hearsay`. */
  readonly root?: string;
  readonly log?: Log;
  /** What a network client may, or undefined to refuse it. Name and password are empty when it gave none. */
  authenticate(name: string, password: string, address: string): Rights | undefined;
  readonly limits?: Partial<Limits>;
}

export interface Broker extends AsyncDisposable {
  readonly mqttPort: number;
  /** 0 when there is no WebSocket. */
  readonly wsPort: number;
  /** The client of this name in this process, the same whenever it is asked for. Bodies are shared, not copied: nobody may write to what was said or heard. */
  bus(by: string): Bus;
  stats(): BrokerStats;
  close(): Promise<void>;
}

/** What the in-process carrier works with. */
interface Core {
  readonly root: string;
  readonly aedes: Aedes;
  readonly router: Router;
  readonly filters: Filters;
  readonly retained: Retained;
  readonly stats: BrokerStats;
  isClosed(): boolean;
}

/** Rejects with PORT_IN_USE when a port cannot be opened, TOPIC_INVALID when the root cannot be one. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const root = checkRoot(options.root ?? defaultRoot);
  const limits = { ...defaultLimits, ...options.limits };
  const stats = emptyStats();
  const losses = createLosses();
  const router = createRouter(options.log);
  const filters = createFilters();
  const retained = createRetained(limits, stats);
  let closed = false;
  const faults = createFaultReporter((body) => {
    if (closed) return;
    options.log?.warn("a message on the bus was refused", { ...body });
    carrier.publish(seal("fault", {}, body, "hub/bus"));
  });
  const inbound = createInbound({ root, router, retained, stats, losses, seen: createSeen(8192), faults });
  const { aedes, accept } = await createSessions({
    root,
    limits,
    stats,
    filters,
    inbound,
    log: options.log,
    authenticate: options.authenticate,
  });
  const carrier = createCarrier({ root, aedes, router, filters, retained, stats, isClosed: () => closed });
  const gate = createGate(limits, stats);
  const doors: Door[] = [];
  const buses = new Map<string, OwnBus>();
  const bootId = newId();

  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    faults[Symbol.dispose]();
    for (const { asking } of buses.values()) asking.close(new Fault("BUS_CLOSED", "The bus was closed."));
    await Promise.all(doors.map((door) => door.close()));
    await new Promise<void>((done) => aedes.close(done));
  };
  try {
    const { host, port, wsPort } = options;
    doors.push(await openTcp({ host, port }, limits, gate, accept));
    if (wsPort !== undefined) doors.push(await openWebSocket({ host, port: wsPort }, limits, gate, accept));
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    mqttPort: doors[0]?.port ?? 0,
    wsPort: doors[1]?.port ?? 0,
    bus(by) {
      const own = buses.get(by) ?? createBus({ by, instance: instanceOf(by), bootId }, carrier);
      buses.set(by, own);
      return own.bus;
    },
    stats: () => ({
      ...structuredClone(stats),
      subscriptions: filters.size,
      audio: { frames: losses.frames, lost: losses.lost },
      handlerFailures: router.failures,
      lateAnswers: [...buses.values()].reduce((sum, { asking }) => sum + asking.late, 0),
    }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createCarrier(core: Core): Carrier & { publish(message: Message): void } {
  const { root, aedes, router, filters, retained, stats } = core;
  const send = (topic: string, payload: Buffer, qos: 0 | 1, retain: boolean): void => {
    stats.sent++;
    aedes.publish({ cmd: "publish", topic, payload, qos, retain, dup: false }, () => {});
  };
  const open = (): void => {
    if (core.isClosed()) throw new Fault("BUS_CLOSED", "The bus was closed.");
  };
  return {
    publish(message) {
      open();
      const topic = topicOf(message.kind, message.where, root);
      const { qos, retain } = topics[message.kind];
      if (retain) {
        const bytes = encode(message);
        retained.keep(topic, bytes.length);
        // What is kept must not change when its sender goes on using the object.
        router.deliver({ ...message, body: structuredClone(message.body) });
        send(topic, bytes, qos, true);
      } else {
        const bytes = filters.matches(topic) ? encode(message) : undefined;
        router.deliver(message);
        if (bytes) send(topic, bytes, qos, false);
      }
      stats.local++;
    },
    async on(listener) {
      open();
      return router.add(listener);
    },
    clear(kind: Kind, where: Where<Kind>) {
      open();
      const topic = topicOf(kind, where, root);
      retained.forget(topic);
      router.forget(kind, where);
      send(topic, Buffer.alloc(0), 1, true);
    },
    sendAudio(where, frame) {
      open();
      const topic = audioTopicOf(where, root);
      // Also tells of a frame that no reader would take; a microsecond, where messages cost ten.
      const bytes = encodeFrame(frame);
      router.deliverAudio(where, frame);
      stats.local++;
      if (filters.matches(topic)) send(topic, bytes, 0, false);
    },
    async onAudio(filter, hear) {
      open();
      return router.addAudio(filter, hear);
    },
  };
}
