/** Which providers are on the bus, by the connection that they live on. */
import type { Bus } from "../contract/index.ts";

export interface Offers extends AsyncDisposable {
  /** Resolves when the hub has heard of all of these, or after two seconds: "ready" is said when it is true for all. */
  seen(instances: readonly string[]): Promise<void>;
  /** Takes back the states of a connection that died without doing so itself. */
  forget(client: string): void;
}

const patienceMs = 2000;

export async function watchOffers(bus: Bus): Promise<Offers> {
  const clients = new Map<string, string>();
  const waiting = new Set<() => void>();
  const ear = await bus.on(
    "provider/state",
    {},
    ({ where, body }) => {
      clients.set(where.instance, body.client);
      for (const look of waiting) look();
    },
    ({ instance }) => void clients.delete(instance),
  );
  return {
    seen: (instances) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        const look = (): void => {
          if (instances.every((instance) => clients.has(instance))) end();
        };
        const timer = setTimeout(end, patienceMs);
        waiting.add(look);
        look();
      }),
    forget(client) {
      for (const [instance, of] of clients) {
        if (of === client) void bus.clear("provider/state", { instance }).catch(() => {});
      }
    },
    [Symbol.asyncDispose]: () => ear[Symbol.asyncDispose](),
  };
}
