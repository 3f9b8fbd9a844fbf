/** A web socket to a service: what comes as an iterable, sending that waits for the network, and the same faults as a request. */
import type { IncomingMessage } from "node:http";
import type { RawData, WebSocket as Socket } from "ws";
import { Fault } from "../fault.ts";
import { reasonOf, refusalOf, remoteFault } from "./faults.ts";
import { veiled } from "./words.ts";

export interface SocketFacts {
  /** Who is asked, for people. */
  readonly service: string;
  /** ws: or wss:; http: and https: are taken for them. */
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
  /** Its abort closes the socket. */
  readonly signal: AbortSignal;
  /** ms until it is open; default 10,000. */
  readonly timeout?: number;
  readonly secrets?: readonly string[];
}

export interface RemoteSocket extends AsyncDisposable {
  /** Text or bytes; waits while much is unsent. Faults: REMOTE_FAILED when it is closed. */
  send(data: string | Uint8Array): Promise<void>;
  /** Text or bytes as they come, to be read once; ends with a normal close, throws REMOTE_FAILED with any other, and CANCELLED. */
  readonly messages: AsyncIterable<string | Uint8Array>;
  /** Closes it, politely. */
  close(): void;
}

const mostUnsent = 1 << 20;
const longestMessage = 8 << 20;
const mostWaiting = 4096;
const politeMs = 1000;

/** Faults: REMOTE_DENIED, REMOTE_LIMIT, REMOTE_REFUSED, REMOTE_FAILED, CANCELLED. */
export async function openSocket(facts: SocketFacts): Promise<RemoteSocket> {
  const { service, signal, timeout = 10_000, headers = {}, protocols = [] } = facts;
  const { WebSocket } = await import("ws");
  if (signal.aborted) throw cancelled(service);
  const url = new URL(facts.url);
  url.protocol = url.protocol.replace(/^http/, "ws");
  const socket = new WebSocket(url, [...protocols], {
    headers: { ...headers },
    handshakeTimeout: timeout,
    maxPayload: longestMessage,
    perMessageDeflate: false,
  });
  const inbox = createInbox();
  const abort = (): void => {
    inbox.end(cancelled(service));
    socket.terminate();
  };
  signal.addEventListener("abort", abort, { once: true });
  socket.on("message", (data, binary) => void (inbox.put(contentOf(data, binary)) || abort()));
  socket.on("error", (error) => inbox.end(failed(facts, error)));
  socket.on("close", (code, reason) => {
    signal.removeEventListener("abort", abort);
    inbox.end(closeFault(facts, code, reason.toString("utf8")));
  });
  await opened(socket, facts).catch((thrown) => {
    signal.removeEventListener("abort", abort);
    socket.terminate();
    throw thrown;
  });
  return remoteSocket(socket, facts, inbox);
}

function remoteSocket(socket: Socket, { service }: SocketFacts, inbox: Inbox): RemoteSocket {
  const close = (): void => {
    if (socket.readyState >= socket.CLOSING) return;
    socket.close(1000);
    setTimeout(() => socket.terminate(), politeMs).unref();
  };
  return {
    messages: inbox.messages,
    close,
    async send(data) {
      if (socket.readyState !== socket.OPEN) {
        throw inbox.why() ?? remoteFault("REMOTE_FAILED", `${service} has closed the connection.`);
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      // A failure is told by the reader's side too, with its reason.
      socket.send(data, () => resolve());
      if (socket.bufferedAmount > mostUnsent) await promise;
    },
    async [Symbol.asyncDispose]() {
      inbox.end(undefined);
      close();
    },
  };
}

function opened(socket: Socket, facts: SocketFacts): Promise<void> {
  const { service, signal } = facts;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once("open", () => resolve());
  socket.once("unexpected-response", (_request, response) => {
    refusalFrom(response, facts).then(reject);
  });
  socket.once("error", (error) => reject(signal.aborted ? cancelled(service) : failed(facts, error)));
  socket.once("close", () => reject(remoteFault("REMOTE_FAILED", `${service} closed the connection.`)));
  signal.addEventListener("abort", () => reject(cancelled(service)), { once: true });
  return promise;
}

async function refusalFrom(response: IncomingMessage, facts: SocketFacts): Promise<Fault> {
  let body = "";
  try {
    for await (const part of response) {
      body += part;
      if (body.length > 65_536) break;
    }
  } catch {
    // What came of it is enough.
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name] = String(value);
  const secrets = facts.secrets ?? [];
  return refusalOf({ service: facts.service, status: response.statusCode ?? 500, headers, body, secrets });
}

const cancelled = (service: string): Fault => new Fault("CANCELLED", `${service} is no longer asked.`);

function failed({ service, secrets = [] }: SocketFacts, error: Error): Fault {
  return remoteFault("REMOTE_FAILED", `${service} cannot be reached: ${reasonOf(error, { secrets })}.`);
}

/** RFC 6455, 7.4: 1000 is a normal end; 1008 is what services close with when they do not like who asks, or how much. */
function closeFault({ service, secrets = [] }: SocketFacts, code: number, reason: string): Fault | undefined {
  if (code === 1000) return undefined;
  if (code === 1008) return refusalOf({ service, status: 403, body: reason, secrets });
  const words = veiled(reason, { secrets });
  const why = words === "" ? `(${code})` : `(${code}): ${words}`;
  return remoteFault("REMOTE_FAILED", `${service} broke off ${why}.`);
}

function contentOf(data: RawData, binary: boolean): string | Uint8Array {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  return binary ? bytes : bytes.toString("utf8");
}

interface Inbox {
  /** False: more is waiting than anybody will read. */
  put(message: string | Uint8Array): boolean;
  /** The first end counts. */
  end(fault: Fault | undefined): void;
  why(): Fault | undefined;
  readonly messages: AsyncIterable<string | Uint8Array>;
}

function createInbox(): Inbox {
  const waiting: (string | Uint8Array)[] = [];
  let over: { fault: Fault | undefined } | undefined;
  let wake = Promise.withResolvers<void>();
  async function* messages(): AsyncGenerator<string | Uint8Array> {
    while (true) {
      yield* waiting.splice(0);
      if (waiting.length > 0) continue;
      if (over?.fault) throw over.fault;
      if (over) return;
      await wake.promise;
      wake = Promise.withResolvers();
    }
  }
  return {
    put(message) {
      if (over) return true;
      waiting.push(message);
      wake.resolve();
      return waiting.length <= mostWaiting;
    },
    end(fault) {
      over ??= { fault };
      wake.resolve();
    },
    why: () => over?.fault,
    messages: messages(),
  };
}
