/** Every bound of the embedded broker in one place, and the counts of what they refused or dropped. */

export interface Limits {
  /** Connections at once, in all. */
  readonly connections: number;
  /** Connections at once from one address. */
  readonly connectionsPerAddress: number;
  /** Connections that one address may open in a burst; then `connectRate` a second. */
  readonly connectBurst: number;
  readonly connectRate: number;
  /** ms for CONNECT to arrive. */
  readonly connectTimeout: number;
  /** s; a client that asks for more, or for none, is refused. */
  readonly keepalive: number;
  /** Bytes of one MQTT packet before, and after, the client is let in. */
  readonly packetBeforeConnect: number;
  readonly packet: number;
  readonly subscriptionsPerClient: number;
  readonly retained: number;
  readonly retainedBytes: number;
  /** Bytes waiting for one subscriber: above `dropMark` audio is dropped, above `closeMark` it is disconnected. */
  readonly dropMark: number;
  readonly closeMark: number;
  /** ms that a subscriber may stay above `dropMark`. */
  readonly stall: number;
  /** Messages and frames a second, after a burst, that a satellite or client is read; more waits in its own socket. */
  readonly messageRate: number;
  readonly messageBurst: number;
  /** Refused messages after which a client is disconnected. */
  readonly refusals: number;
}

export const defaultLimits: Limits = {
  connections: 2_048,
  connectionsPerAddress: 1_024,
  connectBurst: 1_000,
  connectRate: 50,
  connectTimeout: 5_000,
  keepalive: 300,
  packetBeforeConnect: 4_096,
  packet: 262_144,
  subscriptionsPerClient: 512,
  retained: 10_000,
  retainedBytes: 32 * 1024 * 1024,
  dropMark: 512 * 1024,
  closeMark: 4 * 1024 * 1024,
  stall: 10_000,
  messageRate: 1_000,
  messageBurst: 2_000,
  refusals: 10_000,
};

export interface BrokerStats {
  /** Connected now. */
  connections: number;
  /** Connections refused, by reason. */
  readonly refusedConnections: Record<string, number>;
  /** Messages and frames from the network, and to it as far as this process says them. */
  received: number;
  sent: number;
  /** Said within this process. */
  local: number;
  /** Messages from the network that were not passed on, by reason. */
  readonly refused: Record<string, number>;
  readonly refusedSubscriptions: Record<string, number>;
  /** QoS 0 deliveries dropped because a subscriber did not read. */
  dropped: number;
  /** Subscribers disconnected because they did not read. */
  stalled: number;
  /** Messages that had to wait because their client says too much. */
  slowed: number;
  /** QoS 1 messages that came twice. */
  duplicates: number;
  retained: number;
  retainedBytes: number;
  subscriptions: number;
  readonly audio: { frames: number; lost: number };
  handlerFailures: number;
  lateAnswers: number;
}

export function count(counts: Record<string, number>, reason: string): void {
  counts[reason] = (counts[reason] ?? 0) + 1;
}

export function emptyStats(): BrokerStats {
  return {
    connections: 0,
    refusedConnections: {},
    received: 0,
    sent: 0,
    local: 0,
    refused: {},
    refusedSubscriptions: {},
    dropped: 0,
    stalled: 0,
    slowed: 0,
    duplicates: 0,
    retained: 0,
    retainedBytes: 0,
    subscriptions: 0,
    audio: { frames: 0, lost: 0 },
    handlerFailures: 0,
    lateAnswers: 0,
  };
}
