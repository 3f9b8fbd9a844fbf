/** What the hub does for itself once the house listens: the first turn shall not pay for what every turn needs. */
import { prepareChecks } from "./bus/check.ts";
import { Fault } from "./contract/index.ts";
import type { Dialog } from "./dialog/dialog.ts";
import { inSlices } from "./flow/slices.ts";

/** Begins at once, in slices; disposed, it gives up and waits for its last one. */
export function readyUp(dialog: Pick<Dialog, "rehearse">, languages: readonly string[]): AsyncDisposable {
  const stop = new AbortController();
  const { signal } = stop;
  const work = inSlices(prepareChecks(), { signal })
    .catch(() => {})
    .then(() => dialog.rehearse(languages, signal));
  return {
    async [Symbol.asyncDispose]() {
      stop.abort(new Fault("CANCELLED", "The hub ends."));
      await work;
    },
  };
}
