/** Fetches from a service outside the house for a skill: bounded in time, size and redirects, and ended with its turn. */
import { Fault, type Fetched, type FetchOptions } from "../../contract/index.ts";
import { type Answer, get } from "../models/http.ts";

const standard = { timeout: 5000, most: 1 << 20 } as const;

/** As `SkillContext.fetch`; rejects with the signal's reason once it is aborted. */
export async function fetchWithin(
  signal: AbortSignal,
  url: string | URL,
  options: FetchOptions = {},
): Promise<Fetched> {
  const { timeout = standard.timeout, most = standard.most, headers = {} } = options;
  const address = addressOf(url);
  const late = AbortSignal.timeout(timeout);
  const either = AbortSignal.any([signal, late]);
  let answer: Answer | undefined;
  try {
    either.throwIfAborted();
    answer = await get(address.href, headers, either);
    return await read(answer, address.host, most);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (late.aborted) throw failed(`${address.host} did not answer within ${timeout} ms.`, true, cause);
    throw asService(cause, address.host, answer !== undefined);
  } finally {
    answer?.body.destroy();
  }
}

const failed = (message: string, retryable: boolean, cause?: unknown): Fault =>
  new Fault("SERVICE_FAILED", message, { retryable, cause });

function addressOf(url: string | URL): URL {
  try {
    const address = new URL(url);
    if (address.protocol === "http:" || address.protocol === "https:") return address;
    throw failed(`${address.protocol} is not a way to reach a service; use http or https.`, false);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw failed("The address of the service is not a URL.", false, cause);
  }
}

async function read({ status, headers, body }: Answer, host: string, most: number): Promise<Fetched> {
  if (status < 200 || status > 299) {
    throw failed(`${host} answered with status ${status}.`, status >= 500 || status === 429);
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw failed(`${host} sent more than ${most} bytes.`, false);
    parts.push(part);
  }
  const type = headers["content-type"] ?? "";
  const text = decoded(Buffer.concat(parts), type);
  return {
    status,
    type: (type.split(";")[0] ?? "").trim().toLowerCase(),
    text,
    json() {
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw failed(`${host} sent what is no JSON.`, true, cause);
      }
    },
  };
}

/** By the charset of its type, else as XML names it, else UTF-8; what is no charset is passed over. */
function decoded(bytes: Buffer, type: string): string {
  const head = bytes.subarray(0, 200).toString("latin1");
  const named = /charset="?([\w-]+)/i.exec(type)?.[1] ?? /<\?xml[^>]*encoding=["']([\w-]+)/i.exec(head)?.[1];
  try {
    return new TextDecoder(named ?? "utf-8").decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

function asService(cause: unknown, host: string, answered: boolean): Fault {
  if (!(cause instanceof Fault)) return failed(`${host} broke off while it answered.`, true, cause);
  if (cause.code === "SERVICE_FAILED") return cause;
  const message = `${cause.message.replace(/\.$/, "")}.`;
  if (cause.retryable && !answered) return new Fault("OFFLINE", message, { retryable: true, cause });
  return failed(message, cause.retryable, cause);
}
