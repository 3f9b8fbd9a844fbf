/** A satellite that dies cannot say so: MQTT grants one last will a connection, so the hub corrects its room's state. */
import type { Bus, Log, Messages } from "../contract/index.ts";

/** Says online: false for every room whose connection left its last will (client/state) with the room's own bootId. */
export async function openPresence(bus: Bus, log: Log): Promise<AsyncDisposable> {
  const sites = new Map<string, Messages["site/state"]>();
  const rooms = await bus.on(
    "site/state",
    {},
    ({ where, body }) => void sites.set(where.site, body),
    ({ site }) => void sites.delete(site),
  );
  const wills = await bus.on("client/state", {}, async ({ body, id }) => {
    if (body.online) return;
    for (const [site, state] of sites) {
      if (!state.online || state.bootId !== body.bootId) continue;
      const { stream: _, ...rest } = state;
      await bus.publish("site/state", { site }, { ...rest, online: false }, { cause: id });
      log.info("A room is gone.", { site });
    }
  });
  return {
    async [Symbol.asyncDispose]() {
      await wills[Symbol.asyncDispose]();
      await rooms[Symbol.asyncDispose]();
    },
  };
}
