/** Spends beforehand what the first command would cost more than all others, so that whoever asks right after a start is answered as quickly. */
import type { Log } from "../contract/index.ts";
import { inSlices } from "../flow/slices.ts";
import type { Dialogue } from "./house.ts";

export interface Rehearsed {
  readonly lexicon: Pick<Dialogue["lexicon"], "rehearse">;
  readonly grammars: Pick<Dialogue["grammars"], "prepare">;
  readonly log: Log;
}

/** In these languages, the first one first, while the house goes on. Never rejects. */
export async function rehearse(
  { lexicon, grammars, log }: Rehearsed,
  languages: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const language of new Set(languages)) {
      await inSlices(lexicon.rehearse(language), { signal });
      await grammars.prepare(language);
      signal.throwIfAborted();
    }
  } catch (error) {
    if (!signal.aborted) log.warn("The first command may take longer than others.", { error });
  }
}
