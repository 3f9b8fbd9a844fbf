/** `fetch` for the official library of a service, so that its requests have the time-outs and the faults of all others. */
import { asFault, Fault } from "../fault.ts";
import { reasonOf, refusalOf, remoteFault } from "./faults.ts";
import { wrongContent } from "./read.ts";
import { type RemoteRequest, request } from "./request.ts";

export interface FetchFacts extends Pick<RemoteRequest, "service" | "timeout" | "secrets" | "retries"> {
  /** Media type that an answer must have; another one is REMOTE_CONTENT. */
  readonly type?: string;
}

/** Rejects with faults, for statuses of 400 and above too; libraries wrap them: `faultBehind` finds them again. */
export function fetchOf({ type, ...facts }: FetchFacts): typeof fetch {
  return async (input, init = {}) => {
    const answer = await request({
      ...facts,
      signal: init.signal ?? new AbortController().signal,
      url: input instanceof Request ? input.url : input,
      method: init.method ?? "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === "string" ? { body: init.body } : {}),
    });
    if (type !== undefined && answer.type !== type) throw await wrongContent(answer, type);
    const { status, headers } = answer;
    return new Response(ReadableStream.from(answer.body), { status, headers });
  };
}

/** The fault within what a service's library throws; what it made up itself is read as well as it can be. */
export function faultBehind(
  thrown: unknown,
  { service, secrets = [], signal }: Pick<RemoteRequest, "service" | "secrets" | "signal">,
): Fault {
  if (signal.aborted) return new Fault("CANCELLED", `${service} is no longer asked.`);
  for (let at = thrown, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if (at.name === "Fault") return asFault(at);
  }
  const { error, status } = (thrown ?? {}) as { error?: unknown; status?: unknown };
  if (typeof error === "object" && error !== null) {
    const found = statusOf(error) ?? (typeof status === "number" ? status : 500);
    return refusalOf({ service, status: found, body: JSON.stringify(error), secrets });
  }
  const code = thrown instanceof SyntaxError ? "REMOTE_CONTENT" : "REMOTE_FAILED";
  return remoteFault(code, `${service} gave no answer: ${reasonOf(thrown, { secrets })}.`);
}

/** What kinds of errors services name, and the status each goes with. */
const kinds: readonly (readonly [RegExp, number])[] = [
  [/rate.?limit|quota|exhausted|billing|credit/i, 429],
  [/authenticat|permission|unauthor|api.?key/i, 401],
  [/overloaded|unavailable/i, 503],
  [/invalid|not.?found/i, 400],
];

/** An error in the middle of an answer has no status of its own: the one that it tells in `code`, or that its kind stands for. */
export function statusOf(error: object, depth = 0): number | undefined {
  const { code, status, type, error: inner } = error as Record<string, unknown>;
  const told = [code, status].map(Number).find((number) => number >= 400 && number < 600);
  if (told !== undefined) return told;
  if (depth < 2 && typeof inner === "object" && inner !== null) return statusOf(inner, depth + 1);
  const words = [code, status, type].filter((word) => typeof word === "string").join(" ");
  return kinds.find(([kind]) => kind.test(words))?.[1];
}

/** The items until it is aborted, also where more of them have come already; then CANCELLED. */
export async function* untilAborted<T>(
  items: AsyncIterable<T>,
  { service, signal }: Pick<RemoteRequest, "service" | "signal">,
): AsyncGenerator<T> {
  for await (const item of items) {
    if (signal.aborted) break;
    yield item;
  }
  if (signal.aborted) throw new Fault("CANCELLED", `${service} is no longer asked.`);
}
