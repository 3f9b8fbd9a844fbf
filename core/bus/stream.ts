/** The byte stream under an MQTT connection, TCP or WebSocket, without Nagle's delay. */
import { connect, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { createWebSocketStream, WebSocket } from "ws";
import { Fault } from "../contract/index.ts";

/** Bytes that may wait in this process before the connection counts as congested. */
const highWaterMark = 1024 * 1024;

/** How to open a stream to `mqtt://host:port`, `mqtts://…`, `ws://…` or `wss://…`. Throws SETTINGS_INVALID for anything else. */
export function streamTo(url: string): () => Duplex {
  const parsed = URL.parse(url);
  const protocol = parsed?.protocol;
  if (parsed && (protocol === "ws:" || protocol === "wss:")) return () => overWebSocket(url);
  if (!parsed || (protocol !== "mqtt:" && protocol !== "mqtts:") || parsed.hostname === "") {
    throw new Fault(
      "SETTINGS_INVALID",
      `"${shown(url)}" is no bus address: write mqtt://HOST:PORT or ws://HOST:PORT.`,
    );
  }
  const port = portIn(url);
  const host = parsed.hostname.replace(/^\[(.*)\]$/, "$1");
  if (protocol === "mqtt:") {
    return () => connect({ host, port, noDelay: true });
  }
  // An address cannot be a server name (RFC 6066 section 3).
  const name = isIP(host) ? {} : { servername: host };
  return () => {
    const socket = connectTls({ host, port, ...name });
    socket.setNoDelay(true);
    return socket;
  };
}

function overWebSocket(url: string): Duplex {
  const socket = new WebSocket(url, "mqtt", { perMessageDeflate: false, handshakeTimeout: 10_000 });
  return createWebSocketStream(socket, {
    readableHighWaterMark: highWaterMark,
    writableHighWaterMark: highWaterMark,
  });
}

const usualPorts: Readonly<Record<string, number>> = {
  "mqtt:": 1883,
  "mqtts:": 8883,
  "ws:": 80,
  "wss:": 443,
};

/** The port of a bus address, its protocol's own where it names none; 0 when it is no address. */
export function portIn(url: string): number {
  const parsed = URL.parse(url);
  return Number(parsed?.port || usualPorts[parsed?.protocol ?? ""] || 0);
}

/** An address without a name or password in it. */
export const shown = (url: string): string => url.slice(0, 200).replace(/\/\/[^/@]*@/, "//");
