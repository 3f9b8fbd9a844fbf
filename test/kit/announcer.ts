/** Answers announcements, and conversations that move on, in a house for tests as the hub would, without any sound. */
import type { Bus, Messages } from "hearsay";
import { placesOf } from "../../core/dialog/announce/places.ts";

const always = { from: "00:00", to: "00:00", volume: 0.4 };

/** `quiet`: rooms in which it is quiet now. */
export async function openAnnouncer(bus: Bus, quiet: readonly string[] = []): Promise<AsyncDisposable> {
  const sites = new Map<string, Messages["site/state"]>();
  const rooms = Object.fromEntries(quiet.map((site) => [site, { quiet: always }]));
  const settings = () => ({ silence: 0, maxUtterance: 0, noSpeech: 0, skillDeadline: 0, rooms });
  const stack = new AsyncDisposableStack();
  stack.use(await bus.on("site/state", {}, ({ where, body }) => void sites.set(where.site, body)));
  stack.use(
    await bus.answer("announce/start", {}, ({ id, body }) => ({
      announcement: id,
      ...placesOf({ settings, timeZone: "UTC" }, sites, body, 0),
    })),
  );
  stack.use(
    await bus.answer("session/move", {}, ({ where: { site }, body: { to } }) => {
      const { online = false, speaker = false } = sites.get(to) ?? {};
      return online && speaker ? { moved: true, from: site, to } : { moved: false };
    }),
  );
  return stack;
}
