/** A bus for the test of one plugin, with rooms that can be told to come and go. */
import type { Bus, Messages } from "hearsay";
import { startBroker } from "../../core/bus/broker.ts";
import { aRoom } from "./furnish.ts";

export interface TestBus extends AsyncDisposable {
  readonly bus: Bus;
  /** A satellite says how it is; what is not named: there, with microphone and speaker. */
  room(site: string, state?: Partial<Messages["site/state"]>): Promise<void>;
}

export async function busFor(): Promise<TestBus> {
  const broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined });
  const bus = broker.bus("client/test");
  return {
    bus,
    async room(site, state = {}) {
      await bus.publish("site/state", { site }, { ...aRoom, name: site, bootId: bus.bootId, ...state });
    },
    [Symbol.asyncDispose]: () => broker.close(),
  };
}
