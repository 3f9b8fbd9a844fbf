/** What a killed hub left on a broker of the house's own is taken back by the next one. */
import { expect, it } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import { watchOffers } from "../../../core/host/offers.ts";

const offer = (client: string, bootId: string) => ({
  capability: "stt" as const,
  plugin: "ears",
  client,
  bootId,
  version: "0",
  languages: [],
  traits: {},
  licence: "",
  jobs: 0,
  limit: 1,
  ready: true,
  draining: false,
});

it("offers of earlier processes are cleared, and no others", async () => {
  await using broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined });
  const bus = broker.bus("hub/core");
  const there = new Set<string>();
  const say = (instance: string, client: string, bootId: string) =>
    bus.publish("provider/state", { instance }, offer(client, bootId));
  await bus.on(
    "provider/state",
    {},
    ({ where }) => void there.add(where.instance),
    ({ instance }) => void there.delete(instance),
  );
  await say("hub-old", "hub", "b0");
  await say("hub-new", "hub", bus.bootId);
  await say("speech-old", "speech", "b1");
  await say("other", "elsewhere", "b1");
  await using _offers = await watchOffers(bus);
  await bus.publish("client/state", { client: "hub" }, { online: true, bootId: "forged" });
  await bus.publish("client/state", { client: "elsewhere" }, { online: false, bootId: "b9" });
  await expect.poll(() => [...there].sort()).toEqual(["hub-new", "other", "speech-old"]);
  await bus.publish("client/state", { client: "speech" }, { online: true, bootId: "b2" });
  await say("speech-new", "speech", "b2");
  await expect.poll(() => [...there].sort()).toEqual(["hub-new", "other", "speech-new"]);
});
