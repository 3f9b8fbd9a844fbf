/** What can go wrong with a service, in five codes; docs/faults.md says what each means to whoever has the plugin. */
import { Fault, type FaultCode } from "../fault.ts";
import { type Hidden, veiled, wordsOf } from "./words.ts";

export interface Refusal extends Hidden {
  /** Who refused, for people: "OpenAI". */
  readonly service: string;
  /** HTTP's. */
  readonly status: number;
  readonly headers?: Headers | Readonly<Record<string, string>>;
  /** The answer's body. */
  readonly body?: string;
}

/** Longer than any free tier makes one wait. */
const longestWait = 31 * 86_400_000;
const spent = /quota|credit|insufficient.{0,12}(fund|balance)|rate.?limit|exceeded.{0,24}limit|billing/i;

/** The fault that an answer with an error's status stands for. */
export function refusalOf(refusal: Refusal): Fault {
  const { service, status, body = "" } = refusal;
  const said = wordsOf(body, refusal);
  const code = codeOf(status, body);
  const retryAfter = code === "REMOTE_LIMIT" || code === "REMOTE_FAILED" ? waitOf(refusal) : undefined;
  const wait = retryAfter === undefined ? "" : ` It asks to wait ${Math.ceil(retryAfter / 1000)} s.`;
  const message = `${service} answered ${status}${said === "" ? "." : `: ${said}`}${wait}`;
  return remoteFault(code, message, retryAfter === undefined ? {} : { retryAfter });
}

/** A fault of a service. `retryable`: another provider may do better, even where this one never will. */
export function remoteFault(
  code: Extract<FaultCode, `REMOTE_${string}`>,
  message: string,
  facts: { retryAfter?: number; cause?: unknown } = {},
): Fault {
  return new Fault(code, message, { ...facts, retryable: true });
}

/** Whether a service refused because it has nothing of the name that it was asked for; some say so with 400. */
export const isUnknown = ({ code, message }: Fault): boolean =>
  code === "REMOTE_REFUSED" && /answered 404\b|not[ _]found|(does not|doesn't) exist/i.test(message);

function codeOf(status: number, body: string): Extract<FaultCode, `REMOTE_${string}`> {
  if (status === 402 || status === 429) return "REMOTE_LIMIT";
  // Some services say with these that the month's share is used up.
  if (status === 401 || status === 403) return spent.test(body) ? "REMOTE_LIMIT" : "REMOTE_DENIED";
  if (status === 408 || status >= 500) return "REMOTE_FAILED";
  return "REMOTE_REFUSED";
}

/** How long a service asks to be left alone, ms: the header Retry-After (RFC 9110, 10.2.3), retry-after-ms, or Google's RetryInfo. */
function waitOf({ headers, body = "" }: Refusal): number | undefined {
  const all = new Headers(headers);
  const ms = Number(all.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return Math.round(Math.min(ms, longestWait));
  const after = all.get("retry-after");
  if (after !== null) {
    const seconds = /^\s*\d+(\.\d+)?\s*$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
    if (Number.isFinite(seconds)) return Math.round(Math.min(Math.max(0, seconds), longestWait));
  }
  const delay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  return delay === undefined ? undefined : Math.round(Math.min(Number(delay) * 1000, longestWait));
}

/** What a failed connection says of itself, in few words: Node hides it in causes. */
export function reasonOf(thrown: unknown, hidden: Hidden): string {
  let reason = "";
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    const { code } = at as { code?: unknown };
    const [first] = at instanceof AggregateError ? (at.errors as unknown[]) : [];
    const more = first instanceof Error ? first.message : "";
    reason = at.message || more || (typeof code === "string" ? code : reason);
  }
  return veiled(reason || String(thrown), hidden);
}
