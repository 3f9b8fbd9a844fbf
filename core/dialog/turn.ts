/** One turn, from the first sound or typed word to the end of its answer, with the time that each stage took. */
import type { Messages } from "../contract/index.ts";
import { asFault } from "../contract/index.ts";
import { plainText } from "../contract/voice/feeling.ts";
import { act } from "./act.ts";
import { createCues } from "./cue/cues.ts";
import type { Dialogue } from "./house.ts";
import { type Asking, createAsking } from "./questions/asking.ts";
import { openTalk, type Talk } from "./questions/talk.ts";
import { gainIn } from "./quiet/quiet.ts";
import type { Part } from "./reply/clause.ts";
import { openReply, type ReplyOptions } from "./reply.ts";
import type { TurnRequest, TurnResult } from "./request.ts";
import { createSpeech, type Speech } from "./route/speech.ts";
import { type Ended, understand } from "./route/understand.ts";
import { createOverheard, type Overheard } from "./think/tools/overheard.ts";
import { type Course, mark, phase } from "./turn/course.ts";
import { conclude } from "./turn/end.ts";
import { hear, hearAnswer } from "./turn/hear.ts";

/** A turn under way, as the room's messages reach it. */
export interface Turn {
  readonly id: string;
  readonly site: string;
  /** By somebody in the room. */
  readonly spoken: boolean;
  /** A part of the answer; `cause`: the message because of which it is said. */
  say(body: Messages["reply/say"], cause?: string): void;
  /** What a skill asks within it. */
  readonly asking: Asking;
  /** The question that is open is asked by another turn, and answered there with all that follows; false: none is open. */
  handOver(to: Pick<Turn, "say"> & Pick<Asking, "ask">): boolean;
  readonly over: Promise<TurnResult>;
}

export function startTurn(house: Dialogue, request: TurnRequest): Turn {
  const { site, turn, trace } = request;
  const traced = house.watch.follow(trace);
  const cues = createCues(house, request);
  const spokenAt = Date.now();
  const course: Course = { house, request, cues, draft: {}, timing: {}, spokenAt, delivered: "", texts: [] };
  const reply = talkOf(course);
  const speech = createSpeech(reply, request);
  const asking = createAsking({
    house,
    request,
    talk: reply,
    hear: (question, how) => hearAnswer(course, question, how),
    phase: (now, openUntil) => phase(course, now, openUntil),
  });
  const overheard = createOverheard();
  let elsewhere: Pick<Turn, "say"> | undefined;
  async function whole(): Promise<TurnResult> {
    await begin(course);
    const ended = await run(course, { reply, speech, asking, overheard }).catch((error) =>
      failed(error, request),
    );
    return await conclude(course, ended, { reply, asking, traced });
  }
  return {
    id: turn,
    site,
    spoken: request.spoken,
    asking,
    handOver(to) {
      const isAsked = asking.handOver(to.ask);
      if (isAsked) elsewhere = to;
      return isAsked;
    },
    say(body, cause) {
      if (overheard.hear(body, cause)) return;
      if (elsewhere) return elsewhere.say(body);
      course.texts.push(trace.now());
      speech.say(partOf(body));
    },
    over: whole().finally(async () => {
      traced[Symbol.dispose]();
      await cues[Symbol.asyncDispose]();
    }),
  };
}

async function begin({ house, request }: Course): Promise<void> {
  const { site, turn, reason, persona, language, cause, person } = request;
  const body = { reason, persona: persona.name, language };
  await house.bus.publish("turn/started", { site }, body, {
    turn,
    ...(cause === undefined ? {} : { cause }),
  });
  if (person !== undefined) house.memory.arrive(person, site);
}

interface Means {
  readonly reply: Talk;
  readonly speech: Speech;
  readonly asking: Asking;
  readonly overheard: Overheard;
}

async function run(course: Course, { reply, speech, asking, overheard }: Means): Promise<Ended> {
  const { house, request, draft } = course;
  const { what, site } = request;
  if ("say" in what) {
    for (const part of what.say) reply.say(partOf(part));
    return { outcome: "done" };
  }
  if ("deliver" in what) {
    const says = (text: string): void => {
      course.delivered = plainText(text);
    };
    await what.deliver({ request, ask: asking.ask, says, phase: (now) => phase(course, now) });
    return { outcome: "done" };
  }
  if ("run" in what) {
    house.memory.forget(site);
    await act(house, request, "", what.run).finally(() => mark(course, "action"));
    return { outcome: "done" };
  }
  const heard = await hear(course);
  await phase(course, "thinking");
  const matched = (from: number): void => mark(course, "match", from);
  const means = { heard, speech, draft, matched, asking, overheard };
  return understand(house, request, means).finally(() => mark(course, "action"));
}

function failed(error: unknown, { signal }: TurnRequest): Ended {
  const fault = asFault(error);
  return { outcome: signal.aborted || fault.code === "CANCELLED" ? "cancelled" : "failed", fault };
}

/** The turn's answer, in the persona's voice. */
function talkOf(course: Course): Talk {
  const { house, request, cues, timing } = course;
  const { site, turn, persona, signal, language, trace, aloud } = request;
  const voice: ReplyOptions = {
    site,
    turn,
    language,
    order: (tongue) => house.router.voices(persona, { language: tongue, site }),
    aloud,
    tones: persona.actions === "tone",
    signal,
    ...loudnessOf(house, request),
    onSound: () => {
      cues.answered();
      if (timing.firstSound === undefined) trace.mark("first sound sent", Date.now());
      timing.firstSound ??= Date.now() - course.spokenAt;
      phase(course, "speaking").catch((error) =>
        house.log.warn("Could not say that a room speaks.", { error }),
      );
    },
  };
  return openTalk((cut) => openReply(house, { ...voice, signal: AbortSignal.any([signal, cut]) }));
}

const partOf = ({ interrupts: _, ...part }: Messages["reply/say"]): Part => part;
/** In its quiet hours a room answers softly; what wakes somebody stays as loud as it was set. */
function loudnessOf(house: Dialogue, { site, reason }: TurnRequest): Pick<ReplyOptions, "gain"> {
  const gain = reason === "alarm" ? undefined : gainIn(house, site, Date.now());
  return gain === undefined ? {} : { gain };
}
