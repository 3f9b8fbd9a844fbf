/** Says faults on the bus, the same one at most every few seconds, with how often it happened since. */
import type { Bus, Fault, Log } from "../contract/index.ts";

const quietMs = 5000;

export interface FaultFacts {
  readonly plugin?: string;
}
export interface Faults extends Disposable {
  say(fault: Fault, facts?: FaultFacts): void;
}

export function openFaults(bus: Bus, log: Log): Faults {
  const recent = new Map<string, { count: number; readonly timer: NodeJS.Timeout }>();
  let closed = false;

  function publish(fault: Fault, { plugin }: FaultFacts, count: number): void {
    const { code, remedy, path } = fault;
    const message = fault.message.slice(0, 4096);
    const optional = { ...(plugin ? { plugin } : {}), ...(path === undefined ? {} : { path }) };
    bus
      .publish("fault", {}, { code, message, remedy, ...optional, count })
      .catch((error) => log.warn("A fault could not be said on the bus.", { error }));
  }

  return {
    say(fault, facts = {}) {
      if (closed) return;
      const key = `${facts.plugin} ${fault.code} ${fault.message}`;
      const known = recent.get(key);
      if (known) {
        known.count++;
        return;
      }
      publish(fault, facts, 1);
      const timer = setTimeout(() => {
        const count = recent.get(key)?.count ?? 0;
        recent.delete(key);
        if (count > 0) publish(fault, facts, count);
      }, quietMs);
      timer.unref();
      recent.set(key, { count: 0, timer });
    },
    [Symbol.dispose]() {
      closed = true;
      for (const { timer } of recent.values()) clearTimeout(timer);
    },
  };
}
