/** Serves a wake-word detector: wake/watch in, wake/heard in the room out. */
import type { AudioFrame, Message, WakeDetector } from "../../contract/index.ts";
import { createQueue } from "../../flow/queue.ts";
import { type Desk, envelopeOf, openDesk, type Served, type ServeFacts } from "./desk.ts";
import { closeOnAbort } from "./feed.ts";

/** 5 s of 80 ms frames: a detector that is later than that hears nothing in time anyway. */
const framesBehind = 64;

export async function serveWake(made: WakeDetector, facts: ServeFacts): Promise<Served> {
  const desk = await openDesk({ capability: "wake", made: { limit: 64, ...made }, facts, words: made.words });
  desk.own(
    await facts.bus.on("wake/watch", { instance: desk.instance }, (message) =>
      watch(made, facts, desk, message),
    ),
  );
  await desk.announce();
  return desk;
}

function watch(
  made: WakeDetector,
  { bus, log }: ServeFacts,
  desk: Desk,
  message: Message<"wake/watch">,
): void {
  const { site, stream, words, sensitivity } = message.body;
  desk.open(message, async (job) => {
    const frames = createQueue<AudioFrame>(framesBehind);
    closeOnAbort(frames, job.signal);
    await using _ear = await bus.onAudio({ site, direction: "in" }, (frame) => {
      if (frame.stream === stream) frames.push(frame);
    });
    for await (const hit of made.watch(frames, { words, sensitivity, signal: job.signal })) {
      if (job.signal.aborted) return;
      await bus.publish("wake/heard", { site }, { ...hit, stream }, envelopeOf(job));
    }
    if (frames.dropped > 0)
      log.warn("The wake-word detector was too slow.", { site, dropped: frames.dropped });
  });
}
