/** Who may open a connection: bounds in all and per address, and how fast one address may come back. */
import { type BrokerStats, count, type Limits } from "./limits.ts";

export interface Gate {
  /** False: refused and counted. True: call leave with the same address once, when it closes. */
  enter(address: string): boolean;
  leave(address: string): void;
}

interface Visitor {
  open: number;
  /** Connections it may still open at once; refilled with time. */
  tokens: number;
  at: number;
}

/** Addresses remembered; beyond it those without a connection are forgotten. */
const memory = 4096;

export function createGate(limits: Limits, stats: BrokerStats): Gate {
  const visitors = new Map<string, Visitor>();
  let open = 0;

  const visitorOf = (address: string): Visitor => {
    const now = performance.now();
    const known = visitors.get(address);
    if (known) {
      const refill = ((now - known.at) / 1000) * limits.connectRate;
      known.tokens = Math.min(limits.connectBurst, known.tokens + refill);
      known.at = now;
      return known;
    }
    if (visitors.size >= memory) {
      for (const [other, { open: held }] of visitors) if (held === 0) visitors.delete(other);
    }
    const made = { open: 0, tokens: limits.connectBurst, at: now };
    visitors.set(address, made);
    return made;
  };
  const refuse = (reason: string): false => {
    count(stats.refusedConnections, reason);
    return false;
  };

  return {
    enter(address) {
      if (open >= limits.connections) return refuse("connections");
      const visitor = visitorOf(address);
      if (visitor.open >= limits.connectionsPerAddress) return refuse("connectionsPerAddress");
      if (visitor.tokens < 1) return refuse("connectRate");
      visitor.tokens--;
      visitor.open++;
      open++;
      return true;
    },
    leave(address) {
      open--;
      const visitor = visitors.get(address);
      if (visitor) visitor.open--;
    },
  };
}

export interface Bucket {
  /** Takes one; ms to wait until it may be used. */
  take(): number;
}

/** A token bucket: a burst at once, then so many a second. */
export function createBucket(burst: number, rate: number): Bucket {
  let tokens = burst;
  let at = performance.now();
  return {
    take() {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - at) / 1000) * rate) - 1;
      at = now;
      return tokens >= 0 ? 0 : (-tokens / rate) * 1000;
    },
  };
}

/** An IPv4 address mapped into IPv6 as plain IPv4, so that limits count a peer once. */
export function addressOf(remote: string | undefined): string {
  return remote?.replace(/^::ffff:(?=\d+\.)/, "") ?? "unknown";
}
