/** Lets what a skill says and does through while its intent runs, and nothing after it. */
import { Fault } from "../../contract/index.ts";

export interface Gate {
  /** What is sent is part of the job. Rejects with CANCELLED once the gate is shut. */
  pass<T>(send: () => Promise<T>): Promise<T>;
  /** Nothing passes any more; resolves when all that passed has arrived, or failed to. */
  shut(): Promise<void>;
}

/** `refused` is called for everything that comes too late. */
export function openGate(signal: AbortSignal, refused: () => void): Gate {
  const under = new Set<Promise<unknown>>();
  let open = true;
  return {
    async pass(send) {
      if (!open || signal.aborted) {
        refused();
        throw new Fault("CANCELLED", "The skill's time is over; nothing more can be said or done.");
      }
      const sent = send();
      const settled = sent.catch(() => {}).finally(() => under.delete(settled));
      under.add(settled);
      return sent;
    },
    async shut() {
      open = false;
      await Promise.all(under);
    },
  };
}
