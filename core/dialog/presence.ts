/** A satellite that dies cannot say so: MQTT grants one last will a connection, so the hub corrects its room's state. */
import type { Bus, Log, Message, Messages } from "../contract/index.ts";

/**
 * Says online: false for every room whose connection left its last will (client/state) with the room's own bootId, and
 * unsays it where the room was back before that was heard.
 */
export async function openPresence(bus: Bus, log: Log): Promise<AsyncDisposable> {
  /** As the rooms said it themselves. */
  const rooms = new Map<string, Messages["site/state"]>();
  const connections = new Map<string, Messages["client/state"]>();
  /** Undefined: nobody told. */
  const lives = (bootId: string): boolean | undefined =>
    [...connections.values()].find((one) => one.bootId === bootId)?.online;

  async function correct(site: string, state: Messages["site/state"], cause: string): Promise<void> {
    const { stream: _, ...rest } = state;
    await bus.publish("site/state", { site }, { ...rest, online: false }, { cause });
    log.info("A room is gone.", { site });
  }
  async function hearRoom({ where, body, by, id }: Message<"site/state">): Promise<void> {
    const { site } = where;
    const own = by === bus.by;
    if (!own) rooms.set(site, body);
    const said = rooms.get(site);
    if (body.online && lives(body.bootId) === false) await correct(site, body, id);
    else if (own && !body.online && said?.online && lives(said.bootId)) {
      await bus.publish("site/state", { site }, said, { cause: id });
    }
  }

  const ears = [
    await bus.on("site/state", {}, hearRoom, ({ site }) => void rooms.delete(site)),
    await bus.on(
      "client/state",
      {},
      async ({ where, body, id }) => {
        connections.set(where.client, body);
        if (body.online) return;
        for (const [site, state] of [...rooms]) {
          if (state.online && state.bootId === body.bootId) await correct(site, state, id);
        }
      },
      ({ client }) => void connections.delete(client),
    ),
  ];
  return {
    async [Symbol.asyncDispose]() {
      for (const ear of ears) await ear[Symbol.asyncDispose]();
    },
  };
}
