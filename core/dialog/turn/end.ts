/** Brings a turn to its end: says what failed, waits for the answer to sound, keeps what was said, and tells how it went. */
import type { Fault } from "../../contract/index.ts";
import { asFault, problemOf } from "../../contract/index.ts";
import type { Asking } from "../questions/asking.ts";
import type { Talk } from "../questions/talk.ts";
import type { Replied, Reply } from "../reply.ts";
import type { TurnRequest, TurnResult } from "../request.ts";
import { bounded, type TurnRecord } from "../route/trace.ts";
import type { Draft, Ended } from "../route/understand.ts";
import { type HousePhrase, housePhrase } from "../words/index.ts";
import type { Course, Timing } from "./course.ts";

type Finished = Pick<TurnResult, "outcome" | "expects">;

/** `traced`: what follows the turn's trace, until it is told of. */
export async function conclude(
  course: Course,
  ended: Ended,
  { reply, asking, traced }: { readonly reply: Talk; readonly asking: Asking; readonly traced: Disposable },
): Promise<TurnResult> {
  const { request, texts } = course;
  asking.close();
  markTexts(request.trace, texts);
  if (isApologised(course, ended)) apologise(reply, ended.fault, request.language);
  const spoke = request.trace.span("speaking");
  const said = await reply.finish();
  spoke(said.cut === "none" ? undefined : `cut: ${said.cut}`);
  const finished = await tell(course, ended, said, traced);
  const next = asking.next();
  const unheard = unheardOf(said);
  return {
    ...finished,
    reply: course.delivered || said.text,
    heard: said.cut === "none" && said.seconds > 0,
    ...(unheard === "" ? {} : { unheard }),
    ...(next ? { next } : {}),
  };
}

async function tell(course: Course, ended: Ended, said: Replied, traced: Disposable): Promise<Finished> {
  const { house, request, draft, timing } = course;
  const { site, turn, trace, reason, person, signal } = request;
  const { fault } = ended;
  const problem = fault && ended.outcome !== "cancelled" ? { problem: problemOf(fault) } : {};
  const outcome = signal.aborted ? ("cancelled" as const) : ended.outcome;
  const expects = outcome === "done" ? expectedOf(ended) : {};
  // Who speaks over a question may well answer it.
  if (ended.asks) house.memory.asked(site, outcome === "done" || said.cut === "bargeIn");
  if (person !== undefined) house.memory.leave(person, site);
  await remember(course, draft, { outcome, ...problem, ...answered(said) });
  const body = { outcome, timing: rounded(timing), ...problem, ...expects };
  await house.bus.publish("turn/finished", { site }, body, { turn });
  traced[Symbol.dispose]();
  const code = fault === undefined ? {} : { code: fault.code };
  await house.traces.over(trace, { site, reason, outcome, ...code });
  return { outcome, ...expects };
}

const expectedOf = ({ asks, awaits }: Ended): { readonly expects?: "yesNo" | "words" } =>
  asks ? { expects: "yesNo" } : awaits ? { expects: "words" } : {};

/** One stage, however many pieces a skill says its answer in. */
function markTexts(trace: TurnRequest["trace"], texts: readonly number[]): void {
  const [first, ...more] = texts;
  if (first === undefined) return;
  const note = more.length > 0 ? `${texts.length} pieces` : undefined;
  trace.mark("reply text", first, more.at(-1), note);
}

const apologies: Readonly<Record<string, HousePhrase>> = {
  NO_PROVIDER: "deaf",
  PROVIDER_GONE: "deaf",
  SKILL_TIMEOUT: "slow",
  SKILL_GONE: "unsure",
};

/** An ear that was left open fails silently, and nobody is told twice. */
function isApologised(
  { request: { what }, draft }: Course,
  ended: Ended,
): ended is Ended & { readonly fault: Fault } {
  const isUnasked = "listen" in what && what.listen.window !== undefined && draft.text === undefined;
  return ended.outcome === "failed" && ended.fault !== undefined && !ended.told && !isUnasked;
}

function apologise(reply: Pick<Reply, "say">, { code }: Fault, language: string): void {
  reply.say(housePhrase(apologies[code] ?? "failed", language));
}

/** As it is kept: what was said, and how far it was heard. */
const answered = ({ text, heard, cut }: Replied): Pick<TurnRecord, "reply" | "heard"> =>
  cut === "none" ? { reply: bounded(text) } : { reply: bounded(text), heard: bounded(heard) };
const unheardOf = ({ text, heard, cut }: Replied): string =>
  cut === "none" || !text.startsWith(heard) ? "" : text.slice(heard.length).trim();
const rounded = (timing: Timing): Record<string, number> =>
  Object.fromEntries(Object.entries(timing).map(([stage, ms]) => [stage, Math.max(0, Math.round(ms))]));

/** Turns with words are kept, and those in which words were wanted and could not be had. */
async function remember(
  { house, request }: Course,
  { text, provider, parts = [], stages = [], outside }: Draft,
  ended: Pick<TurnRecord, "outcome" | "reply" | "heard" | "problem">,
): Promise<void> {
  const { site, turn, reason, language, what, person } = request;
  const persona = request.persona.name;
  if (reason === "alarm" || reason === "say" || !("listen" in what || "text" in what)) return;
  if (!text && ended.reply === "") return;
  const heard = { text: text ?? "", ...(provider === undefined ? {} : { provider }) };
  const more = { parts, stages, ...(outside ? { outside } : {}) };
  const record = { turn, at: Date.now(), reason, persona, language, ...heard, ...ended, ...more };
  await house.recent
    .add({ site, record, ...(person === undefined ? {} : { person }) })
    .catch((error) => house.log.warn("Could not keep a turn.", { code: asFault(error).code }));
}
