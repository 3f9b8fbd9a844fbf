/** A service on this machine for tests of plugins: answers by script, keeps what it was asked, and can fail in every way a real one does. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";

/** What it was asked. */
export interface Request {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  json<T = Record<string, unknown>>(): T;
  /** Parts of multipart/form-data. */
  form(): Promise<FormData>;
  /** Resolves when the connection is gone before the answer was whole. */
  readonly dropped: Promise<void>;
}

/** A piece of a body; a number: a pause, ms. */
export type Step = string | Uint8Array | number;

/** How it answers. */
export interface Script {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Media type; default that of the body. */
  readonly type?: string;
  /** An object is JSON. A list is sent step by step. */
  readonly body?: string | Uint8Array | object | readonly Step[] | undefined;
  /** ms before it answers. */
  readonly delay?: number;
  /** After the body, in place of an end: the connection is torn, or nothing more comes. Without a body: nothing ever comes. */
  readonly end?: "cut" | "hang";
}
export type Reply = Script | ((request: Request) => Script | Promise<Script>);

export interface RemoteServer extends AsyncDisposable {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** All it was asked, the oldest first. */
  readonly requests: Request[];
  /** The newest; throws where there was none. */
  last(): Request;
  /** How it answers from now on: the list one after the other, its last one for all that follow. */
  answer(...replies: readonly [Reply, ...Reply[]]): void;
  /** Serves web sockets; `refuse`: the upgrade is refused with it. */
  socket(serve: (socket: WebSocket, request: Request) => void, refuse?: Script): void;
  /** Requests that it has not answered to the end. */
  readonly open: number;
}

/** Server-sent events: objects become JSON. */
export const sse = (...events: readonly (object | string)[]): Script => ({
  type: "text/event-stream",
  body: events.map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`),
});

/** Lines of JSON. */
export const ndjson = (...values: readonly object[]): Script => ({
  type: "application/x-ndjson",
  body: values.map((value) => `${JSON.stringify(value)}\n`),
});

export async function remoteServer(...replies: readonly Reply[]): Promise<RemoteServer> {
  const requests: Request[] = [];
  const sockets = new Set<Socket | Duplex>();
  const webSockets = new WebSocketServer({ noServer: true });
  let script: readonly Reply[] =
    replies.length > 0 ? replies : [{ status: 404, body: { error: "no script" } }];
  let serve: ((socket: WebSocket, request: Request) => void) | undefined;
  let refuse: Script | undefined;
  const take = async (request: Request): Promise<Script> => {
    const [reply, ...others] = script;
    if (others.length > 0) script = others;
    return typeof reply === "function" ? await reply(request) : (reply ?? {});
  };
  let open = 0;
  const server = createServer((incoming, response) => {
    open++;
    response.on("close", () => {
      open--;
    });
    receive(incoming, response)
      .then(async (request) => {
        requests.push(request);
        await play(response, await take(request));
      })
      .catch((error) => response.destroy(error));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (incoming, socket, head) => {
    const request = requestOf(incoming, Buffer.alloc(0), new Promise(() => {}));
    requests.push(request);
    if (refuse) return socket.end(rawAnswer(refuse));
    webSockets.handleUpgrade(incoming, socket, head, (opened) => serve?.(opened, request));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    last() {
      const newest = requests.at(-1);
      if (!newest) throw new Error("Nothing was asked.");
      return newest;
    },
    answer(...next) {
      script = next;
    },
    socket(how, no) {
      serve = how;
      refuse = no;
    },
    get open() {
      return open;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of webSockets.clients) socket.terminate();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<Request> {
  const parts: Buffer[] = [];
  const dropped = new Promise<void>((resolve) => {
    response.on("close", () => {
      if (!response.writableFinished) resolve();
    });
  });
  for await (const part of incoming) parts.push(part);
  return requestOf(incoming, Buffer.concat(parts), dropped);
}

function requestOf(incoming: IncomingMessage, body: Buffer, dropped: Promise<void>): Request {
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://localhost");
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: incoming.method ?? "GET",
    path: pathname,
    query: searchParams,
    headers,
    body,
    json: <T>() => JSON.parse(body.toString("utf8")) as T,
    form: () => new Response(new Uint8Array(body), { headers }).formData(),
    dropped,
  };
}

const isSteps = (body: Script["body"]): body is readonly Step[] => Array.isArray(body);

async function play(response: ServerResponse, { status = 200, headers, type, body, delay, end }: Script) {
  if (delay !== undefined) await sleep(delay);
  if (body === undefined && end === "hang") return;
  if (body === undefined && end === "cut") return void response.destroy();
  const steps = isSteps(body) ? body : [wordsOf(body)];
  response.writeHead(status, { "content-type": type ?? typeOf(body), ...headers });
  response.flushHeaders();
  for (const step of steps) {
    if (response.destroyed) return;
    if (typeof step === "number") await sleep(step);
    else await new Promise((resolve) => response.write(step, resolve));
  }
  if (end === "hang") return;
  if (end === "cut") response.destroy();
  else response.end();
}

function wordsOf(body: Exclude<Script["body"], readonly Step[]>): string | Uint8Array {
  if (body === undefined) return "";
  return typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
}

function typeOf(body: Script["body"]): string {
  if (typeof body === "string") return "text/plain";
  return body instanceof Uint8Array || isSteps(body) ? "application/octet-stream" : "application/json";
}

function rawAnswer({ status = 400, headers = {}, body }: Script): string {
  const words = String(wordsOf(isSteps(body) ? "" : body));
  const lines = Object.entries({ ...headers, "content-length": String(Buffer.byteLength(words)) });
  return `HTTP/1.1 ${status} No\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${words}`;
}
