/** Reads the slots of a skill's intents as the bus has them. */
import type { Messages } from "../../bus-schema/index.ts";
import { Fault } from "../contract/fault.ts";
import { type SlotKind, slot } from "../contract/slots.ts";
import type { SlotFacts, Source } from "./compile.ts";

/** A skill's slots as the bus has them; an unknown kind is a fault. */
export function slotsOf(state: Messages["skill/state"]): Source["intents"] {
  return Object.fromEntries(
    Object.entries(state.intents).map(([intent, { slots }]) => [
      intent,
      {
        slots: Object.fromEntries(Object.entries(slots).map(([name, type]) => [name, slotType(name, type)])),
      },
    ]),
  );
}

const kinds: readonly string[] = Object.keys(slot) satisfies readonly string[];

function slotType(name: string, { kind, min, max }: Readonly<Record<string, unknown>>): SlotFacts {
  if (typeof kind !== "string" || !kinds.includes(kind)) {
    throw new Fault("SENTENCE_INVALID", `The slot {${name}} is of no known kind: ${String(kind)}.`);
  }
  return {
    kind: kind as SlotKind,
    ...(typeof min === "number" ? { min } : {}),
    ...(typeof max === "number" ? { max } : {}),
  };
}
