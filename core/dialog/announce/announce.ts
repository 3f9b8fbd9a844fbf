/** Announcements: said once, played in several rooms at one instant, each within a turn of its own room. */
import type { Answers, Message, Messages } from "../../contract/index.ts";
import { asFault, Fault } from "../../contract/index.ts";
import { cutFault } from "../cut.ts";
import type { Dialogue } from "../house.ts";
import type { Stage } from "../request.ts";
import type { Rooms } from "../rooms.ts";
import { type Delivered, deliver } from "./deliver.ts";
import { createInstant } from "./instant.ts";
import { placesOf } from "./places.ts";
import { soundOf } from "./sound.ts";

/** At one time; more is a program that went wrong. */
const mostUnderWay = 8;
/** How long a room that talks is waited for, ms: dinner gets cold. */
const busyMs = 60_000;

type Outcome = "heard" | "missed" | "stopped";

interface Live {
  readonly answer: Answers["announce/start"];
  readonly abort: AbortController;
  readonly over: Promise<void>;
}

/** Serves announce/start and announce/stop until it is disposed, which ends those under way. */
export async function openAnnouncements(house: Dialogue, rooms: Rooms): Promise<AsyncDisposable> {
  const { bus, log } = house;
  const live = new Map<string, Live>();

  function start({ id, body }: Message<"announce/start">): Answers["announce/start"] {
    // A repeated message is answered as the first (MQTT 4.3.2).
    const known = live.get(id);
    if (known) return known.answer;
    if (live.size >= mostUnderWay) {
      throw new Fault("QUEUE_FULL", `${mostUnderWay} announcements are under way already.`);
    }
    const places = placesOf(house, rooms.sites, body, Date.now());
    const abort = new AbortController();
    const answer = { announcement: id, ...places };
    const over = announce(house, rooms, { id, body, answer, signal: abort.signal })
      .catch((error) => log.error("An announcement broke.", { code: asFault(error).code }))
      .finally(() => live.delete(id));
    live.set(id, { answer, abort, over });
    return answer;
  }

  const ears = [
    await bus.answer("announce/start", {}, start),
    await bus.on("announce/stop", {}, ({ body: { announcement } }) => {
      for (const [id, { abort }] of live) {
        if (announcement === undefined || announcement === id)
          abort.abort(cutFault("stop", "It was stopped."));
      }
    }),
  ];
  return {
    async [Symbol.asyncDispose]() {
      for (const ear of ears) await ear[Symbol.asyncDispose]();
      for (const { abort } of live.values()) abort.abort(new Fault("CANCELLED", "The hub is stopping."));
      await Promise.all([...live.values()].map(({ over }) => over));
    },
  };
}

interface Wanted {
  readonly id: string;
  readonly body: Messages["announce/start"];
  readonly answer: Answers["announce/start"];
  readonly signal: AbortSignal;
}

async function announce(house: Dialogue, rooms: Rooms, wanted: Wanted): Promise<void> {
  const { id, body, answer, signal } = wanted;
  const [first] = answer.sites;
  const persona = house.personaOf(first ?? "");
  const made = new AbortController();
  const sound = soundOf(house, body, persona, AbortSignal.any([signal, made.signal]));
  sound.catch(() => {});
  const instant = createInstant(Date.now);
  const ended = await Promise.all(
    answer.sites.map(async (site) => ({
      site,
      ...(await inRoom(rooms, site, wanted, (stage, delivered) =>
        deliver(house, { body, sound, instant }, stage, delivered),
      )),
    })),
  );
  made.abort();
  const sitesWith = (outcome: Outcome): string[] =>
    ended.filter((one) => one.outcome === outcome).map(({ site }) => site);
  const result = {
    announcement: id,
    heardBy: sitesWith("heard"),
    missedBy: [...sitesWith("missed"), ...answer.offline, ...answer.quiet].sort(),
    acknowledgedBy: ended.filter(({ acknowledged }) => acknowledged).map(({ site }) => site),
    stoppedBy: sitesWith("stopped"),
  };
  await house.bus.publish("announce/finished", {}, result, { cause: id });
}

/** After what the room is busy with, or never if that takes too long. */
async function inRoom(
  rooms: Rooms,
  site: string,
  { id, body, signal }: Wanted,
  perform: (stage: Stage, delivered: Delivered) => Promise<void>,
): Promise<{ outcome: Outcome; acknowledged: boolean }> {
  const delivered = { heard: false, acknowledged: false };
  const waited = new AbortController();
  const tooLong = setTimeout(() => waited.abort(new Fault("CANCELLED", "The room was busy.")), busyMs);
  let begun = false;
  const act = (stage: Stage): Promise<void> => {
    begun = true;
    clearTimeout(tooLong);
    return perform(stage, delivered);
  };
  const wish = {
    site,
    reason: "say",
    what: { deliver: act },
    interrupts: body.urgent ?? false,
    cause: id,
  } as const;
  try {
    const { over } = rooms.open({ ...wish, signal: AbortSignal.any([signal, waited.signal]) });
    const { outcome } = await over;
    const stopped = begun && outcome === "cancelled" && !delivered.heard;
    return {
      outcome: delivered.heard ? "heard" : stopped ? "stopped" : "missed",
      acknowledged: delivered.acknowledged,
    };
  } catch {
    return { outcome: begun || signal.aborted ? "stopped" : "missed", acknowledged: false };
  } finally {
    clearTimeout(tooLong);
  }
}
