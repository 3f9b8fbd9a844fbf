/** What may be said on the bus: its kinds, their bodies, answers and topics. The only code here reads the generated table. */
import type { Answers, Messages } from "./generated.ts";
import { topics } from "./generated.ts";

export type * from "./generated.ts";
export { topics };

/** The name of a message kind, such as `wake/heard`. */
export type Kind = keyof Messages;
/** Kinds that are retained. */
export type StateKind = { [K in Kind]: (typeof topics)[K]["retain"] extends true ? K : never }[Kind];
/** Commands whose sender waits for an answer. */
export type AskedKind = keyof Answers;
type HolesOf<T extends string> = T extends `${string}{${infer H}}${infer Rest}` ? H | HolesOf<Rest> : never;
/** The holes of a kind's topic: `hearsay/{site}/wake/heard` has `{site: string}`. */
export type Where<K extends Kind> = { readonly [H in HolesOf<(typeof topics)[K]["topic"]>]: string };
