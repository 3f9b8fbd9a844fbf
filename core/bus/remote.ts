/** The bus across a network: the same `Bus`, on the embedded broker or on any other MQTT 3.1.1 broker. */
import { type Bus, Fault, type Log, type Message } from "../contract/index.ts";
import { createBus, instanceOf, type OwnBus } from "./client.ts";
import { encode, seal } from "./envelope.ts";
import { createFaultReporter } from "./faults.ts";
import { newId, newSuffix } from "./id.ts";
import { type Link, openLink } from "./link.ts";
import { createLosses } from "./losses.ts";
import { createOutbox, type Parcel } from "./outbox.ts";
import { createRouter } from "./router.ts";
import { shown } from "./stream.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { checkRoot, defaultRoot, topicOf } from "./topics.ts";
import { createHearing, createWireCarrier, type Hearing, type Wire } from "./wire.ts";

export interface ConnectOptions {
  /** `mqtt://host:port`, `ws://host:port`, or the same with TLS: `mqtts`, `wss`. */
  readonly url: string;
  /** Sender, as in the envelope's `by`. */
  readonly by: string;
  /** Name in `client/state`; this connection's instance begins with it. */
  readonly client: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly root?: string | undefined;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
  /** ms for the first connection; default 10000. */
  readonly timeout?: number | undefined;
}

export interface ClientStats {
  readonly connections: number;
  readonly sent: number;
  readonly received: number;
  /** Frames and other QoS 0 messages dropped because there was no connection, or it was congested. */
  readonly dropped: number;
  /** Messages that broke their schema. */
  readonly invalid: number;
  /** Not acknowledged yet. */
  readonly waiting: number;
  /** Commands not said because they waited too long for a connection. */
  readonly expired: number;
  readonly lateAnswers: number;
  readonly handlerFailures: number;
  readonly audio: { readonly frames: number; readonly lost: number };
}

export interface RemoteBus extends Bus, AsyncDisposable {
  readonly connected: boolean;
  stats(): ClientStats;
  /** Called with every change. */
  onConnection(hear: (up: boolean) => void): Disposable;
  /** Another sender on the same connection; the same whenever it is asked for. */
  bus(by: string): Bus;
}

/** The senders of one connection, by name. */
type Buses = ReadonlyMap<string, OwnBus>;

/**
 * Connects, and stays connected until disposed. Its last will and its own word keep `client/state/{client}`; the states
 * that it said are said again on every connection. Commands wait for a connection within bounds, frames do not.
 * Rejects with BUS_UNREACHABLE when there is no connection within `timeout`, CANCELLED, SETTINGS_INVALID (address) or
 * TOPIC_INVALID (root, client).
 */
export async function connectBus(options: ConnectOptions): Promise<RemoteBus> {
  const buses = new Map<string, OwnBus>();
  const me = { by: options.by, instance: instanceOf(options.client), bootId: newId() };
  const wire: Wire = {
    bootId: me.bootId,
    isOwn: (by) => buses.has(by),
    root: checkRoot(options.root ?? defaultRoot),
    router: createRouter(options.log),
    losses: createLosses(),
    outbox: createOutbox(),
    subscriptions: createSubscriptions(),
    counts: { connections: 0, sent: 0, received: 0, dropped: 0, invalid: 0 },
    mqtt: undefined,
    closed: undefined,
  };
  const carrier = createWireCarrier(wire);
  const main = createBus(me, carrier);
  const { bus } = main;
  buses.set(me.by, main);
  const faults = createFaultReporter((body) => {
    options.log?.warn("a message from the bus was dropped", { ...body });
    bus.publish("fault", {}, body).catch(() => {});
  });
  const hearing = createHearing(wire, faults.report);
  const watchers = new Set<(up: boolean) => void>();
  const present = presence(wire, options.client, me);
  const link = openLink({
    ...options,
    id: me.instance,
    will: () => present(false),
    hear: hearing.take,
    change(mqtt) {
      wire.mqtt = mqtt;
      tellOfChange(options, wire);
      if (mqtt) connected(wire, hearing, present(true));
      else {
        wire.subscriptions.disconnect();
        wire.outbox.disconnect();
      }
      for (const watch of watchers) watch(mqtt !== undefined);
    },
  });
  const close = async (): Promise<void> => {
    if (wire.closed) return;
    faults[Symbol.dispose]();
    hearing.close();
    // Said for those who listen, then taken back: a client that left on purpose leaves nothing behind.
    wire.outbox.announce(present(false));
    wire.outbox.withdraw(present(false).topic);
    await closeWire(wire, link, buses);
  };
  try {
    await link.first(options.timeout ?? 10_000, options.signal);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    ...bus,
    bus(by) {
      const instance = `${me.instance}.${newSuffix()}`;
      const other = buses.get(by) ?? createBus({ ...me, by, instance }, carrier);
      buses.set(by, other);
      return other.bus;
    },
    get connected() {
      return wire.mqtt !== undefined;
    },
    stats: () => statsOf(wire, buses),
    onConnection(watch) {
      watchers.add(watch);
      return { [Symbol.dispose]: () => void watchers.delete(watch) };
    },
    [Symbol.asyncDispose]: close,
  };
}

/** The first connection goes without saying; one that was refused is told of by link.ts. */
function tellOfChange({ log, url }: ConnectOptions, { mqtt, counts, closed }: Wire): void {
  if (closed) return;
  if (!mqtt) log?.warn("The bus is lost; it is looked for until it is found again.", { bus: shown(url) });
  else if (counts.connections > 0) log?.info("The bus is found again.", { bus: shown(url) });
}

/** What `client/state` says of this connection, now. */
function presence(
  { root }: Wire,
  client: string,
  { by, bootId }: { readonly by: string; readonly bootId: string },
): (online: boolean) => Parcel {
  const topic = topicOf("client/state", { client }, root);
  return (online) => {
    const state = seal("client/state", { client }, { online, bootId }, by);
    return { topic, payload: encode(state as unknown as Message), retain: true };
  };
}

/** Subscriptions first, so that nothing that an announcement sets off is missed; then states, then what waited. */
function connected(wire: Wire, hearing: Hearing, online: Parcel): void {
  const { mqtt, outbox, counts } = wire;
  if (!mqtt) return;
  if (++counts.connections > 1) hearing.settle();
  wire.subscriptions.connect(mqtt);
  outbox.announce(online);
  outbox.connect(({ topic, payload, retain }, done) => {
    counts.sent++;
    mqtt.publish(topic, payload, { qos: 1, retain }, (error) => {
      if (!error) done();
    });
  });
}

async function closeWire(wire: Wire, link: Link, buses: Buses): Promise<void> {
  const fault = new Fault("BUS_CLOSED", "This connection to the bus was closed.");
  wire.closed = fault;
  for (const { asking } of buses.values()) asking.close(fault);
  wire.subscriptions.close(fault);
  await link.close();
}

function statsOf({ counts, outbox, router, losses }: Wire, buses: Buses): ClientStats {
  return {
    ...counts,
    waiting: outbox.waiting,
    expired: outbox.expired,
    lateAnswers: [...buses.values()].reduce((sum, { asking }) => sum + asking.late, 0),
    handlerFailures: router.failures,
    audio: { frames: losses.frames, lost: losses.lost },
  };
}
