/** Says why a turn went as it did: what was heard, what is nearest to it, and what broke. */
import type { SkillContext } from "hearsay";
import { nearestName } from "./nearest.ts";
import type { Turn } from "./turns.ts";

export async function explain(context: SkillContext, turn: Turn): Promise<void> {
  const { text, outcome, parts } = turn;
  if (text === "") return context.say("no-words");
  if (outcome === "cancelled") return context.say("cut", { text });
  const problem = turn.problem ?? parts.find((part) => part.problem !== undefined)?.problem;
  if (outcome === "failed" || problem) return explainFault(context, text, problem);
  const unknown = parts.find(({ intent }) => intent === "unknown");
  const { what, room } = unknown?.slots ?? {};
  const name = what ?? room;
  if (unknown && typeof name === "string") return explainName(context, text, name, room !== undefined);
  if (outcome === "missed" || parts.length === 0) return explainMiss(context, turn);
  await context.say("worked", { text, reply: turn.reply });
}

/** Of a thing or a room that is not there: the one that is called most like it. */
async function explainName(
  context: SkillContext,
  text: string,
  said: string,
  isRoom: boolean,
): Promise<void> {
  const { house } = context;
  const things = isRoom
    ? [...house.areas(), ...house.floors(), ...house.sites().map(({ name }) => ({ name, aliases: [] }))]
    : house.devices().filter(({ exposed }) => exposed);
  const name = said.replace(/^(?:the|my|das|die|den|der|dem) /i, "");
  const nearest = nearestName(
    name,
    things.flatMap((thing) => [thing.name, ...(thing.aliases ?? [])]),
  );
  if (nearest === undefined) return context.say("no-such", { text, name });
  await context.say("no-such-nearest", { text, name, nearest });
}

async function explainMiss(context: SkillContext, { text, stages }: Turn): Promise<void> {
  const refused = stages.some(({ verdict }) => verdict === "refused");
  if (refused) return context.say("refused", { text });
  const best = stages
    .flatMap(({ candidates = [] }) => candidates)
    .filter(({ sentence }) => sentence !== undefined)
    .sort((one, other) => other.score - one.score)[0];
  if (best) return context.say("missed-nearest", { text, nearest: best.sentence });
  await context.say("missed", { text });
}

/** Ending of the phrase that says what broke, by the fault's code. */
const reasons: Readonly<Record<string, string>> = {
  SKILL_TIMEOUT: "slow",
  JOB_TIMEOUT: "slow",
  ASK_TIMEOUT: "no-answer",
  NO_PROVIDER: "gone",
  PROVIDER_GONE: "gone",
  PROVIDER_BUSY: "busy",
  QUEUE_FULL: "busy",
  OFFLINE: "offline",
  SERVICE_FAILED: "service",
  SKILL_GONE: "broken",
  SKILL_FAILED: "broken",
  JOB_FAILED: "broken",
};

async function explainFault(context: SkillContext, text: string, problem: Turn["problem"]): Promise<void> {
  await context.say(`why-${reasons[problem?.code ?? ""] ?? "other"}`, { text });
  if (problem) await context.say("code", { code: problem.code.replaceAll("_", " ").toLowerCase() });
}
