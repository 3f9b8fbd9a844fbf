/** One request to a service: time-outs, an abort that closes the socket, and faults with the service's own words. */
import { setTimeout as sleep } from "node:timers/promises";
import { asFault, Fault } from "../fault.ts";
import { reasonOf, refusalOf, remoteFault } from "./faults.ts";
import type { Hidden } from "./words.ts";

export interface Timeouts {
  /** ms until the answer begins, the connection included; default 10,000. */
  readonly first?: number;
  /** ms between two pieces of the answer; default as `first`. */
  readonly idle?: number;
  /** ms for all of it; default none. */
  readonly whole?: number;
}

export interface RemoteRequest {
  /** Who is asked, for people: "OpenAI". */
  readonly service: string;
  readonly url: string | URL;
  /** Default: POST where there is something to send, else GET. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is; FormData as multipart/form-data. */
  readonly body?: string | Uint8Array | FormData;
  readonly signal: AbortSignal;
  /** A number: `first`. */
  readonly timeout?: number | Timeouts;
  /**
   * How often it is asked again when it fails before the answer begins: unreachable, 5xx, or a limit that lasts a second.
   * Default 0: another provider may be quicker.
   */
  readonly retries?: number;
  /** Never shown in a fault: the key, in whatever form it is sent. */
  readonly secrets?: readonly string[];
}

/** An answer that is no error. Read it once: with `bytesOf`, `textOf`, `jsonOf`, `eventsOf`, `linesOf` or `speechOf`. */
export interface Answer {
  readonly service: string;
  readonly status: number;
  readonly headers: Headers;
  /** Its media type in small letters, without parameters; "" where it has none. */
  readonly type: string;
  /** Pieces of the body as they come. Breaking off closes the connection. Faults: REMOTE_FAILED (cut, idle), CANCELLED. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly hidden: Hidden;
}

const mostOfAnError = 65_536;
const firstByDefault = 10_000;
const firstPause = 200;
const longestPause = 1000;

/**
 * Asks a service. Ends with `signal`; then the connection is closed. Redirects are not followed: they would take the key
 * elsewhere. Faults: REMOTE_DENIED, REMOTE_LIMIT, REMOTE_REFUSED, REMOTE_FAILED, CANCELLED.
 */
export async function request(asked: RemoteRequest): Promise<Answer> {
  const { retries = 0, service, signal } = asked;
  for (let tried = 0; ; tried++) {
    try {
      return await attempt(asked);
    } catch (thrown) {
      const pause = tried < retries ? pauseAfter(asFault(thrown), tried) : undefined;
      if (pause === undefined || signal.aborted) throw thrown;
      await sleep(pause, undefined, { signal }).catch(() => {
        throw new Fault("CANCELLED", `${service} is no longer asked.`);
      });
    }
  }
}

/** ms to wait before it is asked again, a part of it by chance so that not all come back at once; undefined: it is not asked. */
function pauseAfter(fault: Fault, tried: number): number | undefined {
  const { code, retryAfter } = fault;
  if ((code !== "REMOTE_FAILED" && code !== "REMOTE_LIMIT") || late.has(fault)) return undefined;
  if (code === "REMOTE_LIMIT" && retryAfter === undefined) return undefined;
  if (retryAfter !== undefined) return retryAfter <= longestPause ? retryAfter : undefined;
  return firstPause * 2 ** tried * (0.5 + Math.random());
}

/** Whoever waited in vain once is not made to wait again. */
const late = new WeakSet<Fault>();

async function attempt(asked: RemoteRequest): Promise<Answer> {
  const { service, signal } = asked;
  const timeouts = timeoutsOf(asked.timeout);
  const watch = watchOver(asked, timeouts);
  const hidden: Hidden = { secrets: asked.secrets ?? [], sent: asked.json ?? asked.body };
  try {
    const response = await watch.within(timeouts.first, "did not answer", () => ask(asked, watch.signal));
    const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    const body = bodyOf(response, watch, timeouts.idle);
    const { status, headers } = response;
    const answer = { service, status, headers, type, body, hidden };
    if (status >= 200 && status < 300) return answer;
    throw await refused(answer, asked);
  } catch (thrown) {
    watch.end();
    throw faultOf(thrown, asked, signal, hidden);
  }
}

/** A connection that was kept and closed by the service meanwhile fails before anything was sent: it is asked once more. */
async function ask(asked: RemoteRequest, signal: AbortSignal): Promise<Response> {
  const { json, method, headers } = asked;
  const body = json === undefined ? asked.body : JSON.stringify(json);
  const init = {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { ...(json === undefined ? {} : { "content-type": "application/json" }), ...headers },
    redirect: "manual" as const,
    signal,
    ...(body === undefined ? {} : { body: body as string }),
  };
  try {
    return await fetch(asked.url, init);
  } catch (thrown) {
    const { code } = ((thrown as Error | undefined)?.cause ?? {}) as { code?: string };
    if (signal.aborted || (code !== "UND_ERR_SOCKET" && code !== "ECONNRESET")) throw thrown;
    return await fetch(asked.url, init);
  }
}

async function refused(answer: Answer, { service, url }: RemoteRequest): Promise<Fault> {
  const to = answer.headers.get("location");
  if (answer.status < 400 && to !== null) {
    const place = URL.parse(to, String(url));
    const where = place === null ? "elsewhere" : `to ${place.origin}${place.pathname}`;
    return remoteFault(
      "REMOTE_REFUSED",
      `${service} sends ${where}; put the address that is meant into \`url\`.`,
    );
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer.body) {
      parts.push(part);
      size += part.length;
      if (size > mostOfAnError) break;
    }
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "CANCELLED") return thrown;
  }
  const body = Buffer.concat(parts).toString("utf8");
  return refusalOf({ ...answer.hidden, service, status: answer.status, headers: answer.headers, body });
}

const timeoutsOf = (given: number | Timeouts = {}): { first: number; idle: number; whole?: number } => {
  const { first = firstByDefault, idle, ...rest } = typeof given === "number" ? { first: given } : given;
  return { first, idle: idle ?? first, ...rest };
};

interface Watch {
  /** Aborted by the caller, by a time-out, or at the end. */
  readonly signal: AbortSignal;
  /** Does it, at most for `ms`. */
  within<T>(ms: number, what: string, act: () => Promise<T>): Promise<T>;
  /** What a failure means: the caller's abort, a time-out, or the failure itself. */
  judge(thrown: unknown, words: string): unknown;
  /** Closes the connection. */
  end(): void;
}

function watchOver(asked: RemoteRequest, { whole }: { whole?: number }): Watch {
  const { service, signal } = asked;
  const own = new AbortController();
  const expire = (what: string, ms: number): void => {
    const fault = remoteFault("REMOTE_FAILED", `${service} ${what} within ${ms} ms.`);
    late.add(fault);
    own.abort(fault);
  };
  const cancel = (): void => own.abort(new Fault("CANCELLED", `${service} is no longer asked.`));
  const timer = whole === undefined ? undefined : setTimeout(expire, whole, "was not done", whole);
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel, { once: true });
  return {
    signal: own.signal,
    async within(ms, what, act) {
      const limit = setTimeout(expire, ms, what, ms);
      try {
        return await act();
      } finally {
        clearTimeout(limit);
      }
    },
    judge(thrown, words) {
      if (own.signal.aborted) return own.signal.reason;
      if (thrown instanceof Fault) return thrown;
      const reason = reasonOf(thrown, { secrets: asked.secrets ?? [] });
      return remoteFault("REMOTE_FAILED", `${service} ${words}: ${reason}.`);
    },
    end() {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      own.abort(new Fault("CANCELLED", "over"));
    },
  };
}

function faultOf(thrown: unknown, asked: RemoteRequest, signal: AbortSignal, hidden: Hidden): Fault {
  if (thrown instanceof Fault) return thrown;
  if (signal.aborted) return new Fault("CANCELLED", `${asked.service} is no longer asked.`);
  const place = URL.parse(String(asked.url));
  const where = place === null ? "its address" : place.host;
  return remoteFault(
    "REMOTE_FAILED",
    `${asked.service} cannot be reached at ${where}: ${reasonOf(thrown, hidden)}.`,
  );
}

async function* bodyOf(response: Response, watch: Watch, idle: number): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const step = await watch
        .within(idle, "sent nothing more", () => reader.read())
        .catch((thrown) => {
          throw watch.judge(thrown, "broke off");
        });
      if (step.done) return;
      yield step.value;
    }
  } finally {
    watch.end();
    reader?.cancel().catch(() => undefined);
  }
}
