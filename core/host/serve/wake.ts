/** Serves a wake-word detector: wake/watch in, wake/heard in the room out. */
import type { AudioFrame, Message, WakeDetector } from "../../contract/index.ts";
import { Fault, problemOf } from "../../contract/index.ts";
import { createQueue } from "../../flow/queue.ts";
import { type Desk, envelopeOf, openDesk, type Served, type ServeFacts } from "./desk.ts";
import { closeOnAbort } from "./feed.ts";

/** 5 s of 20 ms frames: a detector that is later than that hears nothing in time anyway. */
const framesBehind = 256;

export async function serveWake(made: WakeDetector, facts: ServeFacts): Promise<Served> {
  const slow = slowness(facts);
  const desk = await openDesk({ capability: "wake", made: { limit: 64, ...made }, facts, words: made.words });
  desk.own(
    await facts.bus.on("wake/watch", { instance: desk.instance }, (message) =>
      watch(made, facts, { desk, slow }, message),
    ),
  );
  await desk.announce();
  return desk;
}

/** Tells of frames that were dropped while rooms are listened in, all rooms together: the first, the tenth, the hundredth. */
function slowness({ bus, log, plugin }: ServeFacts): (site: string) => void {
  let dropped = 0;
  return (site) => {
    if (!Number.isInteger(Math.log10(++dropped))) return;
    const text = `The wake-word detector is too slow: ${dropped} frames were dropped so far, the last in ${site}.`;
    log.warn(text, { site, dropped });
    const { code, message, remedy } = problemOf(new Fault("QUEUE_FULL", text));
    bus.publish("fault", {}, { code, message, remedy, plugin, count: 1 }).catch(() => {});
  };
}

function watch(
  made: WakeDetector,
  { bus }: ServeFacts,
  { desk, slow }: { readonly desk: Desk; readonly slow: (site: string) => void },
  message: Message<"wake/watch">,
): void {
  const { site, stream, words, sensitivity } = message.body;
  desk.open(message, async (job) => {
    const frames = createQueue<AudioFrame>(framesBehind);
    closeOnAbort(frames, job.signal);
    await using _ear = await bus.onAudio({ site, direction: "in" }, (frame) => {
      if (frame.stream === stream && !frames.push(frame) && !job.signal.aborted) slow(site);
    });
    for await (const hit of made.watch(frames, { words, sensitivity, signal: job.signal })) {
      if (job.signal.aborted) return;
      await bus.publish("wake/heard", { site }, { ...hit, stream }, envelopeOf(job));
    }
  });
}
