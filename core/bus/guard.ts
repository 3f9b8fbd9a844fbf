/** What aedes 1.2 itself lacks: refusal of oversized packets at their header, and shedding of subscribers that do not read. */
import type { AedesPublishPacket, Client } from "aedes";
import type { BrokerStats, Limits } from "./limits.ts";

/** The part of mqtt-packet's parser that the guard stands on; both are pinned, and test/core/bus/guard.test.ts watches. */
interface Parser {
  readonly packet: { readonly length: number };
  _parseLength(): boolean;
  _emitError(error: Error): false;
}
interface Internals {
  readonly _parser: Parser;
  readonly connackSent: boolean;
}

/**
 * Closes the connection as soon as a packet's length field says that it is too long, before its bytes are kept.
 * The limit is small until the client is let in. Call it before the first byte is read.
 */
export function guardPackets(client: Client, limits: Limits, tell: () => void): void {
  const inner = client as unknown as Internals;
  const parser = inner._parser;
  const parseLength = parser._parseLength.bind(parser);
  parser._parseLength = () => {
    if (!parseLength()) return false;
    const limit = inner.connackSent ? limits.packet : limits.packetBeforeConnect;
    if (parser.packet.length <= limit) return true;
    tell();
    return parser._emitError(new Error(`a packet of ${parser.packet.length} bytes is over ${limit}`));
  };
}

export interface Stall {
  /** Since when more waits for this subscriber than the drop mark, ms. */
  since?: number | undefined;
  closing?: boolean;
}

/**
 * The packet, or null when it must be dropped because its subscriber does not read. Only QoS 0 is dropped; a subscriber
 * that lets QoS 1 pile up to the close mark, or stays above the drop mark for too long, is disconnected: aedes would
 * otherwise hold one of its few slots for every packet that waits, and nobody would hear anything.
 */
export function shed(
  client: Client,
  packet: AedesPublishPacket,
  stall: Stall,
  limits: Limits,
  stats: BrokerStats,
): AedesPublishPacket | null {
  const waiting = client.conn.writableLength;
  if (waiting <= limits.dropMark) {
    stall.since = undefined;
    return packet;
  }
  const now = performance.now();
  stall.since ??= now;
  if (!stall.closing && (waiting > limits.closeMark || now - stall.since > limits.stall)) {
    stall.closing = true;
    stats.stalled++;
    // Closing within the hook would change the subscriptions that aedes is walking through.
    setImmediate(() => client.close());
  }
  if (packet.qos > 0 && !stall.closing) return packet;
  stats.dropped++;
  return null;
}
