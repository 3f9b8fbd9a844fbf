/** Serves voice activity detection: vad/watch and the job's frames in, speech/* in the room out. */
import type { AudioFrame, Bus, Flush, Message, VoiceActivity, VoiceEvent } from "../../contract/index.ts";
import { envelopeOf, type Job, openDesk, type Served, type ServeFacts } from "./desk.ts";
import { closeOnAbort, openFeed } from "./feed.ts";

export async function serveVad(made: VoiceActivity, facts: ServeFacts): Promise<Served> {
  const { bus } = facts;
  const desk = await openDesk({ capability: "vad", made: { limit: 32, ...made }, facts });
  const feed = await openFeed(bus, desk.instance);
  desk.own(feed);
  const ear = await bus.on("vad/watch", { instance: desk.instance }, (message) => {
    desk.open(message, async (job) => {
      const queue = feed.open(job.id);
      closeOnAbort(queue, job.signal);
      try {
        const asked = { pauses: message.body.pauses, signal: job.signal };
        for await (const event of made.watch(framesOnly(queue), asked)) {
          if (job.signal.aborted) return;
          await say(bus, message, job, event);
        }
      } finally {
        feed.close(job.id);
      }
    });
  });
  desk.own(ear);
  await desk.announce();
  return desk;
}

async function say(bus: Bus, { body }: Message<"vad/watch">, job: Job, event: VoiceEvent): Promise<void> {
  const { site, stream } = body;
  const context = envelopeOf(job);
  if (event.type === "started") {
    await bus.publish("speech/started", { site }, { stream, heardAt: event.at }, context);
  } else {
    const { at, silence } = event;
    await bus.publish("speech/paused", { site }, { stream, silence, heardAt: at }, context);
  }
}

async function* framesOnly(queue: AsyncIterable<AudioFrame | Flush>): AsyncGenerator<AudioFrame> {
  for await (const item of queue) if (item !== "flush") yield item;
}
