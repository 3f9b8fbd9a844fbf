/** The bus suite on every way to carry messages, and on a fake that does everything wrong. */
import { it } from "vitest";
import { connectBus } from "../../../core/bus/remote.ts";
import type { Bus } from "../../../core/contract/index.ts";
import { busChecks, type TwoClients } from "../../conformance/bus.ts";
import { brokenBus } from "../../conformance/bus-broken.ts";
import { describeSuite, expectBroken } from "../../conformance/suite.ts";
import { joinAs, mosquittoPath, openBroker, startMosquitto, tcp, ws } from "./support.ts";

/** Two clients that end together with the bus under them; what was opened last ends first. */
function pair(one: Bus, other: Bus, ...owned: AsyncDisposable[]): TwoClients {
  return {
    one,
    other,
    async [Symbol.asyncDispose]() {
      for (const thing of owned.reverse()) await thing[Symbol.asyncDispose]();
    },
  };
}

async function acrossNetwork(
  url: (broker: Awaited<ReturnType<typeof openBroker>>) => string,
): Promise<TwoClients> {
  const broker = await openBroker();
  const one = await joinAs(url(broker), "hub");
  const other = await joinAs(url(broker), "speech");
  return pair(one, other, broker, one, other);
}

describeSuite(
  "bus in process",
  async () => {
    const broker = await openBroker();
    return pair(broker.bus("hub/one"), broker.bus("plugin/other"), broker);
  },
  busChecks,
);

describeSuite("bus over TCP, embedded broker", () => acrossNetwork(tcp), busChecks);
describeSuite("bus over WebSocket, embedded broker", () => acrossNetwork(ws), busChecks);

describeSuite(
  "bus from this process to a TCP client",
  async () => {
    const broker = await openBroker();
    const other = await joinAs(tcp(broker), "speech");
    return pair(broker.bus("hub/one"), other, broker, other);
  },
  busChecks,
);

describeSuite(
  "bus from a TCP client to this process, under another root",
  async () => {
    const broker = await openBroker({}, "my/house");
    const options = { url: tcp(broker), username: "speech", password: "secret", root: "my/house" };
    const one = await connectBus({ ...options, by: "plugin/one", client: "one" });
    return pair(one, broker.bus("hub/other"), broker, one);
  },
  busChecks,
);

const mosquitto = mosquittoPath();
describeSuite(
  "bus over TCP, external Mosquitto",
  async () => {
    const server = await startMosquitto(mosquitto ?? "");
    const one = await connectBus({ url: server.url, by: "hub/one", client: "one" });
    const other = await connectBus({ url: server.url, by: "plugin/other", client: "other" });
    return pair(one, other, server, one, other);
  },
  busChecks,
  { skip: mosquitto ? undefined : "Mosquitto is not installed here (apt-get install mosquitto)" },
);

it("a bus that does everything wrong fails the suite", async () => {
  const names = busChecks.map(({ name }) => name);
  await expectBroken(brokenBus, busChecks, names);
}, 120_000);
