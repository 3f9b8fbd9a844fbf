/** Which providers are on the bus, by the connection that they live on; what dead ones left there is taken back. */
import type { Bus, Messages } from "../contract/index.ts";

export interface Offers extends AsyncDisposable {
  /** Resolves when the hub has heard of all of these, or after two seconds: "ready" is said when it is true for all. */
  seen(instances: readonly string[]): Promise<void>;
  /** Takes back the states of a connection that died without doing so itself. */
  forget(client: string): void;
}

type Offer = Pick<Messages["provider/state"], "client" | "bootId">;

const patienceMs = 2000;

/**
 * A hub that was killed took nothing back, and a broker of the house's own keeps it: who has the name of a connection now
 * says which of its states are from before. Providers in the hub's process (`hub`) have the bootId of `bus`.
 */
export async function watchOffers(bus: Bus): Promise<Offers> {
  const offers = new Map<string, Offer>();
  const waiting = new Set<() => void>();
  const clear = (unwanted: (offer: Offer) => boolean): void => {
    for (const [instance, offer] of offers) {
      if (unwanted(offer)) void bus.clear("provider/state", { instance }).catch(() => {});
    }
  };
  const ear = await bus.on(
    "provider/state",
    {},
    ({ where, body }) => {
      offers.set(where.instance, body);
      if (body.client === "hub") clear(({ client, bootId }) => client === "hub" && bootId !== bus.bootId);
      for (const look of waiting) look();
    },
    ({ instance }) => void offers.delete(instance),
  );
  const clients = await bus.on("client/state", {}, ({ where, body }) => {
    if (!body.online || where.client === "hub") return;
    clear(({ client, bootId }) => client === where.client && bootId !== body.bootId);
  });
  return {
    seen: (instances) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        const look = (): void => {
          if (instances.every((instance) => offers.has(instance))) end();
        };
        const timer = setTimeout(end, patienceMs);
        waiting.add(look);
        look();
      }),
    forget: (client) => clear((offer) => offer.client === client),
    async [Symbol.asyncDispose]() {
      await ear[Symbol.asyncDispose]();
      await clients[Symbol.asyncDispose]();
    },
  };
}
