/** The house's own voices: recordings that people gave and agreed to, judged, kept, and lent to voices that can imitate. */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { judgeSample } from "../../audio/quality.ts";
import type { Answers, Bus, Log, Message, Messages } from "../../contract/index.ts";
import { asFault, Fault } from "../../contract/index.ts";
import { beginningOf } from "./cut.ts";
import { openShelf, type Recording, type Shelf } from "./shelf.ts";
import { createUploads, type Upload } from "./uploads.ts";

export interface OwnVoicesFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly folder: string;
}

/** ms of sound in a frame. */
const frameMs = 40;
/** So many frames at once, then a rest, so that no queue on the way overflows. */
const burst = 25;
const burstMs = 5;

/** Answers voice/add, keep, sample and forget, and says what there is as voice/state. */
export async function openOwnVoices({ bus, log, folder }: OwnVoicesFacts): Promise<AsyncDisposable> {
  const shelf = await openShelf(folder, log);
  await using stack = new AsyncDisposableStack();
  const uploads = stack.use(createUploads());
  const cloning = stack.use(await watchCloning(bus));
  const say = (name: string, recording: Recording) =>
    bus.publish("voice/state", { voice: name }, stateOf(recording, bus.bootId));
  stack.use(
    await bus.onAudio({ instance: bus.instance }, (frame, where) => {
      if ("job" in where) uploads.hear(where.job, frame);
    }),
  );
  stack.use(
    await bus.answer("voice/add", {}, ({ body }) => {
      uploads.open(body);
      return { instance: bus.instance };
    }),
  );
  stack.use(
    await bus.answer("voice/keep", {}, async ({ body }) => {
      const upload = uploads.take(body.job, body.samples);
      if (digestOf(upload.samples) !== body.sha256) {
        throw new Fault("VOICE_INCOMPLETE", "The recording came damaged.", { retryable: true });
      }
      return await judgeAndKeep(shelf, upload, body, cloning.all(), say);
    }),
  );
  stack.use(await bus.answer("voice/sample", {}, (message) => lend(bus, shelf, message)));
  stack.use(
    await bus.answer("voice/forget", {}, async ({ body: { name } }) => {
      const forgotten = await shelf.forget(name);
      if (forgotten) await bus.clear("voice/state", { voice: name });
      return { forgotten };
    }),
  );
  for (const [name, recording] of shelf.all()) {
    await say(name, recording).catch((error) =>
      log.error(`The voice ${name} cannot be offered.`, { code: asFault(error).code }),
    );
  }
  return stack.move();
}

const digestOf = (samples: Int16Array): string =>
  createHash("sha256")
    .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    .digest("hex");

const stateOf = ({ language, about, seconds, score, sha256, consent }: Recording, bootId: string) => ({
  language,
  seconds,
  score,
  sha256,
  consent: { by: consent.by, at: consent.at },
  bootId,
  ...(about === undefined ? {} : { about }),
});

async function judgeAndKeep(
  shelf: Shelf,
  { name, samples, language, text, about, rate, consent }: Upload,
  { sha256, replace = false, only }: Messages["voice/keep"],
  cloning: ReadonlyMap<string, Bounds>,
  say: (name: string, recording: Recording) => Promise<unknown>,
): Promise<Answers["voice/keep"]> {
  const { score, fit, checks } = judgeSample({ rate, channels: 1, samples }, text);
  const ms = (samples.length / rate) * 1000;
  const providers = [...cloning].map(([plugin, bounds]) => ({ plugin, verdict: suits(ms, bounds) }));
  const judged = { score, checks: checks.map((one) => ({ ...one })), providers };
  if (!fit || only === "check") return { kept: false, ...judged };
  if (shelf.all().has(name) && !replace) {
    throw new Fault("VOICE_EXISTS", `There is a voice "${name}" already.`);
  }
  const seconds = Math.round(ms / 10) / 100;
  const recording = {
    language,
    text,
    rate,
    sha256,
    seconds,
    score,
    checks,
    consent: { ...consent, at: Date.now() },
  };
  const kept = { ...recording, ...(about === undefined ? {} : { about }) };
  await shelf.keep(name, kept, samples);
  await say(name, kept);
  return { kept: true, ...judged };
}

/** Frames first, then the answer that says how many there must be: what is lost on the way shows in its digest. */
async function lend(
  bus: Bus,
  shelf: Shelf,
  { body: { name, job, most }, replyTo = "" }: Message<"voice/sample">,
): Promise<Answers["voice/sample"]> {
  const recording = shelf.all().get(name);
  if (!recording) throw new Fault("VOICE_UNKNOWN", `There is no recording of a voice "${name}".`);
  const { rate, language, text } = recording;
  const whole = await shelf.samples(name);
  const samples = most === undefined ? whole : beginningOf(whole, rate, most);
  const step = (rate * frameMs) / 1000;
  for (let from = 0, sequence = 0; from < samples.length; from += step, sequence++) {
    const data = new Uint8Array(samples.slice(from, from + step).buffer);
    const format = { codec: "pcm", rate, channels: 1 } as const;
    bus.sendAudio({ instance: replyTo, job }, { format, stream: 0, sequence, at: Date.now(), data });
    if (sequence % burst === burst - 1) await sleep(burstMs);
  }
  const facts = { rate, language, samples: samples.length, sha256: digestOf(samples) };
  return samples.length === whole.length ? { ...facts, text } : facts;
}

interface Bounds {
  /** ms. */
  readonly least?: number;
  readonly most?: number;
}

const suits = (
  ms: number,
  { least = 0, most = Number.POSITIVE_INFINITY }: Bounds,
): "good" | "cut" | "short" => (ms < least ? "short" : ms > most ? "cut" : "good");

/** Voices that can imitate, by plugin, with the lengths they want: traits.cloning and traits.sample. */
async function watchCloning(bus: Bus): Promise<AsyncDisposable & { all(): ReadonlyMap<string, Bounds> }> {
  const providers = new Map<string, { plugin: string; bounds: Bounds }>();
  const ear = await bus.on(
    "provider/state",
    {},
    ({ where: { instance }, body: { capability, plugin, traits } }) => {
      if (capability !== "tts" || traits.cloning !== true) providers.delete(instance);
      else providers.set(instance, { plugin, bounds: boundsIn(traits.sample) });
    },
    ({ instance }) => void providers.delete(instance),
  );
  return {
    all: () => new Map([...providers.values()].map(({ plugin, bounds }) => [plugin, bounds])),
    [Symbol.asyncDispose]: () => ear[Symbol.asyncDispose](),
  };
}

function boundsIn(trait: unknown): Bounds {
  if (typeof trait !== "object" || trait === null) return {};
  const { least, most } = trait as Readonly<Record<string, unknown>>;
  return {
    ...(typeof least === "number" ? { least } : {}),
    ...(typeof most === "number" ? { most } : {}),
  };
}
