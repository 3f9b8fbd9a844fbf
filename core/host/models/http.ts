/** One GET for a file: follows redirects, keeps to https, goes through the proxy of the environment, notices silence. */
import * as http from "node:http";
import * as https from "node:https";
import { getCACertificates } from "node:tls";
import { Fault } from "../../contract/index.ts";

const silenceMs = 30_000;
const maxRedirects = 5;
const proxyEnv = process.env;

let known: readonly string[] | undefined;

/**
 * Node's own authorities and the system's: where npm reaches its registry through a proxy of the house, so do we.
 * Read only when something is fetched; it takes a while.
 */
export function authorities(): string[] {
  known ??= [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  return [...known];
}

let agents: { readonly "http:": http.Agent; readonly "https:": https.Agent } | undefined;

function agentFor(protocol: "http:" | "https:"): http.Agent {
  agents ??= {
    "http:": new http.Agent({ proxyEnv }),
    "https:": new https.Agent({ proxyEnv, ca: authorities() }),
  };
  return agents[protocol];
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: http.IncomingMessage;
}

const failed = (message: string, retryable: boolean, cause?: unknown): Fault =>
  new Fault("MODEL_FETCH_FAILED", message, { retryable, cause });

/** Throws Fault MODEL_FETCH_FAILED, retryable when the network was at fault. The caller must consume or destroy the body. */
export async function get(
  address: string,
  headers: http.OutgoingHttpHeaders,
  signal?: AbortSignal,
): Promise<Answer> {
  let url = new URL(address);
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const body = await request(url, headers, signal);
    const status = body.statusCode ?? 0;
    const to = body.headers.location;
    if (status < 300 || status > 399 || to === undefined) return { status, headers: body.headers, body };
    body.destroy();
    const next = new URL(to, url);
    if (url.protocol === "https:" && next.protocol !== "https:")
      throw failed(`${url.host} sends on to ${next.protocol}//${next.host}, which is not encrypted`, false);
    url = next;
  }
  throw failed(`${new URL(address).host} sends on too often`, false);
}

function request(url: URL, headers: http.OutgoingHttpHeaders, signal?: AbortSignal) {
  const { protocol } = url;
  if (protocol !== "http:" && protocol !== "https:")
    return Promise.reject(failed(`${protocol} is not a way to fetch a model`, false));
  const client = protocol === "https:" ? https : http;
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const options = { headers: { "accept-encoding": "identity", "user-agent": "hearsay", ...headers } };
    const asked = client.get(url, { ...options, agent: agentFor(protocol), ...(signal ? { signal } : {}) });
    asked.setTimeout(silenceMs, () =>
      asked.destroy(failed(`${url.host} was silent for ${silenceMs / 1000} s`, true)),
    );
    asked.once("response", resolve);
    asked.once("error", (cause: Error) => {
      const own = cause.name === "AbortError" || cause instanceof Fault;
      reject(own ? cause : failed(`${url.host} cannot be reached: ${cause.message}`, true, cause));
    });
  });
}
