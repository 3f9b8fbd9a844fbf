/** The broker's two doors, TCP and WebSocket, both without Nagle's delay and with bounded buffers. */
import { createServer as createHttp, type IncomingMessage } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createWebSocketStream, WebSocketServer } from "ws";
import { Fault } from "../contract/index.ts";
import { addressOf, type Gate } from "./gate.ts";
import type { Limits } from "./limits.ts";

export interface Door {
  readonly port: number;
  close(): Promise<void>;
}
export type Accept = (stream: Duplex, address: string) => void;

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Twice the drop mark: a short stall then never fills the stream's own buffer, which would hold aedes up. */
const markOf = (limits: Limits): number => limits.dropMark * 2;

export async function openTcp(place: Place, limits: Limits, gate: Gate, accept: Accept): Promise<Door> {
  const server = createTcp({ noDelay: true, highWaterMark: markOf(limits) });
  const sockets = admit(server, gate);
  server.on("connection", (socket: Socket) => {
    if (!socket.destroyed) accept(socket, addressOf(socket.remoteAddress));
  });
  return listen(server, sockets, place);
}

export async function openWebSocket(place: Place, limits: Limits, gate: Gate, accept: Accept): Promise<Door> {
  const server = createHttp(
    { headersTimeout: limits.connectTimeout, requestTimeout: limits.connectTimeout },
    (_request, response) => {
      response
        .writeHead(426, { Connection: "close", Upgrade: "websocket" })
        .end("MQTT over WebSocket only.\n");
    },
  );
  const sockets = admit(server, gate);
  const highWaterMark = markOf(limits);
  const door = new WebSocketServer({
    server,
    perMessageDeflate: false,
    // One WebSocket message may hold several MQTT packets; each of them is bounded by the packet guard.
    maxPayload: limits.packet * 4,
    handleProtocols: (protocols) => (protocols.has("mqtt") ? "mqtt" : false),
    verifyClient: ({ req }: { req: IncomingMessage }) => isOwnPage(req),
  });
  door.on("connection", (socket, request) => {
    const stream = createWebSocketStream(socket, {
      readableHighWaterMark: highWaterMark,
      writableHighWaterMark: highWaterMark,
    });
    accept(stream, addressOf(request.socket.remoteAddress));
  });
  // What goes wrong before the upgrade concerns only that one peer.
  door.on("wsClientError", (_error, socket) => socket.destroy());
  return listen(server, sockets, place);
}

/** Browsers say which page opens a WebSocket: only pages of this very host may (RFC 6455 section 10.2). */
function isOwnPage({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  const page = URL.parse(headers.origin)?.hostname;
  const here = URL.parse(`http://${headers.host ?? ""}`)?.hostname;
  return page !== undefined && page === here;
}

/** Counts every socket in and out, and turns away what the gate refuses before a byte is read. */
function admit(server: Server, gate: Gate): Set<Socket> {
  const sockets = new Set<Socket>();
  server.prependListener("connection", (socket: Socket) => {
    const address = addressOf(socket.remoteAddress);
    socket.on("error", () => {});
    if (!gate.enter(address)) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      gate.leave(address);
    });
  });
  return sockets;
}

async function listen(server: Server, sockets: Set<Socket>, { host, port }: Place): Promise<Door> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error: NodeJS.ErrnoException) => reject(whyNot(error, host, port)));
  server.listen({ host, port }, resolve);
  await promise;
  // A failed accept (no file descriptors left) must not end the process.
  server.on("error", () => {});
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): Fault {
  const why =
    error.code === "EADDRINUSE"
      ? "another program has it"
      : error.code === "EACCES"
        ? "this user may not open it"
        : error.message;
  return new Fault("PORT_IN_USE", `Port ${port} on ${host} cannot be opened: ${why}.`, { cause: error });
}
