/** The hub's end of the bus: the broker inside, with who may do what, or a broker of the house's own. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { type Rights, startBroker } from "./bus/broker.ts";
import { connectBus } from "./bus/remote.ts";
import { portIn } from "./bus/stream.ts";
import type { Bus, Log } from "./contract/index.ts";
import type { Settings } from "./host/settings/index.ts";

/** How processes of the hub reach the bus. */
export interface Link {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly root: string;
}

export interface HubBus extends AsyncDisposable {
  readonly bus: Bus;
  /** A sender of their own for others in this process. */
  readonly busOf: (by: string) => Bus;
  readonly link: Link;
  /** 0: none, or not known of a broker that is not ours. */
  readonly ports: { readonly mqtt: number; readonly ws: number };
}

/** `token`: the password of the name `local`, for commands of the same user on this machine. Faults: PORT_IN_USE, BUS_UNREACHABLE. */
export function openHubBus(settings: Settings, token: string, log: Log): Promise<HubBus> {
  return settings.bus.url === undefined
    ? embedded(settings, token, log)
    : external(settings, settings.bus.url, log);
}

async function embedded({ bus: wanted }: Settings, token: string, log: Log): Promise<HubBus> {
  const childPassword = randomBytes(24).toString("base64url");
  const own: Readonly<Record<string, { password: string; rights: Rights }>> = {
    local: { password: token, rights: { role: "hub", words: true } },
    process: { password: childPassword, rights: { role: "plugin", words: true } },
  };
  const broker = await startBroker({
    host: wanted.host,
    port: wanted.port,
    wsPort: wanted.wsPort,
    root: wanted.root,
    log,
    authenticate(name, password) {
      const mine = Object.hasOwn(own, name) ? own[name] : undefined;
      if (mine) return same(password, mine.password) ? mine.rights : undefined;
      const client = Object.hasOwn(wanted.clients, name) ? wanted.clients[name] : undefined;
      if (!client || !same(password, client.password.reveal())) return undefined;
      const { role, site, words } = client;
      return { role, words, ...(site === undefined ? {} : { site }) };
    },
  });
  const reach = wanted.host === "0.0.0.0" || wanted.host === "::" ? "127.0.0.1" : wanted.host;
  const link = {
    url: `mqtt://${reach}:${broker.mqttPort}`,
    username: "process",
    password: childPassword,
    root: wanted.root,
  };
  return {
    bus: broker.bus("hub/core"),
    busOf: broker.bus,
    link,
    ports: { mqtt: broker.mqttPort, ws: broker.wsPort },
    [Symbol.asyncDispose]: () => broker.close(),
  };
}

async function external({ bus: wanted }: Settings, url: string, log: Log): Promise<HubBus> {
  const username = wanted.username ?? "";
  const password = wanted.password?.reveal() ?? "";
  const link = { url, username, password, root: wanted.root };
  const { protocol } = new URL(url);
  const overWebSocket = protocol === "ws:" || protocol === "wss:";
  const bus = await connectBus({ ...link, by: "hub/core", client: "hub", log });
  return {
    bus,
    busOf: bus.bus,
    link,
    ports: overWebSocket ? { mqtt: 0, ws: portIn(url) } : { mqtt: portIn(url), ws: 0 },
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  };
}

function same(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
