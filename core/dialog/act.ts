/** Runs one intent of a skill for a turn, under its deadline; while a skill is being replaced, its next instance gets the job. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Messages } from "../contract/index.ts";
import { asFault, Fault } from "../contract/index.ts";
import { startDeadline } from "../flow/deadline.ts";
import type { Dialogue } from "./house.ts";
import type { TurnRequest } from "./request.ts";

/** How much longer than the skill's own deadline the dialog waits: the way there and back. */
const graceMs = 500;
/** A reloaded or restarted skill is waited for as long as one may take by default: a busy machine starts processes slowly. */
const comebackMs = 8000;
const lookAgainMs = 50;
/** What ends its process so often ends it every time. */
const mostRuns = 3;

interface Found {
  readonly skill: string;
  readonly intent: string;
  readonly slots: Messages["skill/run"]["slots"];
  /** What a language pack answers to it. */
  readonly answer?: Messages["skill/run"]["answer"];
  /** Told of each message that asks a skill for it. */
  readonly began?: (message: string) => void;
}

export interface Done {
  /** Who can take it back, and what it was. */
  readonly undo?: { readonly instance: string; readonly job: string };
}

/**
 * Rejects with the skill's fault, or SKILL_GONE when it went in the middle and may have had its effect: it is run again
 * only where its job was never begun, or its intent says that this is safe.
 */
export async function act(house: Dialogue, request: TurnRequest, text: string, found: Found): Promise<Done> {
  let until = performance.now() + comebackMs;
  let refused = "";
  let runs = 0;
  while (true) {
    const state = house.lexicon.skill(found.skill);
    if (state && state.instance !== refused && house.directory.has(state.instance)) {
      const ran = request.trace.span(`skill ${found.skill}`.slice(0, 48), found.intent);
      const ended = await runOnce(house, request, text, found, state);
      ran("fault" in ended ? `${found.intent}: ${ended.fault.code}` : undefined);
      if (!("fault" in ended)) return ended;
      const { fault, begun } = ended;
      if (fault.code !== "PROVIDER_BUSY" && fault.code !== "PROVIDER_GONE") throw fault;
      if (begun && (++runs === mostRuns || !isRepeatable(request, state, found))) throw unsure(found, fault);
      // Who is busy is done with something soon; until then it is asked again.
      if (fault.code === "PROVIDER_GONE") {
        refused = state.instance;
        until = performance.now() + comebackMs;
      }
    }
    if (performance.now() > until) {
      throw new Fault("SKILL_FAILED", `The skill ${found.skill} is not running, or too busy.`);
    }
    await sleep(lookAgainMs, undefined, { signal: request.signal });
  }
}

/** An alarm that rings twice is better than one that is not heard. */
const isRepeatable = ({ reason }: TurnRequest, state: Messages["skill/state"], { intent }: Found): boolean =>
  reason === "alarm" || state.intents[intent]?.repeatable === true;

const unsure = ({ skill, intent }: Found, cause: Fault): Fault =>
  new Fault(
    "SKILL_GONE",
    `The skill ${skill} ended in the middle of ${intent}; it may have done it or not.`,
    {
      cause,
    },
  );

async function runOnce(
  house: Dialogue,
  request: TurnRequest,
  text: string,
  found: Found,
  state: Messages["skill/state"],
): Promise<{ fault: Fault; begun: boolean } | Done> {
  const { site, turn, persona, language, signal, lastReply, unheard, person } = request;
  const deadline = state.deadline ?? house.settings().skillDeadline;
  const job = {
    site,
    skill: found.skill,
    intent: found.intent,
    slots: found.slots,
    text,
    language,
    persona: persona.name,
    deadline,
    ...(found.answer ? { answer: found.answer } : {}),
    ...(lastReply === undefined ? {} : { lastReply }),
    ...(unheard === undefined ? {} : { unheard }),
    ...(person === undefined ? {} : { person }),
  };
  signal.throwIfAborted();
  await using call = await house.calls.start("skill/run", state.instance, job, { turn });
  found.began?.(call.asked);
  const late = Promise.withResolvers<never>();
  const slow = new Fault("SKILL_TIMEOUT", `The skill ${found.skill} took longer than ${deadline} ms.`);
  using clock = startDeadline(deadline + graceMs, () => late.reject(slow));
  using _paused = request.pauses.join(clock);
  const cut = (): void => late.reject(asFault(signal.reason, "CANCELLED"));
  signal.addEventListener("abort", cut, { once: true });
  if (signal.aborted) cut();
  try {
    await Promise.race([call.done, late.promise]);
    return call.undoable() ? { undo: { instance: call.instance, job: call.job } } : {};
  } catch (error) {
    return { fault: asFault(error), begun: call.begun() };
  } finally {
    signal.removeEventListener("abort", cut);
  }
}
