/** One turn, from the first sound or typed word to the end of its answer, with the time that each stage took. */
import type { Fault, Messages } from "../contract/index.ts";
import { asFault, problemOf } from "../contract/index.ts";
import { act } from "./act.ts";
import { createCues } from "./cue/cues.ts";
import { preferred } from "./directory.ts";
import type { Dialogue } from "./house.ts";
import { listen, type Utterance } from "./listen/listen.ts";
import { type Asking, createAsking, type Listening } from "./questions/asking.ts";
import type { Question } from "./questions/read.ts";
import { openTalk } from "./questions/talk.ts";
import { gainIn } from "./quiet/quiet.ts";
import type { Part } from "./reply/clause.ts";
import { openReply, type Replied, type Reply, type ReplyOptions } from "./reply.ts";
import type { TurnRequest, TurnResult } from "./request.ts";
import { createSpeech } from "./route/speech.ts";
import { bounded, type TurnRecord } from "./route/trace.ts";
import { type Draft, type Ended, type Heard, understand } from "./route/understand.ts";
import { type HousePhrase, housePhrase } from "./words/index.ts";

/** A turn under way, as the room's messages reach it. */
export interface Turn {
  readonly id: string;
  readonly site: string;
  /** A part of the answer. */
  say(body: Messages["reply/say"]): void;
  /** What a skill asks within it. */
  readonly asking: Asking;
  readonly over: Promise<TurnResult>;
}

type Timing = { endpoint?: number; stt?: number; match?: number; action?: number; firstSound?: number };

export function startTurn(house: Dialogue, request: TurnRequest): Turn {
  const { site, turn, persona, signal, language, trace } = request;
  const traced = house.watch.follow(trace);
  const cues = createCues(house, request);
  const timing: Timing = {};
  let spokenAt = Date.now();
  const voice: ReplyOptions = {
    site,
    turn,
    language,
    prefer: preferred(persona.tts, language),
    aloud: request.aloud,
    tones: persona.actions === "tone",
    signal,
    ...(persona.tts[0]?.voice === undefined ? {} : { voice: persona.tts[0].voice }),
    ...loudnessOf(house, request),
    onSound: () => {
      cues.answered();
      if (timing.firstSound === undefined) trace.mark("first sound sent", Date.now());
      timing.firstSound ??= Date.now() - spokenAt;
      phase(house, request, "speaking").catch((error) =>
        house.log.warn("Could not say that a room speaks.", { error }),
      );
    },
  };
  const reply = openTalk((cut) => openReply(house, { ...voice, signal: AbortSignal.any([signal, cut]) }));

  const speech = createSpeech(reply, language);
  const room = {
    site,
    turn,
    language,
    area: request.area,
    skills: persona.skills,
    prefer: preferred(persona.stt, language),
  };
  const { what } = request;
  const draft: Draft = {};
  let delivered = "";
  /** When each piece of the answer's text came, ms since 1970. */
  const texts: number[] = [];

  async function hear(): Promise<Heard> {
    if ("text" in what) return { text: what.text, language, voiced: false, ...what.spoken };
    if (!("listen" in what)) return { text: "", language, voiced: false };
    const { window, ...open } = what.listen;
    const isOpen = request.reason === "followUp";
    const within = window ?? house.settings().noSpeech;
    await phase(house, request, "listening", isOpen ? Date.now() + within : undefined);
    await cues.open();
    const listened = trace.span("ear open");
    const heard = await listen(patientFor(house, within), {
      ...open,
      ...(isOpen ? { answers: [] } : {}),
      ...room,
      signal,
    }).finally(() => listened());
    await cues.taken(heard.voiced);
    signal.throwIfAborted();
    spokenAt = heard.spokenAt;
    timing.endpoint = heard.endpoint;
    timing.stt = heard.stt;
    const decided = spokenAt + heard.endpoint;
    trace.mark("endpoint", spokenAt, decided, heard.rule);
    trace.mark("transcript", decided, decided + heard.stt, `${heard.provider}, ${heard.by}`);
    await writeDown(house, request, heard);
    return heard;
  }

  /** The answer to a question that was asked within the turn. */
  async function hearAnswer(
    question: Question,
    { within, over, signal: until }: Listening,
  ): Promise<Utterance> {
    const { patience, stream } = "listen" in what ? what.listen : { patience: persona.patience };
    const heard = await listen(patientFor(house, within), {
      patience,
      ...(stream === undefined ? {} : { stream }),
      ...over,
      answers: (question.choices ?? []).flatMap(({ names }) => names),
      ...room,
      signal: until,
    });
    await writeDown(house, request, heard);
    return heard;
  }
  const asking = createAsking({
    house,
    request,
    talk: reply,
    hear: hearAnswer,
    phase: (now, openUntil) => phase(house, request, now, openUntil),
  });

  async function run(): Promise<Ended> {
    if ("say" in what) {
      for (const part of what.say) reply.say(partOf(part));
      return { outcome: "done" };
    }
    if ("deliver" in what) {
      const says = (text: string): void => {
        delivered = text;
      };
      await what.deliver({ request, ask: asking.ask, says, phase: (now) => phase(house, request, now) });
      return { outcome: "done" };
    }
    if ("run" in what) {
      house.memory.forget(site);
      await act(house, request, "", what.run).finally(() => mark("action"));
      return { outcome: "done" };
    }
    const heard = await hear();
    await phase(house, request, "thinking");
    const matched = (from: number): void => mark("match", from);
    return understand(house, request, { heard, speech, draft, matched }).finally(() => mark("action"));
  }
  const mark = (stage: "match" | "action", from = spokenAt): void => {
    timing[stage] = Date.now() - from;
    if (stage === "match") trace.mark("understanding", from, Date.now());
  };

  async function whole(): Promise<TurnResult> {
    const reason = { reason: request.reason, persona: persona.name, language };
    const cause = request.cause === undefined ? {} : { cause: request.cause };
    await house.bus.publish("turn/started", { site }, reason, { turn, ...cause });
    if (request.person !== undefined) house.memory.arrive(request.person, site);
    const ended = await run().catch((error): Ended => {
      const fault = asFault(error);
      return { outcome: signal.aborted || fault.code === "CANCELLED" ? "cancelled" : "failed", fault };
    });
    asking.close();
    markTexts(trace, texts);
    const { fault } = ended;
    const unasked = "listen" in what && what.listen.window !== undefined && draft.text === undefined;
    if (ended.outcome === "failed" && fault && !ended.told && !unasked) apologise(reply, fault, language);
    const spoke = trace.span("speaking");
    const said = await reply.finish();
    spoke(said.cut === "none" ? undefined : `cut: ${said.cut}`);
    const problem = fault && ended.outcome !== "cancelled" ? { problem: problemOf(fault) } : {};
    const outcome = signal.aborted ? ("cancelled" as const) : ended.outcome;
    const expects = outcome === "done" && ended.asks ? ({ expects: "yesNo" } as const) : {};
    // Who speaks over a question may well answer it.
    if (ended.asks) house.memory.asked(site, outcome === "done" || said.cut === "bargeIn");
    if (request.person !== undefined) house.memory.leave(request.person, site);
    await remember(house, request, draft, { outcome, ...problem, ...answered(said) });
    const body = { outcome, timing: rounded(timing), ...problem, ...expects };
    await house.bus.publish("turn/finished", { site }, body, { turn });
    traced[Symbol.dispose]();
    const code = fault === undefined ? {} : { code: fault.code };
    await house.traces.over(trace, { site, reason: request.reason, outcome, ...code });
    const next = asking.next();
    const whole = said.cut === "none" && said.seconds > 0;
    const unheard = unheardOf(said);
    const left = unheard === "" ? {} : { unheard };
    return {
      outcome,
      reply: delivered || said.text,
      heard: whole,
      ...left,
      ...expects,
      ...(next ? { next } : {}),
    };
  }

  return {
    id: turn,
    site,
    asking,
    say(body) {
      texts.push(trace.now());
      speech.say(partOf(body));
    },
    over: whole().finally(async () => {
      traced[Symbol.dispose]();
      await cues[Symbol.asyncDispose]();
    }),
  };
}

/** One stage, however many pieces a skill says its answer in. */
function markTexts(trace: TurnRequest["trace"], texts: readonly number[]): void {
  const [first, ...more] = texts;
  if (first === undefined) return;
  const note = more.length > 0 ? `${texts.length} pieces` : undefined;
  trace.mark("reply text", first, more.at(-1), note);
}

const partOf = ({ interrupts: _, ...part }: Messages["reply/say"]): Part => part;
/** In its quiet hours a room answers softly; what wakes somebody stays as loud as it was set. */
function loudnessOf(house: Dialogue, { site, reason }: TurnRequest): Pick<ReplyOptions, "gain"> {
  const gain = reason === "alarm" ? undefined : gainIn(house, site, Date.now());
  return gain === undefined ? {} : { gain };
}
/** As it is kept: what was said, and how far it was heard. */
const answered = ({ text, heard, cut }: Replied): Pick<TurnRecord, "reply" | "heard"> =>
  cut === "none" ? { reply: bounded(text) } : { reply: bounded(text), heard: bounded(heard) };
const unheardOf = ({ text, heard, cut }: Replied): string =>
  cut === "none" || !text.startsWith(heard) ? "" : text.slice(heard.length).trim();
const rounded = (timing: Timing): Record<string, number> =>
  Object.fromEntries(Object.entries(timing).map(([stage, ms]) => [stage, Math.max(0, Math.round(ms))]));

const apologies: Readonly<Record<string, HousePhrase>> = {
  NO_PROVIDER: "deaf",
  PROVIDER_GONE: "deaf",
  SKILL_TIMEOUT: "slow",
  SKILL_GONE: "unsure",
};

function apologise(reply: Pick<Reply, "say">, { code }: Fault, language: string): void {
  reply.say(housePhrase(apologies[code] ?? "failed", language));
}

/** Waits for the first word for so many ms. */
const patientFor = (house: Dialogue, noSpeech: number): Dialogue => ({
  ...house,
  settings: () => ({ ...house.settings(), noSpeech }),
});

async function phase(
  house: Dialogue,
  request: TurnRequest,
  now: Messages["session/state"]["phase"],
  openUntil?: number,
): Promise<void> {
  const { site, turn, persona, language } = request;
  const until = openUntil === undefined ? {} : { openUntil };
  const body = { phase: now, turn, persona: persona.name, language, bootId: house.bus.bootId, ...until };
  await house.bus.publish("session/state", { site }, body, { turn });
}

async function writeDown(house: Dialogue, { site, turn }: TurnRequest, heard: Utterance): Promise<void> {
  if (heard.text === "") return;
  const { text, language, provider, by, heard: free } = heard;
  const body = { text, language, provider, by, ...(free === undefined ? {} : { heard: free }) };
  await house.bus.publish("transcript/final", { site }, body, { turn });
}

/** Turns with words are kept, and those in which words were wanted and could not be had. */
async function remember(
  house: Dialogue,
  { site, turn, reason, language, what, person }: TurnRequest,
  { text, provider, parts = [], stages = [] }: Draft,
  ended: Pick<TurnRecord, "outcome" | "reply" | "heard" | "problem">,
): Promise<void> {
  if (reason === "alarm" || reason === "say" || !("listen" in what || "text" in what)) return;
  if (!text && ended.reply === "") return;
  const heard = { text: text ?? "", ...(provider === undefined ? {} : { provider }) };
  const record = { turn, at: Date.now(), reason, language, ...heard, ...ended, parts, stages };
  await house.recent
    .add({ site, record, ...(person === undefined ? {} : { person }) })
    .catch((error) => house.log.warn("Could not keep a turn.", { code: asFault(error).code }));
}
