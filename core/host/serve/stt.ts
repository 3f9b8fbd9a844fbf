/** Serves speech recognition: stt/start, the job's frames, stt/flush and stt/stop in; stt/heard to whoever asked. */
import type { AudioFrame, Flush, Message, SpeechToText } from "../../contract/index.ts";
import type { Queue } from "../../flow/queue.ts";
import { envelopeOf, type Job, openDesk, type Served, type ServeFacts } from "./desk.ts";
import { closeOnAbort, openFeed } from "./feed.ts";

export async function serveStt(made: SpeechToText, facts: ServeFacts): Promise<Served> {
  const { bus } = facts;
  const traits = { streaming: made.streaming, ...made.traits };
  const desk = await openDesk({ capability: "stt", made: { ...made, traits }, facts });
  const { instance } = desk;
  const feed = await openFeed(bus, instance);
  desk.own(feed);
  const queues = new Map<string, Queue<AudioFrame | Flush>>();

  const start = (message: Message<"stt/start">): void =>
    desk.open(message, async (job) => {
      const queue = feed.open(job.id);
      queues.set(job.id, queue);
      closeOnAbort(queue, job.signal);
      try {
        await transcribe(made, facts, message, job, queue);
      } finally {
        queues.delete(job.id);
        feed.close(job.id);
      }
    });
  desk.own(await bus.on("stt/start", { instance }, start));
  desk.own(await bus.on("stt/flush", { instance }, ({ body }) => void queues.get(body.job)?.push("flush")));
  desk.own(await bus.on("stt/stop", { instance }, ({ body }) => queues.get(body.job)?.close()));
  await desk.announce();
  return desk;
}

async function transcribe(
  made: SpeechToText,
  { bus, log }: ServeFacts,
  { body }: Message<"stt/start">,
  job: Job,
  queue: Queue<AudioFrame | Flush>,
): Promise<void> {
  const { language, hints } = body;
  for await (const heard of made.transcribe(queue, { language, hints, signal: job.signal })) {
    if (job.signal.aborted) return;
    const { text, final, confidence } = heard;
    await bus.publish(
      "stt/heard",
      { instance: job.replyTo },
      {
        job: job.id,
        text,
        final,
        language: heard.language ?? language,
        ...(confidence === undefined ? {} : { confidence }),
      },
      envelopeOf(job),
    );
  }
  if (queue.dropped > 0)
    log.warn("The recogniser was too slow; audio was dropped.", { dropped: queue.dropped });
}
