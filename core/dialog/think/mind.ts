/** What thinking needs between turns: the tools that are lent to the house, and what was spent today. */
import type { Bus, Log, Store } from "../../contract/index.ts";
import { createPurse, type Purse } from "./purse.ts";
import { type Boxes, openBoxes } from "./tools/boxes.ts";
import { createLately, type Lately } from "./tools/lately.ts";

export interface Mind extends AsyncDisposable {
  readonly boxes: Boxes;
  readonly purse: Purse;
  readonly lately: Lately;
}

export interface MindFacts {
  readonly bus: Bus;
  readonly log: Log;
  /** Absent: what was spent is forgotten with this process. */
  readonly store?: Store | undefined;
  readonly timeZone?: string | undefined;
}

export async function openMind({ bus, log, store, timeZone }: MindFacts): Promise<Mind> {
  const boxes = await openBoxes(bus);
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    boxes,
    purse: createPurse({ store, log, timeZone: zone }),
    lately: createLately(),
    [Symbol.asyncDispose]: () => boxes[Symbol.asyncDispose](),
  };
}
