/** Speaks one answer in a room, clause by clause as it is written; another voice takes over where one fails. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Messages } from "../contract/index.ts";
import { asFault, Fault, speechFormat } from "../contract/index.ts";
import { createQueue } from "../flow/queue.ts";
import { splitClauses } from "../language/clauses.ts";
import { nobody } from "./attach.ts";
import type { JobCall } from "./calls.ts";
import type { Provider } from "./directory.ts";
import type { Dialogue } from "./house.ts";
import { awaitPlayed, type Player } from "./played.ts";

/** A voice that sends nothing for so long is given up. */
const mutedMs = 8000;
const comebackMs = 1500;
/** How far ahead of the loudspeaker a clause is begun. */
const leadMs = 5000;
const clausesWaiting = 256;
/** The longest text that a message may have. */
const longestText = 16_384;

export interface ReplyOptions {
  readonly site: string;
  readonly turn: string;
  readonly language: string;
  readonly prefer: readonly string[];
  readonly voice?: string;
  /** False: the words are only written down. */
  readonly aloud: boolean;
  readonly signal: AbortSignal;
  /** Called when the first sound leaves for the room. */
  onSound?(): void;
}

export interface Reply {
  /** One more part of the answer. */
  say(part: { readonly text: string; readonly language?: string; readonly voice?: string }): void;
  /** No more parts; resolves when all has been played, or with what was heard until it was cut. */
  finish(): Promise<{ text: string; seconds: number; cut: Messages["reply/finished"]["cut"] }>;
}

interface Clause {
  readonly index: number;
  readonly text: string;
  readonly language: string;
  readonly voice: string | undefined;
  /** ms of audio after it; unknown until it was sent. */
  end?: number;
}

export function openReply(house: Dialogue, options: ReplyOptions): Reply {
  const { bus } = house;
  const { site, turn, aloud, signal } = options;
  const said: Clause[] = [];
  const waiting = createQueue<Clause>(clausesWaiting);
  const voice = createVoice(house, options, newStream());
  signal.addEventListener("abort", () => waiting.close(), { once: true });
  if (signal.aborted) waiting.close();
  const speaking = aloud ? speakAll(waiting, voice) : Promise.resolve(undefined);
  speaking.catch(() => {});

  return {
    say({ text, language = options.language, voice: named = options.voice }) {
      for (const clause of splitClauses(text)) {
        const one = { index: said.length, text: clause, language, voice: named };
        said.push(one);
        if (aloud) waiting.push(one);
      }
    },
    async finish() {
      waiting.close();
      const failed = await speaking.catch((error) => asFault(error));
      if (!failed && aloud && said.length > 0) await voice.played();
      await voice.close();
      const text = join(said);
      const cut = failed && !signal.aborted ? "fault" : signal.aborted ? "stop" : "none";
      const seconds = voice.sentMs() / 1000;
      if (said.length > 0) {
        const heard =
          cut === "none" ? text : join(said.filter(({ end = Infinity }) => end <= voice.playedMs()));
        const body = { text, heard, seconds, cut, stream: voice.stream } as const;
        await bus.publish("reply/finished", { site }, body, { turn });
      }
      if (failed && !signal.aborted) house.log.warn("An answer could not be spoken.", { code: failed.code });
      return { text, seconds, cut };
    },
  };
}

const join = (clauses: readonly Clause[]): string =>
  clauses
    .map(({ text }) => text.trim())
    .join(" ")
    .slice(0, longestText);
const newStream = (): number => Math.floor(Math.random() * 0xffff_ffff);

async function speakAll(waiting: AsyncIterable<Clause>, voice: Voice): Promise<void> {
  for await (const clause of waiting) await voice.speak(clause);
  await voice.end();
}

interface Voice {
  readonly stream: number;
  speak(clause: Clause): Promise<void>;
  end(): Promise<void>;
  /** Resolves when the loudspeaker is done with it. */
  played(): Promise<void>;
  close(): Promise<void>;
  sentMs(): number;
  playedMs(): number;
}

/** One stream of audio in the room, whatever provider fills it; each language of an answer is a job of its own. */
function createVoice(house: Dialogue, options: ReplyOptions, stream: number): Voice {
  const { bus, directory, calls } = house;
  const { site, turn, signal, prefer } = options;
  const player = awaitPlayed(bus, site, stream, () => options.onSound?.());
  let sent = 0;
  let begunAt: number | undefined;

  async function announce(provider: Provider, clause: Clause): Promise<void> {
    const voice = clause.voice ?? provider.voices?.[0]?.name ?? provider.plugin;
    if (begunAt === undefined) {
      begunAt = Date.now();
      const body = { stream, voice, provider: provider.plugin, text: clause.text };
      await bus.publish("reply/started", { site }, body, { turn });
      await bus.publish(
        "audio/started",
        { site },
        { stream, direction: "out", format: speechFormat },
        { turn },
      );
    }
    const { index, text } = clause;
    await bus.publish("reply/clause", { site }, { index, text, position: Math.round(sent) }, { turn });
  }

  async function speakWith(provider: Provider, clause: Clause): Promise<void> {
    const { text, language, voice } = clause;
    await player.ready;
    const to = { site, stream, format: speechFormat, sequence: player.next() };
    const body = { language, to, ...(voice === undefined ? {} : { voice }) };
    await using call = await calls.start("tts/start", provider.instance, body, { turn });
    const stop = (): void => call.cancel("cut");
    signal.addEventListener("abort", stop, { once: true });
    try {
      await announce(provider, clause);
      await call.tell("tts/text", { job: call.job, text, last: true });
      sent = Math.max(sent + (await spokenLength(call, player)), player.sent());
      clause.end = sent;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  return {
    stream,
    async speak(clause) {
      const ahead = begunAt === undefined ? 0 : sent - (Date.now() - begunAt);
      if (ahead > leadMs) await sleep(ahead - leadMs, undefined, { signal });
      const tried = new Set<string>();
      const wanted = { capability: "tts", language: clause.language, prefer, not: tried } as const;
      while (!signal.aborted) {
        const provider = await directory.wait(wanted, comebackMs, signal);
        if (signal.aborted) return;
        if (!provider) throw nobody(wanted);
        const fault = await speakWith(provider, clause).then(
          () => undefined,
          (error) => asFault(error),
        );
        if (signal.aborted) return;
        if (fault?.code !== "PROVIDER_BUSY") directory.report(provider, !fault);
        if (!fault) return;
        // The room has heard a part of it already; the whole clause comes after that.
        sent = Math.max(sent, player.sent());
        tried.add(provider.instance);
      }
    },
    async end() {
      if (begunAt !== undefined && !signal.aborted) {
        const body = { stream, direction: "out", frames: player.next(), lost: 0 } as const;
        await bus.publish("audio/stopped", { site }, body, { turn });
      }
    },
    played: () => player.over(sent, signal),
    close: async () => player[Symbol.asyncDispose](),
    sentMs: () => player.sent(),
    playedMs: () => player.position(),
  };
}

/** Waits until a clause was sent; how long it sounds, ms. It may take long, but not without sending anything. */
async function spokenLength(call: JobCall, player: Player): Promise<number> {
  let length = 0;
  const late = Promise.withResolvers<never>();
  const begun = performance.now();
  const look = (): void => {
    const left = mutedMs - Math.min(player.idle(), performance.now() - begun);
    if (left > 0) timer = setTimeout(look, left);
    else late.reject(silentFault(call.instance));
  };
  let timer = setTimeout(look, mutedMs);
  const hear = async (): Promise<number> => {
    for await (const { kind, body } of call.heard) if (kind === "tts/spoken") length = body.to;
    await call.done;
    return length;
  };
  try {
    return await Promise.race([hear(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const silentFault = (instance: string): Fault =>
  new Fault("JOB_TIMEOUT", `${instance} was silent for ${mutedMs} ms.`, { retryable: true });
