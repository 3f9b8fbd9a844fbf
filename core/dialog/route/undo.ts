/** Takes back what the last turn of a room did, where its skill left word how. */
import { setTimeout as sleep } from "node:timers/promises";
import { asFault, Fault } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import type { TurnRequest } from "../request.ts";
import type { Meaning } from "./meaning.ts";
import type { Undoable } from "./memory.ts";

/** ms that taking back one thing may take. */
const undoWithin = 5000;

/** `all`: everything was; `none`: nothing was done that could be; `failed`: some of it was not. */
export type TakenBack = "all" | "none" | "failed";

/** `of`: only this part of what was done last. Rejects when the turn is cut. */
export async function takeBack(house: Dialogue, request: TurnRequest, of?: Meaning): Promise<TakenBack> {
  const steps = house.memory.takeUndo(request.site, of);
  if (steps.length === 0) return "none";
  const span = request.trace.span("undo");
  let failed = false;
  for (const step of steps) {
    const fault = await undoOne(house, request, step).then(() => undefined, asFault);
    request.signal.throwIfAborted();
    if (!fault) continue;
    failed = true;
    house.log.warn("What was done could not be taken back.", { skill: step.meaning.skill, code: fault.code });
  }
  span(`${steps.length} steps`);
  return failed ? "failed" : "all";
}

async function undoOne(house: Dialogue, request: TurnRequest, step: Undoable): Promise<void> {
  const { site, turn, persona, language, signal } = request;
  const { meaning, instance, job } = step;
  const { skill, intent, slots, text } = meaning;
  const body = { site, skill, intent, slots, text, language, persona: persona.name };
  await using call = await house.calls.start(
    "skill/run",
    instance,
    { ...body, deadline: undoWithin, undoes: job },
    { turn },
  );
  const over = new AbortController();
  const late = sleep(undoWithin, undefined, { signal: AbortSignal.any([signal, over.signal]) }).then(() => {
    throw new Fault("SKILL_TIMEOUT", `${skill} took too long to take back what it did.`);
  });
  late.catch(() => {});
  await Promise.race([call.done, late]).finally(() => over.abort());
}
