/** One turn, from the first sound or typed word to the end of its answer, with the time that each stage took. */
import type { Fault, Messages, Persona } from "../contract/index.ts";
import { asFault, problemOf } from "../contract/index.ts";
import { act } from "./act.ts";
import type { Dialogue } from "./house.ts";
import { listen, type Utterance } from "./listen.ts";
import { openReply, type Reply } from "./reply.ts";
import type { TurnRequest, TurnResult } from "./request.ts";
import { housePhrase } from "./words/index.ts";

/** A turn under way, as the room's messages reach it. */
export interface Turn {
  readonly site: string;
  /** A part of the answer. */
  say(body: Messages["reply/say"]): void;
  readonly over: Promise<TurnResult>;
}

type Timing = { endpoint?: number; stt?: number; match?: number; action?: number; firstSound?: number };

export function startTurn(house: Dialogue, request: TurnRequest): Turn {
  const { site, turn, persona, signal, language } = request;
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
      timing.firstSound ??= Date.now() - spokenAt;
      phase(house, request, "speaking").catch((error) =>
        house.log.warn("Could not say that a room speaks.", { error }),
      );
    },
  });

  async function hear(): Promise<Heard> {
    if (!("listen" in request.what))
      return { text: "text" in request.what ? request.what.text : "", language, voiced: false };
    await phase(house, request, "listening");
    const heard = await listen(house, {
      ...request.what.listen,
      site,
      turn,
      language,
      prefer: persona.stt,
      signal,
    });
    signal.throwIfAborted();
    spokenAt = heard.spokenAt;
    timing.endpoint = heard.endpoint;
    timing.stt = heard.stt;
    await writeDown(house, request, heard);
    return heard;
  }

  async function run(): Promise<Messages["turn/finished"]["outcome"]> {
    const { what } = request;
    const mark = (stage: "match" | "action", from = spokenAt): void => {
      timing[stage] = Date.now() - from;
    };
    if ("say" in what) {
      for (const part of what.say) reply.say(partOf(part));
      return "done";
    }
    if ("run" in what) return act(house, request, "", what.run).finally(() => mark("action"));
    const heard = await hear();
    await phase(house, request, "thinking");
    if (heard.text === "") {
      if (heard.voiced) reply.say(housePhrase("unheard", language));
      return missed(house, request, "empty", "");
    }
    const began = Date.now();
    const found = house.lexicon.match(heard.text, heard.language, mutable(persona.skills), request.area);
    mark("match", began);
    if (!found) {
      reply.say(housePhrase("unknown", language));
      return missed(house, request, "unknown", heard.text);
    }
    const slots = found.slots as Messages["intent/matched"]["slots"];
    const body = {
      skill: found.skill,
      intent: found.intent,
      slots,
      score: found.score,
      by: "sentences",
    } as const;
    await house.bus.publish("intent/matched", { site }, body, { turn });
    return act(house, request, heard.text, { ...found, slots }).finally(() => mark("action"));
  }

  async function whole(): Promise<TurnResult> {
    const reason = { reason: request.reason, persona: persona.name, language };
    const cause = request.cause === undefined ? {} : { cause: request.cause };
    await house.bus.publish("turn/started", { site }, reason, { turn, ...cause });
    let fault: Fault | undefined;
    const outcome = await run().catch((error) => {
      fault = asFault(error);
      return signal.aborted || fault.code === "CANCELLED" ? ("cancelled" as const) : ("failed" as const);
    });
    if (outcome === "failed" && fault) apologise(reply, fault, language);
    const said = await reply.finish();
    const problem = fault && outcome === "failed" ? { problem: problemOf(fault) } : {};
    const ended = signal.aborted ? "cancelled" : outcome;
    await house.bus.publish(
      "turn/finished",
      { site },
      { outcome: ended, timing: rounded(timing), ...problem },
      { turn },
    );
    return { outcome: ended, reply: said.text, heard: said.cut === "none" && said.seconds > 0 };
  }

  return { site, say: (body) => reply.say(partOf(body)), over: whole() };
}

type Heard = Pick<Utterance, "text" | "language" | "voiced">;

const partOf = ({ text, language, voice }: Messages["reply/say"]) => ({
  text,
  ...(language === undefined ? {} : { language }),
  ...(voice === undefined ? {} : { voice }),
});
const mutable = ({ allow, deny }: Persona["skills"]): { allow?: string[]; deny?: string[] } => ({
  ...(allow ? { allow: [...allow] } : {}),
  ...(deny ? { deny: [...deny] } : {}),
});
const rounded = (timing: Timing): Record<string, number> =>
  Object.fromEntries(Object.entries(timing).map(([stage, ms]) => [stage, Math.max(0, Math.round(ms))]));

function apologise(reply: Reply, { code }: Fault, language: string): void {
  const phrase =
    code === "NO_PROVIDER" || code === "PROVIDER_GONE"
      ? "deaf"
      : code === "SKILL_TIMEOUT"
        ? "slow"
        : "failed";
  reply.say(housePhrase(phrase, language));
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
  const { text, language, provider } = heard;
  await house.bus.publish("transcript/final", { site }, { text, language, provider }, { turn });
}

async function missed(
  house: Dialogue,
  request: TurnRequest,
  reason: "unknown" | "empty",
  text: string,
): Promise<"missed"> {
  await house.bus.publish("intent/missed", { site: request.site }, { text, reason }, { turn: request.turn });
  return "missed";
}
