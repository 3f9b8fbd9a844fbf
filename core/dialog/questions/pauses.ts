/** Lets the deadlines of a turn stand still while somebody is asked. */
import type { Deadline } from "../../flow/deadline.ts";

export interface Pauses {
  /** Until what is returned is disposed, the deadline stands still with the others. */
  join(deadline: Deadline): Disposable;
  hold(): Disposable;
  /** Somebody is asked now. */
  held(): boolean;
}

export function createPauses(): Pauses {
  const joined = new Map<Deadline, Disposable | undefined>();
  let holds = 0;
  return {
    join(deadline) {
      joined.set(deadline, holds > 0 ? deadline.hold() : undefined);
      return { [Symbol.dispose]: () => void joined.delete(deadline) };
    },
    held: () => holds > 0,
    hold() {
      if (holds++ === 0) for (const deadline of joined.keys()) joined.set(deadline, deadline.hold());
      let held = true;
      return {
        [Symbol.dispose]() {
          if (!held) return;
          held = false;
          if (--holds > 0) return;
          for (const [deadline, hold] of joined) {
            hold?.[Symbol.dispose]();
            joined.set(deadline, undefined);
          }
        },
      };
    },
  };
}
