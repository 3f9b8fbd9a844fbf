/** The kinds of slot that the sentences of a skill may have, and what fills them. */
import type { Moment, Repeat, TimeOfDay } from "./when.ts";

/** The kinds of slot, and what a filled one is. */
export interface SlotKinds {
  /** Any words. */
  text: string;
  number: number;
  /** ms. */
  duration: number;
  /** Time of day; `open` when it was not said whether before or after noon. */
  time: TimeOfDay;
  /** A day, a time of day, or both, as they were said; `resolveMoment` says when that is. */
  moment: Moment;
  /** How something recurs; `nextOccurrence` says when. */
  repeat: Repeat;
  /** One of the values of the list of the same name in the language file. */
  choice: string;
  /** A device or an area of the house, by its id. */
  device: string;
  area: string;
}
export type SlotKind = keyof SlotKinds;

export interface SlotType<T> {
  readonly kind: SlotKind;
  readonly optional: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Of text: the words may be a sentence, so that an "and" in them begins no other command. */
  readonly sentence?: boolean;
  /** Only for the type checker. */
  readonly meaning?: T;
}
export interface Slot<T> extends SlotType<T> {
  maybe(): SlotType<T | undefined>;
}
export type Slots = Readonly<Record<string, SlotType<unknown>>>;
export type Filled<S extends Slots> = { readonly [K in keyof S]: S[K] extends SlotType<infer T> ? T : never };

function slotOf<K extends SlotKind>(
  kind: K,
  bounds: Pick<SlotType<unknown>, "min" | "max" | "sentence"> = {},
): Slot<SlotKinds[K]> {
  const slot = { kind, optional: false, ...bounds };
  return { ...slot, maybe: () => ({ ...slot, optional: true }) };
}

/** The kinds of slot, to be used in `slots`. */
export const slot = {
  text: (how?: { sentence?: boolean }): Slot<string> => slotOf("text", how),
  number: (bounds?: { min?: number; max?: number }): Slot<number> => slotOf("number", bounds),
  duration: (): Slot<number> => slotOf("duration"),
  time: (): Slot<TimeOfDay> => slotOf("time"),
  moment: (): Slot<Moment> => slotOf("moment"),
  repeat: (): Slot<Repeat> => slotOf("repeat"),
  choice: (): Slot<string> => slotOf("choice"),
  device: (): Slot<string> => slotOf("device"),
  area: (): Slot<string> => slotOf("area"),
};
