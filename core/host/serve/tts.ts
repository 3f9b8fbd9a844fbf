/** Serves a voice: tts/start and tts/text in; frames to the room or to whoever asked, and tts/spoken clause by clause. */
import type { Message, SpeechPiece, TextToSpeech } from "../../contract/index.ts";
import { emotions, keepSounds, plainText } from "../../contract/voice/feeling.ts";
import { prosodyOf } from "../../contract/voice/prosody.ts";
import { createQueue, type Queue } from "../../flow/queue.ts";
import { envelopeOf, type Job, openDesk, type Served, type ServeFacts } from "./desk.ts";
import { closeOnAbort } from "./feed.ts";
import { type Outlet, openOutlet } from "./outlet.ts";

const clausesWaiting = 256;

export async function serveTts(made: TextToSpeech, facts: ServeFacts): Promise<Served> {
  const { bus } = facts;
  let now = made;
  // Its state is said anew with every change, so that these are read every time.
  const desk = await openDesk({
    capability: "tts",
    facts,
    get made() {
      return now;
    },
    get voices() {
      return now.voices;
    },
    get sound() {
      return now.sound;
    },
  });
  const { instance } = desk;
  const texts = new Map<string, Queue<string>>();

  const start = (message: Message<"tts/start">): void =>
    desk.open(message, async (job) => {
      const queue = createQueue<string>(clausesWaiting);
      texts.set(job.id, queue);
      closeOnAbort(queue, job.signal);
      try {
        await speak(now, facts, message, job, queue);
      } finally {
        texts.delete(job.id);
      }
    });
  desk.own(await bus.on("tts/start", { instance }, start));
  const hearText = ({ body }: Message<"tts/text">): void => {
    const queue = texts.get(body.job);
    if (body.text) queue?.push(body.text);
    if (body.last) queue?.close();
  };
  desk.own(await bus.on("tts/text", { instance }, hearText));
  await desk.announce();
  return {
    ...desk,
    async renew(next) {
      now = next as TextToSpeech;
      await desk.announce();
    },
  };
}

async function speak(
  made: TextToSpeech,
  { bus }: ServeFacts,
  { body }: Message<"tts/start">,
  job: Job,
  text: AsyncIterable<string>,
): Promise<void> {
  const { language, voice, emotion, speed = 1, to } = body;
  const { site, ...form } = to;
  const where =
    site === undefined ? { instance: job.replyTo, job: job.id } : ({ site, direction: "out" } as const);
  const outlet = openOutlet(bus, { ...form, where }, job.signal);
  const asked = {
    language,
    signal: job.signal,
    ...(voice === undefined ? {} : { voice }),
    ...feelingFor(made, emotion, speed),
  };
  let clause: { text: string; from: number } | undefined;
  const spoken = async (last: boolean): Promise<void> => {
    if (!clause && !last) return;
    const { text: words, from } = clause ?? { text: "", from: outlet.position() };
    const said = {
      job: job.id,
      text: plainText(words),
      from,
      to: outlet.position(),
      frames: outlet.frames(),
      last,
    };
    await bus.publish("tts/spoken", { instance: job.replyTo }, said, envelopeOf(job));
  };
  for await (const piece of made.speak(audible(text, namesIn(made, "sounds")), asked)) {
    if (job.signal.aborted) return;
    if (piece.text !== undefined) {
      await spoken(false);
      clause = { text: piece.text, from: outlet.position() };
    }
    await send(outlet, piece);
  }
  if (job.signal.aborted) return;
  await outlet.end();
  await spoken(true);
}

/** What the voice maps by itself stays an emotion; another one changes how fast it speaks. */
function feelingFor(
  made: TextToSpeech,
  emotion: string | undefined,
  speed: number,
): { readonly speed: number; readonly emotion?: string } {
  if (emotion === undefined) return { speed };
  const own = namesIn(made, "emotions");
  const isKnown = (emotions as readonly string[]).includes(emotion);
  if (own.includes(emotion) || !isKnown) return { speed, emotion };
  return { speed: speed * prosodyOf(emotion).speed };
}

function namesIn({ traits }: TextToSpeech, trait: "emotions" | "sounds"): readonly string[] {
  const names = traits?.[trait];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** No mark is ever read out: those stay that the voice makes a sound of. */
async function* audible(text: AsyncIterable<string>, sounds: readonly string[]): AsyncGenerator<string> {
  for await (const words of text) yield keepSounds(words, sounds);
}

async function send(outlet: Outlet, piece: SpeechPiece): Promise<void> {
  if (piece.samples.length > 0) await outlet.write(piece.samples, piece.rate);
}
