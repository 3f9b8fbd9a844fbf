/** Counts one utterance that one recogniser was given, once, in the ledger and for the breaker. */
import type { Fault } from "../../contract/index.ts";
import type { Provider } from "../directory.ts";
import { costOf } from "./account.ts";
import type { Router } from "./facts.ts";
import { binOf } from "./histogram.ts";
import type { Tally } from "./tally.ts";

export interface EarAccount {
  /** Words are wanted now. */
  asked(): void;
  /** It gave some. */
  worked(): void;
  /** `seconds` of sound that it was given; a job that is ended once it gave words did what it should. */
  end(how: Fault | "cancelled" | undefined, seconds: number): void;
}

interface Facts {
  readonly router: Pick<Router, "ledger" | "directory">;
}

/** Of voice activity only the breaker hears. */
export function earAccount({ router }: Facts, provider: Provider, again: boolean): EarAccount {
  const { ledger, directory } = router;
  const { plugin, capability } = provider;
  const note = (more: Partial<Tally>): void => {
    if (capability === "stt") ledger.note("stt", plugin, more);
  };
  let askedAt: number | undefined;
  let first: number | undefined;
  let hasWorked = false;
  note({ requests: 1, ...(again ? { retries: 1 } : {}) });
  directory.begin(provider);
  return {
    asked() {
      askedAt ??= performance.now();
    },
    worked() {
      hasWorked = true;
      if (askedAt !== undefined) first ??= performance.now() - askedAt;
    },
    end(how, seconds) {
      const isFault = how !== undefined && how !== "cancelled";
      const ended: Partial<Tally> = isFault
        ? { failures: { [how.code]: 1 } }
        : how === undefined || hasWorked
          ? { success: 1 }
          : { cancelled: 1 };
      const used = isFault ? {} : { seconds, cost: costOf(provider, 0, seconds) };
      note({ ...ended, ...used, ...(first === undefined ? {} : { first: { [binOf(first)]: 1 } }) });
      if (how === undefined) directory.report(provider, true);
      else if (!isFault || how.code === "PROVIDER_BUSY") directory.release(provider);
      else directory.report(provider, false, how);
    },
  };
}
