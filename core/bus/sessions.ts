/** The network side of the embedded broker: aedes with every hook that it needs to be safe among strangers. */
import type { Duplex } from "node:stream";
import { Aedes, type AuthenticateError, type Client, type Subscription } from "aedes";
import type { Log } from "../contract/index.ts";
import type { Filters } from "./filters.ts";
import { type Bucket, createBucket } from "./gate.ts";
import { guardPackets, type Stall, shed } from "./guard.ts";
import { type Inbound, isMalformed, type Said } from "./inbound.ts";
import { type BrokerStats, count, type Limits } from "./limits.ts";
import { keepNoNumbers } from "./numbers.ts";
import { mayHear, maySubscribe, type Peer, type Rights } from "./rights.ts";

export interface SessionNeeds {
  readonly root: string;
  readonly limits: Limits;
  readonly stats: BrokerStats;
  readonly filters: Filters;
  readonly inbound: Inbound;
  readonly log: Log | undefined;
  readonly authenticate: (name: string, password: string, address: string) => Rights | undefined;
}

interface Session {
  readonly address: string;
  /**
   * How often each was subscribed: aedes may tell of an UNSUBSCRIBE after it took the SUBSCRIBE that came behind it, and
   * a filter that is counted for too long costs only work.
   */
  readonly filters: Map<string, number>;
  readonly stall: Stall;
  /** Why CONNECT must be answered with a refusal; aedes answers only from its authenticate hook. */
  refusal?: AuthenticateError;
  will?: Said;
  peer?: Peer;
  /** How much it may say; absent for the house's own. */
  pace?: Bucket;
  refusals: number;
}

export interface Sessions {
  readonly aedes: Aedes;
  accept(stream: Duplex, address: string): void;
}

/** ms that one message waits at most; a client that says that much more is lost to its keepalive. */
const longestWait = 60_000;
/** Where refused messages go: no filter can ask for it, and the sender still gets its PUBACK. */
const nowhere = "$hearsay/refused";
/** Of MQTT 3.1.1 section 3.2.2.3. */
const badIdentifier = 2;
const badPassword = 4;
const notAuthorised = 5;

const refusing = (returnCode: number, message: string): AuthenticateError =>
  Object.assign(new Error(message), { returnCode });

/** Only well-formed filters of at most as many levels as a topic can have (MQTT 3.1.1 section 4.7.1). */
function isFilter(filter: string): boolean {
  const levels = filter.split("/");
  return (
    !isMalformed(filter) &&
    filter.length <= 512 &&
    levels.length <= 20 &&
    levels.every(
      (level, index) =>
        level === "+" || (level === "#" && index === levels.length - 1) || !/[#+]/.test(level),
    )
  );
}

export async function createSessions(needs: SessionNeeds): Promise<Sessions> {
  const { limits, stats, filters, inbound, log } = needs;
  const sessions = new WeakMap<Client, Session>();
  const byId = new Map<string, Session>();

  keepNoNumbers();
  const aedes = await Aedes.createBroker({
    // A slot is held for every packet that waits for its subscriber; see core/bus/guard.ts.
    concurrency: 10_000,
    drainTimeout: 5_000,
    connectTimeout: limits.connectTimeout,
    maxInflightInbound: 100,
    // Heartbeats and the sweep of other brokers' wills serve clusters only; after a suspend the sweep would publish
    // the wills of clients that live.
    heartbeatInterval: 86_400_000,
    preConnect: (client, packet, done) => {
      const session = sessions.get(client);
      if (!session || client.closed) return done(new Error("the connection is gone"), false);
      const refusal = refusalOf(packet, limits);
      if (refusal) session.refusal = refusal;
      if (packet.will) {
        const { topic, payload, qos, retain } = packet.will;
        session.will = { topic, payload, qos: qos ?? 0, retain: retain ?? false };
      }
      // Nothing is kept for a client that is away: states are retained, and everything else is stale when it returns.
      packet.clean = true;
      done(null, true);
    },
    authenticate: (client, user, password, done) => {
      const session = sessions.get(client);
      const refusal = session ? letIn(needs, byId, client, session, user ?? "", password) : undefined;
      if (!session || refusal) {
        const error = refusal ?? refusing(notAuthorised, "the connection is gone");
        count(stats.refusedConnections, error.message);
        log?.warn("refused a bus client", { why: error.message, address: session?.address });
        return done(error, false);
      }
      byId.set(client.id, session);
      done(null, true);
    },
    authorizePublish: (client, packet, done) => {
      const session = client ? sessions.get(client) : undefined;
      if (!client || !session?.peer) return done(new Error("nobody says this"));
      const verdict = inbound.take(session.peer, packet);
      if (verdict === "close") return done(new Error("a malformed topic"));
      if (verdict === "drop") {
        Object.assign(packet, { topic: nowhere, payload: Buffer.alloc(0), retain: false });
        if (++session.refusals >= limits.refusals) setImmediate(() => client.close());
      } else if (verdict === "keep") packet.retain = true;
      const wait = session.pace?.take() ?? 0;
      if (wait === 0) return done(null);
      // aedes reads on from this client only when everything that it said is dealt with.
      stats.slowed++;
      setTimeout(done, Math.min(wait, longestWait), null);
    },
    authorizeSubscribe: (client, subscription, done) => {
      const session = sessions.get(client);
      if (!isFilter(subscription.topic)) return done(new Error("a malformed filter"));
      const reason = session ? whyNot(needs, session, subscription) : "gone";
      if (reason !== undefined || !session) {
        count(stats.refusedSubscriptions, reason ?? "gone");
        return done(null, null);
      }
      const { topic } = subscription;
      const held = session.filters.get(topic) ?? 0;
      session.filters.set(topic, held + 1);
      if (held === 0) filters.add(topic);
      done(null, subscription);
    },
    authorizeForward: (client, packet) => {
      const session = sessions.get(client);
      if (!session?.peer || !mayHear(session.peer, packet.topic, needs.root)) return null;
      return shed(client, packet, session.stall, limits, stats);
    },
  });

  aedes.on("unsubscribe", (topics, client) => {
    const session = sessions.get(client);
    for (const topic of topics) {
      const held = session?.filters.get(topic);
      if (!session || held === undefined) continue;
      if (held > 1) session.filters.set(topic, held - 1);
      else if (session.filters.delete(topic)) filters.remove(topic);
    }
  });
  const complain = (client: Client, error: Error): void =>
    log?.debug("a bus client's connection failed", { id: client.id, why: error.message });
  aedes.on("clientError", complain);
  aedes.on("connectionError", complain);
  (aedes as NodeJS.EventEmitter).on("error", (error: Error) =>
    log?.error("the broker failed", { why: error.message }),
  );

  return {
    aedes,
    accept(stream, address) {
      const session: Session = { address, filters: new Map(), stall: {}, refusals: 0 };
      const client = aedes.handle(stream);
      guardPackets(client, limits, () => count(stats.refused, "packetTooLarge"));
      sessions.set(client, session);
      stats.connections++;
      stream.once("close", () => {
        stats.connections--;
        for (const filter of session.filters.keys()) filters.remove(filter);
        session.filters.clear();
        if (session.peer && byId.get(session.peer.id) === session) byId.delete(session.peer.id);
      });
    },
  };
}

interface Connect {
  readonly clientId: string;
  readonly clean?: boolean;
  readonly keepalive?: number;
}

/** Why a CONNECT is refused whoever sends it. */
function refusalOf(packet: Connect, { keepalive }: Limits): AuthenticateError | undefined {
  const { clientId } = packet;
  // Section 3.1.3.1: an empty identifier needs a clean session; aedes 1.2 would accept it.
  if (clientId === "" && packet.clean !== true) return refusing(badIdentifier, "an empty identifier");
  if (clientId !== "" && (isMalformed(clientId) || clientId.length > 128)) {
    return refusing(badIdentifier, "a malformed identifier");
  }
  const asked = packet.keepalive ?? 0;
  if (asked === 0 || asked > keepalive) return refusing(notAuthorised, `keepalive not 1 to ${keepalive} s`);
  return undefined;
}

/** Settles who a client is; its refusal, or undefined when it may come in. */
function letIn(
  needs: SessionNeeds,
  byId: ReadonlyMap<string, Session>,
  client: Client,
  session: Session,
  user: string,
  password: Buffer | undefined,
): AuthenticateError | undefined {
  if (session.refusal) return session.refusal;
  const rights = rightsOf(needs, user, password?.toString() ?? "", session.address);
  if (!rights) return refusing(badPassword, "wrong name or password");
  const other = byId.get(client.id)?.peer;
  // A client may take over its own lost connection (section 3.1.4), not another's.
  if (other && other.user !== user) return refusing(badIdentifier, "the identifier is another client's");
  const peer: Peer = { user, id: client.id, rights };
  const wrong = session.will && needs.inbound.refusal(peer, session.will);
  if (wrong) return refusing(notAuthorised, `its will: ${wrong.message}`);
  session.peer = peer;
  if (rights.role === "satellite" || rights.role === "client") {
    session.pace = createBucket(needs.limits.messageBurst, needs.limits.messageRate);
  }
  return undefined;
}

function rightsOf(
  { authenticate, log }: SessionNeeds,
  ...given: Parameters<SessionNeeds["authenticate"]>
): Rights | undefined {
  try {
    return authenticate(...given);
  } catch (thrown) {
    log?.error("checking a bus client's name and password failed", { why: String(thrown) });
    return undefined;
  }
}

/** Why a subscription is refused, or undefined. */
function whyNot(needs: SessionNeeds, session: Session, { topic }: Subscription): string | undefined {
  if (topic.startsWith("$")) return "reserved";
  if (session.filters.size >= needs.limits.subscriptionsPerClient && !session.filters.has(topic)) {
    return "subscriptionsPerClient";
  }
  return session.peer && maySubscribe(session.peer, topic, needs.root) ? undefined : "forbidden";
}
