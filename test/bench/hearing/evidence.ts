/** Hears sounds both ways and notes what each way gave and took, so that any thresholds can be tried on it afterwards. */
import { type Grammar, plainForm } from "hearsay/voice";
import { createUtterance } from "../../../core/contract/voice/ear/utterance.ts";
import type { Bound } from "../../../plugins/stt-moonshine/bound.ts";
import type { Listener } from "../../../plugins/stt-moonshine/listener.ts";
import {
  type Free,
  isSure,
  known,
  type NearText,
  nearText,
  stands,
  type Thresholds,
} from "../../../plugins/stt-moonshine/second.ts";
import type { House } from "./house.ts";
import type { Sound } from "./sounds.ts";

export interface Evidence {
  readonly sound: Pick<Sound, "clip" | "condition" | "half">;
  readonly free: Free;
  /** The words heard freely need no second hearing. */
  readonly known: boolean;
  readonly near: NearText | undefined;
  readonly bound: Bound | undefined;
  readonly grammar: Grammar;
  readonly house: House;
  /** What was asked for would do; "" when the house cannot be asked so, or nothing was. */
  readonly wanted: string;
  /** ms: hearing freely, looking for near sentences, and hearing along the grammar. */
  readonly took: { readonly free: number; readonly near: number; readonly bound: number };
}

const silence: Free = { text: "", score: 0, tokens: 1 };

/** The listener must have learnt the house's grammar. `wanted`: what a command was to do. */
export async function evidenceOf(
  listener: Listener,
  house: House,
  sound: Sound,
  wanted: string,
): Promise<Evidence> {
  const grammar = listener.grammar();
  if (!grammar) throw new Error("The listener has learnt nothing.");
  const utterance = createUtterance();
  utterance.push(sound.samples);
  const rest = utterance.rest();
  const made = rest && (await listener.evidence(rest));
  const free = made?.free ?? silence;
  const began = performance.now();
  const near = known(grammar, free.text) ? undefined : nearText(grammar, free.text);
  const took = { free: made?.took.free ?? 0, bound: made?.took.bound ?? 0, near: performance.now() - began };
  const { clip, condition, half } = sound;
  return {
    sound: { clip, condition, half },
    free,
    known: plainForm(free.text) !== "" && known(grammar, free.text),
    near,
    bound: made?.bound[0],
    grammar,
    house,
    wanted,
    took,
  };
}

export type Stage = "free" | "nearest" | "grammar";

/** What is taken for said when hearing goes as far as `stage`. */
export function taken(one: Evidence, stage: Stage, limits: Thresholds): { text: string; by: Stage } {
  const { free, near, bound, grammar } = one;
  if (one.known || stage === "free") return { text: free.text, by: "free" };
  if (near && isSure(near, limits)) return { text: near.text, by: "nearest" };
  if (stage === "grammar" && bound && stands(grammar, free, bound, limits))
    return { text: bound.text, by: "grammar" };
  return { text: free.text, by: "free" };
}

/** ms that a second hearing adds under these thresholds. */
export function extraMs(one: Evidence, limits: Thresholds): number {
  if (one.known) return 0;
  return one.near && isSure(one.near, limits) ? one.took.near : one.took.near + one.took.bound;
}
