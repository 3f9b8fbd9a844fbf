/** Asks the house one question, by sound as a satellite would or by text, and waits for the answer. */
import { asFault, type Bus, Fault, type Microphone, type Speaker } from "../contract/index.ts";
import { type Answer, answerOf } from "./answer.ts";
import { createEar } from "./ear.ts";
import { playback } from "./playback.ts";
import { openRecord, type RoomRecord, type TurnRecord } from "./record.ts";
import { startSatellite } from "./satellite.ts";
import { whyUnspoken } from "./unspoken.ts";

interface AskFacts {
  readonly bus: Bus;
  readonly site: string;
  /** Another satellite is this room already: nothing is announced in its name. */
  readonly guest?: boolean;
  /** Who is to answer; default: whom the room has. Not after a wake word. */
  readonly persona?: string;
  /** Who asks, where that is known. Not after a wake word. */
  readonly person?: string;
  /** ms to wait for the answer when all has been said; default 30,000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface AskByWav extends AskFacts {
  /** Mono, at `rate` Hz. */
  readonly samples: Int16Array;
  readonly rate: number;
  /** It begins with a wake word; else the room is opened for it. */
  readonly wake: boolean;
  /** Not in real time. */
  readonly fast: boolean;
  /** BCP-47; default: the persona's. Without a wake word only. */
  readonly language?: string;
}

export interface AskByText extends AskFacts {
  readonly text: string;
  readonly language?: string;
  /** The answer is spoken too. */
  readonly speak: boolean;
}

const answerMs = 30_000;
/** A hub that is there opens a turn within this. */
const openMs = 5_000;
const silenceAfter = 2_000;
/** Wake words are judged with what came before them; a real room has always been there before. */
const silenceBefore = 2_000;
/** After the last sound, how long a wake word may take to be noticed. */
const noticeMs = 6_000;
/** How long wake-word detectors may take to be told of a new room, and then to begin to hear it. */
const watchMs = 3_000;
const subscribedMs = 300;
/** The hub keeps only the last seconds of a room, so that it must notice the wake word within those. */
const hasteToWake = 4;
const haste = 40;

/** Whoever asks takes the answer from the bus; the room still needs somebody who says that it was played. */
const sink: Speaker = { play() {}, flush() {} };

/** Rejects with CANCELLED, or as the bus does; what goes wrong in the turn is in the answer. */
export async function askByWav(options: AskByWav): Promise<Answer> {
  const { bus, site, wake, fast, signal } = options;
  await using parts = new AsyncDisposableStack();
  const record = parts.use(await openRecord(bus, site));
  const done = new AbortController();
  parts.defer(() => done.abort());
  const begin = Promise.withResolvers<void>();
  const spent = Promise.withResolvers<void>();
  const microphone = playback({
    samples: options.samples,
    rate: options.rate,
    before: wake ? silenceBefore : 0,
    after: silenceAfter,
    haste: () => (fast ? (wake && record.wakes.length === 0 ? hasteToWake : haste) : 1),
    enough: () => spokenTurn(record)?.speechEnded ?? false,
    begin: begin.promise,
    spent: spent.resolve,
    signal: signal ? AbortSignal.any([done.signal, signal]) : done.signal,
  });
  const watched = wake ? await awaitWatch(bus, site) : undefined;
  const stream = await appear(options, parts, microphone);
  await watched?.();
  if (!wake) await openTurn(options, record, stream);
  begin.resolve();
  await spent.promise;
  return await finish(options, record, () => spokenTurn(record), wake ? noticeMs : 0);
}

/** Rejects as `askByWav`; ASK_TIMEOUT when nobody takes the words. */
export async function askByText(options: AskByText): Promise<Answer> {
  const { bus, site, text, language, speak, signal } = options;
  await using parts = new AsyncDisposableStack();
  const record = parts.use(await openRecord(bus, site));
  if (speak) await appear(options, parts);
  const body = { text, speak, ...named(options), ...(language === undefined ? {} : { language }) };
  const { turn } = await bus.ask("utterance/handle", { site }, body, signal ? { signal } : {});
  const answer = await finish(options, record, () => record.turns.get(turn), openMs);
  return { ...answer, transcript: answer.transcript ?? text };
}

const named = ({ persona, person }: AskFacts) => ({
  ...(persona === undefined ? {} : { persona }),
  ...(person === undefined ? {} : { person }),
});

const spokenTurn = ({ turns }: RoomRecord): TurnRecord | undefined =>
  [...turns.values()].find(({ reason }) => reason === "remote" || reason === "wake");

/** Puts the asker on the bus until `parts` is disposed; resolves with its microphone's stream, 0 when it has none. */
async function appear(
  { bus, site, guest }: AskFacts,
  parts: AsyncDisposableStack,
  microphone?: Microphone,
): Promise<number> {
  if (!guest) {
    const facts = { bus, site, speaker: sink, passing: true, ...(microphone ? { microphone } : {}) };
    return parts.use(await startSatellite(facts)).state.stream ?? 0;
  }
  if (!microphone) return 0;
  const ear = createEar({ bus, site, microphone, clock: Date.now, onFault() {} });
  parts.defer(() => ear.close());
  return await ear.open();
}

/** What is returned resolves when a wake-word detector listens to the room, or none can be seen to. */
async function awaitWatch(bus: Bus, site: string): Promise<() => Promise<void>> {
  const told = Promise.withResolvers<void>();
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const ear = await bus
    .on("wake/watch", {}, ({ body }) => {
      if (body.site === site) told.resolve();
    })
    .catch(() => undefined);
  return async () => {
    await Promise.race([told.promise, pause(watchMs)]);
    await ear?.[Symbol.asyncDispose]();
    await pause(subscribedMs);
  };
}

async function openTurn(options: AskByWav, record: RoomRecord, stream: number): Promise<void> {
  const { bus, site, signal, language } = options;
  const tongue = language === undefined ? {} : { language };
  await bus.publish("listen/start", { site }, { reason: "remote", stream, ...named(options), ...tongue });
  const late = (): Fault =>
    new Fault("ASK_TIMEOUT", `Nobody began to listen in ${site}.`, {
      remedy: "Check the hub: hearsay doctor",
    });
  await record.until(() => spokenTurn(record), { timeout: openMs, signal, late });
}

/** Waits for a turn to begin, and then to end; a turn that does neither is an answer that failed. */
async function finish(
  { bus, site, timeout = answerMs, signal }: AskFacts,
  record: RoomRecord,
  turn: () => TurnRecord | undefined,
  beginMs: number,
): Promise<Answer> {
  const unheard = (): Fault =>
    new Fault("ASK_TIMEOUT", "No wake word was heard.", {
      remedy: "Try without --wake, or another wake word.",
    });
  const unanswered = (): Fault => new Fault("ASK_TIMEOUT", `There was no answer within ${timeout} ms.`);
  try {
    const begun = (): string | undefined => (turn() ? "" : record.yielded[0]?.to);
    const elsewhere = await record.until(begun, { timeout: beginMs, signal, late: unheard });
    if (elsewhere) throw new Fault("ASK_TIMEOUT", `Another room answers: ${elsewhere}.`);
    await record.until(() => turn()?.finished ?? turn()?.asked, { timeout, signal, late: unanswered });
    const told = turn();
    const mute = told?.unspoken && !told.finished?.problem;
    return answerOf(told, mute ? await whyUnspoken(bus, told.language) : undefined);
  } catch (thrown) {
    if (signal?.aborted) {
      await bus.publish("listen/stop", { site }, { reason: "cancel" }).catch(() => {});
      throw thrown;
    }
    return answerOf(turn(), asFault(thrown));
  }
}
