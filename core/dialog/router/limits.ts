/** How long a voice may take before it is given up, and before another one is asked beside it. */
import type { Fault, FaultCode } from "../../contract/index.ts";
import type { Provider } from "../directory.ts";

/** A voice of this house that sends nothing for so long is given up, ms: its machine may be busy. */
const localMs = 8000;
/** However slow it says it is, ms. */
const longestMs = 20_000;
/** A service that says nothing of itself, ms until its first sound. */
const remoteFirstMs = 500;
/** A service that breaks off is heard as a pause first, ms. */
const remoteStallMs = 1500;
/** What a service sends at once is looked at for so long before it is heard, ms: what is broken ends early. */
const remoteHoldMs = 60;

export const isRemote = ({ traits }: Pick<Provider, "traits">): boolean => traits.remote === true;

/** ms that it expects to take until its first sound, by its own word. */
function expectedFirst({ traits }: Pick<Provider, "traits">): number | undefined {
  const { firstMs } = traits;
  return typeof firstMs === "number" && firstMs > 0 ? firstMs : undefined;
}

/** ms until its first sound, at most. Where another voice can speak, that one is heard long before. */
export const firstLimit = (provider: Pick<Provider, "traits">): number =>
  Math.min(longestMs, Math.max(localMs, 4 * (expectedFirst(provider) ?? 0)));

/** ms without anything more, at most. */
export const stallLimit = (provider: Pick<Provider, "traits">): number =>
  isRemote(provider) ? remoteStallMs : localMs;

export const holdFor = (provider: Pick<Provider, "traits">): number =>
  isRemote(provider) ? remoteHoldMs : 0;

export interface Lateness {
  /** ms of its first sounds of late: half of them, and 95 of 100. */
  readonly p50?: number | undefined;
  readonly p95?: number | undefined;
}

/** At least and at most so much later than usual another voice is asked, ms. */
const leastLate = 60;
const mostLate = 150;
/** A voice of this house is waited for longer: another one sounds like somebody else, and is no faster on a busy machine. */
const localLate = 3000;

/** ms after which another voice is asked for the same clause. */
export function hedgeAfter(provider: Pick<Provider, "traits">, { p50, p95 }: Lateness): number {
  if (!isRemote(provider)) return Math.max(localLate, (p95 ?? 0) + localLate);
  const usual = p50 ?? expectedFirst(provider) ?? remoteFirstMs;
  return Math.min(usual + mostLate, Math.max(usual + leastLate, p95 ?? 0));
}

/** ms before somebody is asked once more, at least and at most: those who failed together do not come back together. */
const retryFrom = 20;
const retryTo = 80;
/** Who is gone, denied, busy or too slow is not asked again. */
const mendable: ReadonlySet<FaultCode> = new Set<FaultCode>(["REMOTE_FAILED", "OFFLINE", "JOB_FAILED"]);

/** Another moment may mend it. */
export const isMendable = ({ code, retryable }: Fault): boolean => retryable && mendable.has(code);
export const retryWait = (): number => retryFrom + Math.random() * (retryTo - retryFrom);

/** A service may need so long at least for a long utterance, ms. */
const remoteWordsMs = 4000;

/** ms that a recogniser may take for the words it was asked for. `alone`: no other one hears this language. */
export function wordsLimit(provider: Pick<Provider, "traits"> | undefined, alone: boolean): number {
  const least = provider && isRemote(provider) && !alone ? remoteWordsMs : localMs;
  return Math.min(longestMs, Math.max(least, 4 * ((provider && expectedFirst(provider)) ?? 0)));
}
