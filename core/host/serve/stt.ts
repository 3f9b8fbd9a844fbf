/** Serves speech recognition: stt/start, the job's frames, stt/flush and stt/stop in; stt/heard to whoever asked. */
import type { AudioFrame, Flush, Message, SpeechToText } from "../../contract/index.ts";
import type { GrammarData } from "../../contract/voice/index.ts";
import type { Queue } from "../../flow/queue.ts";
import { envelopeOf, type Job, openDesk, type Served, type ServeFacts } from "./desk.ts";
import { closeOnAbort, openFeed } from "./feed.ts";

const mostAlternatives = 20;

export async function serveStt(made: SpeechToText, facts: ServeFacts): Promise<Served> {
  const { bus } = facts;
  const traits = {
    streaming: made.streaming,
    ...(made.learn ? { grammar: true } : {}),
    ...made.traits,
  };
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
  if (made.learn) desk.own(await teach(made, facts));
  await desk.announce();
  return desk;
}

/** Hands on what the house can be asked in the recogniser's languages. */
async function teach(made: SpeechToText, { bus, log }: ServeFacts): Promise<AsyncDisposable> {
  const base = (language: string): string => language.split("-")[0] ?? language;
  const speaks = (language: string): boolean =>
    !made.languages?.length || made.languages.some((one) => base(one) === base(language));
  const learn = (grammar: GrammarData | undefined, language: string): void => {
    if (!speaks(language)) return;
    try {
      made.learn?.(grammar, language);
    } catch (error) {
      log.warn("The recogniser cannot use what the house can be asked.", { error });
    }
  };
  return await bus.on(
    "grammar/state",
    {},
    ({ where, body }) => learn(body, where.language),
    ({ language }) => learn(undefined, language),
  );
}

async function transcribe(
  made: SpeechToText,
  { bus, log }: ServeFacts,
  { body }: Message<"stt/start">,
  job: Job,
  queue: Queue<AudioFrame | Flush>,
): Promise<void> {
  const { language, languages, hints } = body;
  const asked = { language, ...(languages ? { languages } : {}), hints, signal: job.signal };
  for await (const heard of made.transcribe(queue, asked)) {
    if (job.signal.aborted) return;
    const { text, final, confidence, heard: free, by, alternatives } = heard;
    await bus.publish(
      "stt/heard",
      { instance: job.replyTo },
      {
        job: job.id,
        text,
        final,
        language: heard.language ?? language,
        ...(confidence === undefined ? {} : { confidence }),
        ...(free === undefined ? {} : { heard: free }),
        ...(by === undefined ? {} : { by }),
        ...(alternatives === undefined ? {} : { alternatives: alternatives.slice(0, mostAlternatives) }),
      },
      envelopeOf(job),
    );
  }
  if (queue.dropped > 0)
    log.warn("The recogniser was too slow; audio was dropped.", { dropped: queue.dropped });
}
