/** What a network client may say, be and hear, by its role. */
import { type Kind, topics } from "../../bus-schema/index.ts";
import type { AudioWhere } from "../contract/index.ts";
import { parseAudioTopic, parseFilter, parseTopic } from "./topics.ts";

/**
 * hub and plugin: all. satellite: speaks for its own room, and hears only that. client: may command, hears everything
 * that carries no words; with `words` that too.
 */
export interface Rights {
  readonly role: "hub" | "plugin" | "satellite" | "client";
  readonly site?: string;
  readonly words?: boolean;
}

/** A connection that was let in. */
export interface Peer {
  /** The name it gave with its password; empty when it gave none. */
  readonly user: string;
  /** MQTT client identifier. */
  readonly id: string;
  readonly rights: Rights;
}
type Holes = Readonly<Record<string, string | undefined>>;

/** What the satellite of a room says there. */
const roomKinds: ReadonlySet<Kind> = new Set<Kind>([
  "site/state",
  "site/configure",
  "audio/started",
  "audio/stopped",
  "audio/played",
  "wake/heard",
  "listen/start",
  "listen/stop",
  "utterance/handle",
  "alarm/stop",
]);
/** What whoever was let in may ask of the hub. */
const open: ReadonlySet<Kind> = new Set<Kind>(["fault", "clock/ask"]);
/** What a client may ask of any room and of the house. */
const commands: ReadonlySet<Kind> = new Set<Kind>([
  "utterance/handle",
  "listen/start",
  "listen/stop",
  "site/configure",
  "plugin/enable",
  "plugin/disable",
  "plugin/reload",
  "persona/use",
  "persona/assigned",
  "alarm/set",
  "alarm/change",
  "alarm/clear",
  "alarm/stop",
  "announce/start",
  "announce/stop",
  "session/move",
  "trace/list",
  "trace/show",
  "provider/use",
  "provider/stats",
  "provider/order",
]);

/** What a client that may hear words may ask as well: the answers are words. */
const wordy: ReadonlySet<Kind> = new Set<Kind>([
  "history/list",
  "history/show",
  "history/forget",
  "memory/list",
  "memory/forget",
]);

const isHouse = ({ role }: Rights): boolean => role === "hub" || role === "plugin";

/** A name that is `of`, or begins with it and a dash. */
const belongs = (name: string, of: string): boolean =>
  name === of || (of !== "" && name.startsWith(`${of}-`));

/** Rooms that a client may be: the one it was given, and the passing ones of the command line. */
function ownsSite({ rights }: Peer, site: string | undefined): boolean {
  if (site === undefined) return false;
  return site === rights.site || (rights.role === "client" && site.startsWith("cli-"));
}

/**
 * `@{instance}` of this connection: its client identifier, alone or with a dot and more. A satellite or client must have
 * chosen an identifier after its own name, and without a dot, or it could take another's place and read its answers.
 */
function ownsInstance({ id, user, rights }: Peer, instance: string | undefined): boolean {
  const own = belongs(id, user) || belongs(id, rights.site ?? "") || id.startsWith("cli-");
  if (!own || id.includes(".")) return false;
  return instance === id || instance?.startsWith(`${id}.`) === true;
}

/** `client/state/{client}` of this connection: its client identifier, with or without what makes that unique. */
const ownsPresence = ({ id }: Peer, client: string | undefined): boolean =>
  client !== undefined && belongs(id, client.replaceAll(".", "-"));

export function maySay(peer: Peer, kind: Kind, where: Holes): boolean {
  if (kind === "client/state") return ownsPresence(peer, where.client);
  if (isHouse(peer.rights)) return true;
  if (open.has(kind)) return true;
  if (roomKinds.has(kind) && ownsSite(peer, where.site)) return true;
  const { role, words } = peer.rights;
  return role === "client" && (commands.has(kind) || (words === true && wordy.has(kind)));
}

export function maySendAudio(peer: Peer, where: AudioWhere): boolean {
  if (isHouse(peer.rights)) return true;
  return "site" in where && where.direction === "in" && ownsSite(peer, where.site);
}

/** Whether this connection is who a message says that it is from. */
export function mayBe(peer: Peer, by: string): boolean {
  if (isHouse(peer.rights)) return true;
  const [family, name = ""] = by.split("/");
  if (family === "site") return ownsSite(peer, name);
  if (family !== "client") return false;
  return belongs(name, peer.user) || (peer.rights.role === "client" && ownsPresence(peer, name));
}

/** Whether a subscription is granted at all; what of it is delivered, mayHear says. */
export function maySubscribe(peer: Peer, filter: string, root: string): boolean {
  const { role, site, words } = peer.rights;
  if (isHouse(peer.rights)) return true;
  const [first = "", ...rest] = filter.startsWith(`${root}/`) ? filter.slice(root.length + 1).split("/") : [];
  if (first[0] === "@" && ownsInstance(peer, first.slice(1)) && rest.length > 0) return true;
  if (role === "satellite") return (first === site && rest.length > 0) || filter === `${root}/hub/state`;
  if (words) return true;
  if (first[0] === "@") return false;
  if (rest[0] === "audio" && (rest[1] === "in" || rest[1] === "out")) return ownsSite(peer, first);
  const asked = parseFilter(filter, root);
  return !asked || !topics[asked.kind].private || ownsSite(peer, asked.where.site);
}

/** Whether a message on this topic may be delivered to a client that subscribed widely. */
export function mayHear(peer: Peer, topic: string, root: string): boolean {
  if (isHouse(peer.rights) || peer.rights.words) return true;
  const audio = parseAudioTopic(topic, root);
  if (audio) return "site" in audio ? ownsSite(peer, audio.site) : ownsInstance(peer, audio.instance);
  const said = parseTopic(topic, root);
  if (!said) return false;
  const { instance, site } = said.where;
  // Commands and answers to one instance may carry words; `instance` elsewhere is only a name.
  if (topics[said.kind].topic.includes("/@")) return ownsInstance(peer, instance);
  return !topics[said.kind].private || ownsSite(peer, site);
}
