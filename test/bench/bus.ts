/** How the bus bears a house full of satellites: losses, delays and CPU, with and without one that reads no more. */
import { parseArgs } from "node:util";
import { startBroker } from "../../core/bus/broker.ts";
import { connectBus } from "../../core/bus/remote.ts";
import { mosquittoPath, startMosquitto } from "../core/bus/support.ts";
import type { LoadOrder } from "./bus/load.ts";
import { measure, type Run } from "./bus/measure.ts";

export const name = "bus";
export const about =
  "200 satellites streaming while one talks; the same beside a stalled subscriber, and on Mosquitto";

type Plan = Omit<LoadOrder, "port" | "stalled">;

async function onEmbedded(plan: Plan, stalled: boolean): Promise<Run & { dropped: number; stalled: number }> {
  await using broker = await startBroker({
    host: "127.0.0.1",
    port: 0,
    authenticate: (user) => (user === "stalled" ? { role: "hub" } : { role: "satellite", site: user }),
    limits: { connections: 10_000, connectionsPerAddress: 10_000, connectBurst: 10_000 },
  });
  const run = await measure(broker.bus("hub/bench"), { ...plan, port: broker.mqttPort, stalled });
  const { dropped, stalled: closed } = broker.stats();
  return { ...run, dropped, stalled: closed };
}

async function onMosquitto(path: string, plan: Plan, stalled: boolean): Promise<Run> {
  await using server = await startMosquitto(path);
  await using hub = await connectBus({ url: server.url, by: "hub/bench", client: "hub" });
  return await measure(hub, { ...plan, port: Number(new URL(server.url).port), stalled }, server.pid);
}

interface Options {
  readonly args: readonly string[];
  readonly log?: (text: string) => void;
}

/** Options: `--satellites` (200), `--seconds` (12) of each run. Delays in ms, CPU in percent of one core. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      satellites: { type: "string", default: "200" },
      seconds: { type: "string", default: "12" },
    },
  });
  const plan = { satellites: Number(values.satellites), seconds: Number(values.seconds) };
  log?.(`${plan.satellites} satellites for ${plan.seconds} s, embedded broker`);
  const embedded = await onEmbedded(plan, false);
  log?.("the same beside a subscriber that reads no more");
  const embeddedStalled = await onEmbedded(plan, true);
  const path = mosquittoPath();
  if (!path) return { ...plan, embedded, embeddedStalled, mosquitto: "not installed here" };
  log?.("both on Mosquitto");
  const mosquitto = await onMosquitto(path, plan, false);
  const mosquittoStalled = await onMosquitto(path, plan, true);
  const ratio = (ours: number, theirs: number): number => Math.round((ours / theirs) * 100) / 100;
  return {
    ...plan,
    embedded,
    embeddedStalled,
    mosquitto,
    mosquittoStalled,
    // The embedded broker's figure has the hub in it; Mosquitto's is given with and without its hub.
    ratios: {
      cpuToMosquittoAlone: ratio(embedded.hubCpu, mosquitto.brokerCpu),
      cpuToMosquittoWithHub: ratio(embedded.hubCpu, mosquitto.brokerCpu + mosquitto.hubCpu),
      p99: ratio(embedded.delayMs.p99, mosquitto.delayMs.p99),
    },
  };
}
