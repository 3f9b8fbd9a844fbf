/** One turn, from the first sound or typed word to the end of its answer, with the time that each stage took. */
import type { Fault, Messages } from "../contract/index.ts";
import { asFault, problemOf } from "../contract/index.ts";
import { act } from "./act.ts";
import type { Dialogue } from "./house.ts";
import { listen, type Utterance } from "./listen/listen.ts";
import { openReply, type Reply } from "./reply.ts";
import type { TurnRequest, TurnResult } from "./request.ts";
import { createSpeech } from "./route/speech.ts";
import { bounded, type TurnRecord } from "./route/trace.ts";
import { type Draft, type Ended, type Heard, understand } from "./route/understand.ts";
import { type HousePhrase, housePhrase } from "./words/index.ts";

/** A turn under way, as the room's messages reach it. */
export interface Turn {
  readonly site: string;
  /** A part of the answer. */
  say(body: Messages["reply/say"]): void;
  readonly over: Promise<TurnResult>;
}

type Timing = { endpoint?: number; stt?: number; match?: number; action?: number; firstSound?: number };

export function startTurn(house: Dialogue, request: TurnRequest): Turn {
  const { site, turn, persona, signal, language, trace } = request;
  const traced = house.watch.follow(trace);
  const timing: Timing = {};
  let spokenAt = Date.now();
  const reply = openReply(house, {
    site,
    turn,
    language,
    prefer: persona.tts,
    aloud: request.aloud,
    signal,
    ...(persona.voice === undefined ? {} : { voice: persona.voice }),
    onSound: () => {
      if (timing.firstSound === undefined) trace.mark("first sound sent", Date.now());
      timing.firstSound ??= Date.now() - spokenAt;
      phase(house, request, "speaking").catch((error) =>
        house.log.warn("Could not say that a room speaks.", { error }),
      );
    },
  });

  const speech = createSpeech(reply, language);
  const { what } = request;
  const draft: Draft = {};

  async function hear(): Promise<Heard> {
    if (!("listen" in what)) return { text: "text" in what ? what.text : "", language, voiced: false };
    await phase(house, request, "listening");
    const listened = trace.span("ear open");
    const heard = await listen(house, {
      ...what.listen,
      ...(request.reason === "followUp" ? { answers: [] } : {}),
      site,
      turn,
      language,
      area: request.area,
      skills: persona.skills,
      prefer: persona.stt,
      signal,
    }).finally(() => listened());
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

  async function run(): Promise<Ended> {
    if ("say" in what) {
      for (const part of what.say) reply.say(partOf(part));
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
    const ended = await run().catch((error): Ended => {
      const fault = asFault(error);
      return { outcome: signal.aborted || fault.code === "CANCELLED" ? "cancelled" : "failed", fault };
    });
    const { fault } = ended;
    if (ended.outcome === "failed" && fault && !ended.told) apologise(reply, fault, language);
    const spoke = trace.span("speaking");
    const said = await reply.finish();
    spoke(said.cut === "none" ? undefined : `cut: ${said.cut}`);
    const problem = fault && ended.outcome !== "cancelled" ? { problem: problemOf(fault) } : {};
    const outcome = signal.aborted ? ("cancelled" as const) : ended.outcome;
    const expects = outcome === "done" && ended.asks ? ({ expects: "yesNo" } as const) : {};
    if (ended.asks) house.memory.asked(site, outcome === "done");
    await remember(house, request, draft, { outcome, ...problem, reply: bounded(said.text) });
    const body = { outcome, timing: rounded(timing), ...problem, ...expects };
    await house.bus.publish("turn/finished", { site }, body, { turn });
    traced[Symbol.dispose]();
    const code = fault === undefined ? {} : { code: fault.code };
    await house.traces.over(trace, { site, reason: request.reason, outcome, ...code });
    return { outcome, reply: said.text, heard: said.cut === "none" && said.seconds > 0, ...expects };
  }

  return {
    site,
    say(body) {
      trace.mark("reply text", Date.now());
      speech.say(partOf(body));
    },
    over: whole().finally(() => traced[Symbol.dispose]()),
  };
}

const partOf = ({ text, language, voice }: Messages["reply/say"]) => ({
  text,
  ...(language === undefined ? {} : { language }),
  ...(voice === undefined ? {} : { voice }),
});
const rounded = (timing: Timing): Record<string, number> =>
  Object.fromEntries(Object.entries(timing).map(([stage, ms]) => [stage, Math.max(0, Math.round(ms))]));

const apologies: Readonly<Record<string, HousePhrase>> = {
  NO_PROVIDER: "deaf",
  PROVIDER_GONE: "deaf",
  SKILL_TIMEOUT: "slow",
  SKILL_GONE: "unsure",
};

function apologise(reply: Reply, { code }: Fault, language: string): void {
  reply.say(housePhrase(apologies[code] ?? "failed", language));
}

async function phase(
  house: Dialogue,
  request: TurnRequest,
  now: Messages["session/state"]["phase"],
): Promise<void> {
  const { site, turn, persona, language } = request;
  const body = { phase: now, turn, persona: persona.name, language, bootId: house.bus.bootId };
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
  { site, turn, reason, language, what }: TurnRequest,
  { text, provider, parts = [], stages = [] }: Draft,
  ended: Pick<TurnRecord, "outcome" | "reply" | "problem">,
): Promise<void> {
  if (reason === "alarm" || reason === "say" || !("listen" in what || "text" in what)) return;
  if (!text && ended.reply === "") return;
  const heard = { text: text ?? "", ...(provider === undefined ? {} : { provider }) };
  const record = { turn, at: Date.now(), reason, language, ...heard, ...ended, parts, stages };
  await house.recent
    .add({ site, record })
    .catch((error) => house.log.warn("Could not keep a turn.", { code: asFault(error).code }));
}
