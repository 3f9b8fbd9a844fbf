/** How a command reaches a hub: the one that was named, the one that runs on this machine, or one for this question. */
import { connectBus } from "../bus/remote.ts";
import { fits } from "../bus/topics.ts";
import { type Bus, Fault } from "../contract/index.ts";
import { readRunFile } from "../host/runfile.ts";
import { loadSettings, type SettingsFrom } from "../host/settings/index.ts";
import type { Call } from "./command.ts";
import { createProgress } from "./progress.ts";

export interface OpenedHub extends AsyncDisposable {
  readonly bus: Bus;
  /** It was started for this command and ends with it. */
  readonly own: boolean;
}

export interface OpenOptions {
  /** Sender of what is said, as in the envelope's `by`; a client that --hub gives a name to is that one instead. */
  readonly by: string;
  /** Name of the connection; default: `cli-` and the process's number. */
  readonly client?: string;
  /** Starts a hub when none runs. */
  readonly start?: boolean;
  /** Hears when a connection to a running hub is lost and found again. */
  onConnection?(up: boolean): void;
}

/** Options that `openHub` reads; for the `options` of a command. */
export const hubOptions = {
  hub: { type: "string" },
  data: { type: "string" },
  config: { type: "string" },
} as const;

/**
 * Faults: USAGE for a bad --hub, BUS_UNREACHABLE when it does not answer, HUB_UNREACHABLE when none runs, and those of
 * `startHub`.
 */
export async function openHub(call: Call, options: OpenOptions): Promise<OpenedHub> {
  const { hub } = call.values;
  if (typeof hub === "string") {
    const target = targetOf(hub, call.io.env);
    return await dial(target, call, { ...options, by: senderOf(target, options.by) });
  }
  const from = settingsFrom(call);
  const settings = await loadSettings(from);
  const local = await localHub(settings.data);
  if (local) return await dial(local, call, options);
  if (options.start) return await startOne(call, from);
  throw new Fault("HUB_UNREACHABLE", `No hub runs on ${settings.data}.`);
}

interface Target {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly root?: string;
}

/** A hub lets its users speak in their own name only, and a name that can be no sender is no user of one. */
function senderOf({ username = "" }: Target, by: string): string {
  return by.startsWith("client/") && fits("name", username) ? `client/${username}` : by;
}

/** The address without what is secret in it; a password may come from the environment instead. */
export function targetOf(hub: string, env: Call["io"]["env"]): Target {
  const url = URL.parse(hub.includes("://") ? hub : `mqtt://${hub}`);
  if (!url?.hostname || !["mqtt:", "mqtts:", "ws:", "wss:"].includes(url.protocol)) {
    throw new Fault(
      "USAGE",
      "--hub wants mqtt://NAME:PASSWORD@HOST:PORT, or the same with mqtts, ws or wss.",
    );
  }
  const username = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password) || env.HEARSAY_TOKEN;
  url.username = url.password = "";
  return { url: url.href, ...(username ? { username } : {}), ...(password ? { password } : {}) };
}

function settingsFrom({ values, io }: Call): SettingsFrom {
  const { data, config } = values;
  return {
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  };
}

async function localHub(data: string): Promise<Target | undefined> {
  const facts = await readRunFile(data);
  if (!facts) return undefined;
  const root = facts.root === undefined ? {} : { root: facts.root };
  if (facts.broker) return { ...facts.broker, ...root };
  const host = facts.host === "0.0.0.0" || facts.host === "::" ? "127.0.0.1" : facts.host;
  const reach = host.includes(":") ? `[${host}]` : host;
  return { url: `mqtt://${reach}:${facts.mqtt}`, username: "local", password: facts.token, ...root };
}

/** A person waits: a hub that does not answer by then is not there. */
const reachMs = 4_000;

async function dial(target: Target, { io }: Call, options: OpenOptions): Promise<OpenedHub> {
  const { by, client = `cli-${process.pid}` } = options;
  const bus = await connectBus({ ...target, by, client, signal: io.signal, timeout: reachMs });
  const ear = options.onConnection && bus.onConnection(options.onConnection);
  return {
    bus,
    own: false,
    async [Symbol.asyncDispose]() {
      ear?.[Symbol.dispose]();
      await bus[Symbol.asyncDispose]();
    },
  };
}

/** On free ports, and deaf: a hub that was started for a question must not listen to the room. */
const forOneQuestion = {
  "bus.port": 0,
  "bus.wsPort": 0,
  "http.port": 0,
  "plugins.use.satellite-local.enabled": false,
} as const;

async function startOne({ io, values }: Call, from: SettingsFrom): Promise<OpenedHub> {
  const { startHub } = await import("../hub.ts");
  const progress = createProgress(io, { quiet: values.json === true });
  const hub = await startHub({
    ...from,
    overrides: forOneQuestion,
    quiet: true,
    signal: io.signal,
    onProgress: (now) => progress.show(now),
    onRestriction: (model, text) => io.err(`${model}: ${text}`),
  });
  progress.done();
  await hub.packsReady();
  return { bus: hub.bus, own: true, [Symbol.asyncDispose]: () => hub.close() };
}
