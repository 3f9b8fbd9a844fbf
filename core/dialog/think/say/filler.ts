/** Says that the house still thinks, where it has said nothing for longer than people wait in silence. */
import type { TurnRequest } from "../../request.ts";
import type { HousePhrase } from "../../words/index.ts";

/** ms of silence after which something is said, and then again. */
const patience = [5000, 15_000] as const;
const lookEveryMs = 500;

export interface FillerFacts {
  /** ms since anything was said. */
  silent(): number;
  say(phrase: HousePhrase): void;
}

export function openFiller(
  { pauses }: Pick<TurnRequest, "pauses">,
  { silent, say }: FillerFacts,
): Disposable {
  let told = 0;
  const timer = setInterval(() => {
    const limit = patience[told];
    if (limit === undefined || pauses.held() || silent() < limit) return;
    told++;
    say("still-thinking");
  }, lookEveryMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
