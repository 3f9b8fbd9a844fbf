/** Finds somebody who can take a job now: whoever is away may come back, and whoever is busy is done with something soon. */
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../contract/index.ts";
import type { Directory, Provider, Wanted } from "./directory.ts";

/** A whole house that talks at once is heard within this; then the turn is given up with PROVIDER_BUSY, ms. */
const queueMs = 10_000;
/** What a provider says of itself comes later than its refusal, ms. */
const againMs = 100;

export interface Queue {
  /** The best that is free; undefined when it is aborted. Rejects with NO_PROVIDER, or PROVIDER_BUSY when all stay busy. */
  next(not?: ReadonlySet<string>): Promise<Provider | undefined>;
  /** It said that it is busy: others are asked first, and it is asked again after a moment. */
  refused(provider: Provider): void;
}

/** `comebackMs`: how long somebody who is not there is waited for; `limitMs`: how long somebody who is busy. */
export function queueFor(
  directory: Directory,
  wanted: Omit<Wanted, "not" | "full">,
  comebackMs: number,
  signal: AbortSignal,
  limitMs: number = queueMs,
): Queue {
  const busy = new Set<string>();
  let since: number | undefined;

  async function next(not: ReadonlySet<string> = new Set()): Promise<Provider | undefined> {
    await directory.settled({ ...wanted, not }, signal);
    while (!signal.aborted) {
      const other = directory.choose({ ...wanted, not: new Set([...not, ...busy]) });
      if (other) return other;
      const there = directory.choose({ ...wanted, not, full: true });
      if (!there) {
        const found = await directory.wait({ ...wanted, not }, comebackMs, signal);
        if (found || signal.aborted) return signal.aborted ? undefined : found;
        // Somebody may have come and be busy already.
        if (!directory.choose({ ...wanted, not, full: true })) throw nobody(wanted);
        continue;
      }
      since ??= performance.now();
      if (performance.now() - since > limitMs) throw allBusy(wanted);
      if (there.ready) await sleep(againMs, undefined, { signal }).catch(() => {});
      else await directory.wait({ ...wanted, not }, againMs * 10, signal);
      busy.clear();
    }
    return undefined;
  }

  return { next, refused: ({ instance }) => void busy.add(instance) };
}

type Named = Pick<Wanted, "capability" | "language">;
const nameOf = ({ capability, language }: Named): string =>
  `${capability} provider${language === undefined ? "" : ` for ${language}`}`;

const nobody = (wanted: Named): Fault =>
  new Fault("NO_PROVIDER", `No ${nameOf(wanted)} is ready.`, { retryable: true });

const allBusy = (wanted: Named): Fault =>
  new Fault("PROVIDER_BUSY", `Every ${nameOf(wanted)} is busy.`, { retryable: true });
