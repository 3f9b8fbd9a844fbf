/** Keeps what skills say for a language model, which makes its own words of it, from being spoken as well. */
import type { Messages } from "../../../contract/index.ts";

export interface Overheard {
  /** Until it is disposed, what is said because of a message is kept. */
  open(): Disposable;
  /** Whether it was kept; else it is for the room. */
  hear(body: Messages["reply/say"], cause: string | undefined): boolean;
  /** What was said because of a message, in order. */
  take(cause: string): readonly string[];
}

export function createOverheard(): Overheard {
  const said = new Map<string, string[]>();
  let open = 0;
  return {
    open() {
      open++;
      return {
        [Symbol.dispose]() {
          open--;
        },
      };
    },
    hear({ text }, cause) {
      if (open === 0 || cause === undefined) return false;
      said.set(cause, [...(said.get(cause) ?? []), text]);
      return true;
    },
    take(cause) {
      const words = said.get(cause) ?? [];
      said.delete(cause);
      return words;
    },
  };
}
