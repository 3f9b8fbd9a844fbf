/** Judges what network clients say: parsed once, checked, handed to this process, and only then passed on. */
import { type Kind, topics } from "../../bus-schema/index.ts";
import { decodeFrame } from "../audio/frame.ts";
import { Fault, type Message } from "../contract/index.ts";
import { decode } from "./envelope.ts";
import { type FaultReporter, faultFrom } from "./faults.ts";
import { type BrokerStats, count } from "./limits.ts";
import type { Losses } from "./losses.ts";
import type { Retained } from "./retained.ts";
import { mayBe, maySay, maySendAudio, type Peer } from "./rights.ts";
import type { Router } from "./router.ts";
import { parseAudioTopic, parseTopic } from "./topics.ts";

/** As much of an MQTT PUBLISH as is judged. */
export interface Said {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: number;
  readonly retain: boolean;
}
/** pass: to the network too; keep: the same, retained; drop: refused and counted; close: the peer breaks MQTT. */
export type Verdict = "pass" | "keep" | "drop" | "close";

export interface Inbound {
  /** Judges a message, and unless it is refused delivers it in this process. */
  take(peer: Peer, said: Said): Verdict;
  /** Why a will would be refused, or undefined. */
  refusal(peer: Peer, will: Said): Fault | undefined;
}

export interface InboundNeeds {
  readonly root: string;
  readonly router: Router;
  readonly retained: Retained;
  readonly stats: BrokerStats;
  readonly losses: Losses;
  readonly seen: { add(id: string): boolean };
  readonly faults: FaultReporter;
}

/** MQTT 3.1.1 sections 1.5.3 and 4.7.3: NUL and ill-formed UTF-8 (which the parser turns into U+FFFD) end a connection. */
export const isMalformed = (topic: string): boolean =>
  topic === "" || topic.includes("\0") || topic.includes("\uFFFD");

export function createInbound(needs: InboundNeeds): Inbound {
  const { root, router, retained, stats, losses, seen, faults } = needs;
  /** Whose name a presence is: another user may not declare it dead. */
  const presences = new Map<string, string>();

  const forbid = (kind: string, why: string): Fault => new Fault("TOPIC_FORBIDDEN", `${kind}: ${why}.`);

  const takeAudio = (peer: Peer, said: Said): Verdict | undefined => {
    const where = parseAudioTopic(said.topic, root);
    if (!where) return undefined;
    if (!maySendAudio(peer, where)) throw forbid("audio", "this client may not speak there");
    if (said.retain) throw forbid("audio", "frames are never retained");
    const frame = decodeFrame(bytesOf(said.payload));
    if (!losses.take(said.topic, frame)) return "drop";
    router.deliverAudio(where, frame);
    return "pass";
  };

  /** The message, or undefined when it takes a state back. Throws what is wrong with it. */
  const open = (peer: Peer, said: Said, kind: Kind, where: Record<string, string>): Message | undefined => {
    if (!maySay(peer, kind, where)) throw forbid(kind, "this client may not say that there");
    if (kind === "client/state") claim(peer, where.client ?? "");
    const bytes = bytesOf(said.payload);
    const { retain } = topics[kind];
    if (!retain && said.retain) throw forbid(kind, "only states are retained");
    if (retain && bytes.length === 0) return undefined;
    const message = decode(kind, where as never, bytes) as unknown as Message;
    if (!mayBe(peer, message.by)) throw forbid(kind, "the sender in `by` is not this client");
    return message;
  };
  const claim = (peer: Peer, client: string): void => {
    const holder = presences.get(client);
    const house = peer.rights.role === "hub" || peer.rights.role === "plugin";
    if (!house && holder !== undefined && holder !== peer.user) {
      throw forbid("client/state", "another client has that name");
    }
  };

  const takeMessage = (peer: Peer, said: Said): Verdict => {
    const parsed = parseTopic(said.topic, root);
    if (!parsed) throw new Fault("TOPIC_INVALID", "A message on a topic that no kind has.");
    const { kind, where } = parsed;
    const message = open(peer, said, kind, where);
    if (!message) {
      retained.forget(said.topic);
      presences.delete(where.client ?? "");
      router.forget(kind, where);
      return "keep";
    }
    if (topics[kind].retain) {
      retained.keep(said.topic, said.payload.length);
      if (kind === "client/state") presences.set(where.client ?? "", peer.user);
    } else if (said.qos > 0 && !seen.add(message.id)) {
      stats.duplicates++;
      return "drop";
    }
    router.deliver(message);
    return topics[kind].retain ? "keep" : "pass";
  };

  const refuse = (peer: Peer, said: Said, thrown: unknown): Verdict => {
    const fault = faultFrom(thrown);
    count(stats.refused, fault.code);
    const { code, message, path, remedy } = fault;
    const place = code.startsWith("TOPIC_") ? ` On ${JSON.stringify(said.topic.slice(0, 128))}.` : "";
    const told = new Fault(code, `${peer.user || peer.id}: ${message}${place}`, {
      remedy,
      ...(path === undefined ? {} : { path }),
    });
    faults.report(told, parseTopic(said.topic, root)?.kind);
    return "drop";
  };

  return {
    take(peer, said) {
      stats.received++;
      if (isMalformed(said.topic)) {
        count(stats.refused, "malformed");
        return "close";
      }
      try {
        return takeAudio(peer, said) ?? takeMessage(peer, said);
      } catch (thrown) {
        return refuse(peer, said, thrown);
      }
    },
    refusal(peer, will) {
      const parsed = isMalformed(will.topic) ? undefined : parseTopic(will.topic, root);
      if (!parsed) return new Fault("TOPIC_INVALID", "A will on a topic that no kind has.");
      try {
        open(peer, will, parsed.kind, parsed.where);
        return undefined;
      } catch (thrown) {
        return faultFrom(thrown);
      }
    },
  };
}

const bytesOf = (payload: string | Buffer): Buffer =>
  typeof payload === "string" ? Buffer.from(payload) : payload;
