/** Rooms whose satellite died are known to be gone, and known to be back. */
import { connect, createServer, type Socket } from "node:net";
import { expect, it } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import { connectBus } from "../../../core/bus/remote.ts";
import { openPresence } from "../../../core/dialog/presence.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { silentLog } from "./stage.ts";

/** A wire to the broker that can be cut. */
async function openWire(port: number): Promise<{ port: number; cut(): void } & AsyncDisposable> {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const end of [near, far]) ends.add(end.on("error", () => {}));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = (): void => {
    for (const end of ends) end.destroy();
    ends.clear();
  };
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
    },
  };
}

it("a room goes offline when its satellite's link dies, and comes back with it", async () => {
  const rights = { role: "satellite", site: "attic" } as const;
  await using broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => rights });
  await using wire = await openWire(broker.mqttPort);
  const hub = broker.bus("hub/core");
  const online: boolean[] = [];
  await hub.on("site/state", { site: "attic" }, ({ body }) => void online.push(body.online));
  await using _presence = await openPresence(hub, silentLog);
  const link = { url: `mqtt://127.0.0.1:${wire.port}`, username: "attic", password: "x" };
  await using bus = await connectBus({ ...link, by: "site/attic", client: "attic" });
  await startSatellite({ bus, site: "attic", speaker: { play() {}, flush() {} } });
  await expect.poll(() => online.at(-1)).toBe(true);
  wire.cut();
  await expect.poll(() => online.includes(false), { timeout: 10_000 }).toBe(true);
  await expect.poll(() => online.at(-1), { timeout: 15_000 }).toBe(true);
}, 30_000);
