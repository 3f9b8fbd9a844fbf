/** What the bus tests share: a broker on loopback with a client of every role, raw MQTT, and Mosquitto where it is. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Duplex } from "node:stream";
import { generate, type Packet, parser } from "mqtt-packet";
import { createWebSocketStream, WebSocket } from "ws";
import { type Broker, type Limits, type Rights, startBroker } from "../../../core/bus/broker.ts";
import { connectBus, type RemoteBus } from "../../../core/bus/remote.ts";
import { testLog } from "../../kit/log.ts";

/** Who may come in, by name; the password of all is `secret`. */
const users: Readonly<Record<string, Rights>> = {
  hub: { role: "hub" },
  speech: { role: "plugin" },
  kitchen: { role: "satellite", site: "kitchen" },
  den: { role: "satellite", site: "den" },
  guest: { role: "client" },
  owner: { role: "client", words: true },
};

export const password = "secret";

export const openBroker = (limits: Partial<Limits> = {}, root?: string): Promise<Broker> =>
  startBroker({
    host: "127.0.0.1",
    port: 0,
    wsPort: 0,
    ...(root === undefined ? {} : { root }),
    log: testLog("broker"),
    authenticate: (name, said) => (said === password ? users[name] : undefined),
    limits,
  });

export const tcp = ({ mqttPort }: Broker): string => `mqtt://127.0.0.1:${mqttPort}`;
export const ws = ({ wsPort }: Broker): string => `ws://127.0.0.1:${wsPort}`;

/** A typed client that is let in as this user. */
export const joinAs = (url: string, user: string, by = `plugin/${user}`): Promise<RemoteBus> =>
  connectBus({ url, by, client: user, username: user, password, log: testLog(user) });

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something is so; after `limit` ms it throws. */
export async function until(so: () => boolean, limit = 10_000): Promise<void> {
  const end = Date.now() + limit;
  while (!so()) {
    if (Date.now() > end) throw new Error(`Not so after ${limit} ms: ${so}`);
    await pause(5);
  }
}

export interface Raw {
  readonly socket: Duplex;
  readonly packets: Packet[];
  send(packet: Packet): void;
  readonly closed: boolean;
}

/** A bare MQTT connection over TCP that can say anything. */
export const openRaw = (port: number): Raw => rawOver(connect({ host: "127.0.0.1", port, noDelay: true }));

/** The same over WebSocket. */
export const openRawWs = (port: number): Raw =>
  rawOver(createWebSocketStream(new WebSocket(`ws://127.0.0.1:${port}`, "mqtt")));

function rawOver(socket: Duplex): Raw {
  const packets: Packet[] = [];
  let closed = false;
  const reader = parser({ protocolVersion: 4 });
  reader.on("packet", (packet) => packets.push(packet));
  socket.on("data", (bytes) => void reader.parse(bytes));
  socket.on("error", () => {});
  socket.on("close", () => {
    closed = true;
  });
  return {
    socket,
    packets,
    send: (packet) => void socket.write(generate(packet)),
    get closed() {
      return closed;
    },
  };
}

/** The CONNECT of a user, with what a test wants otherwise. */
export const connectPacket = (user: string, more: object = {}): Packet =>
  ({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    clientId: `${user}-raw`,
    keepalive: 60,
    username: user,
    password: Buffer.from(password),
    ...more,
  }) as Packet;

/** A bare connection that was let in. */
export const openRawAs = (port: number, user: string, more: object = {}): Promise<Raw> =>
  enter(openRaw(port), user, more);

export async function enter(raw: Raw, user: string, more: object = {}): Promise<Raw> {
  raw.send(connectPacket(user, more));
  await until(() => raw.packets.length > 0);
  return raw;
}

export const publishPacket = (topic: string, payload: string | Buffer, more: object = {}): Packet =>
  ({ cmd: "publish", topic, payload, qos: 1, messageId: 1, retain: false, dup: false, ...more }) as Packet;

/** The same as JSON on the wire. */
export const envelope = (by: string, body: unknown, id = crypto.randomUUID()): string =>
  JSON.stringify({ id, at: Date.now(), by, body });

/** Where Mosquitto is, or undefined. */
export function mosquittoPath(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, "mosquitto")).find((path) => existsSync(path));
}

export async function freePort(): Promise<number> {
  const server = createServer().listen({ host: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Starts Mosquitto on a free port or the one given, set up as docs say an external broker should be. */
export async function startMosquitto(
  path: string,
  wanted?: number,
): Promise<{ url: string; port: number; pid: number } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-mosquitto-"));
  const port = wanted ?? (await freePort());
  const file = join(folder, "mosquitto.conf");
  const settings = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "set_tcp_nodelay true",
    "max_queued_messages 0",
    "max_inflight_messages 0",
    "max_packet_size 262144",
    "persistence false",
  ];
  await writeFile(file, `${settings.join("\n")}\n`);
  const child = spawn(path, ["-c", file], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await answering(port);
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const socket = connect({ host: "127.0.0.1", port });
    const up = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (up) return;
    await pause(25);
  }
  throw new Error(`Nothing answers on port ${port}.`);
}
