/** Why an answer was cut travels with the abort of its turn, so that the record of it can tell an interruption from a stop. */
import { Fault } from "../contract/index.ts";

export type Cut = "bargeIn" | "stop";

const cuts = new WeakMap<Fault, Cut>();

/** A CANCELLED fault that knows how it cuts the answer: by somebody who spoke over it, or because it was stopped. */
export function cutFault(cut: Cut, why: string): Fault {
  const fault = new Fault("CANCELLED", why);
  cuts.set(fault, cut);
  return fault;
}

/** How the answer of a turn with this signal was cut; "stop" where nothing was said of it. */
export function cutOf(signal: AbortSignal): Cut {
  const reason: unknown = signal.aborted ? signal.reason : undefined;
  return (reason instanceof Fault ? cuts.get(reason) : undefined) ?? "stop";
}
