/** One server: connected, listened to, and connected again whenever it is lost; a bad one troubles nobody else. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  Client,
  SdkError,
  SdkErrorCode,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { Log, ToolResult, Values } from "hearsay";
import { reasonOf, veiled } from "hearsay/remote";
import { type NamedTool, resultOf, toolsOf } from "./content.ts";
import { type ServerOptions, secretsOf } from "./options.ts";

export interface ServerFacts {
  readonly name: string;
  readonly options: ServerOptions;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Its tools are others than before. */
  changed(): void;
  /** ms before it is tried again the first time; default 1000. */
  readonly pause?: number;
  /** ms between two looks whether it still answers; default 30,000. */
  readonly look?: number;
}

export interface Server extends AsyncDisposable {
  readonly name: string;
  /** Those of now: none while it is away. */
  tools(): readonly NamedTool[];
  /** Never throws: what goes wrong is told to the model. */
  call(tool: string, given: Values, signal: AbortSignal): Promise<ToolResult>;
  /** Resolves when it was tried for the first time. */
  readonly tried: Promise<void>;
}

interface Link {
  readonly client: Client;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
}

const longestPause = 300_000;
const connectWithin = 30_000;
const lastWords = 500;

export function keepServer(facts: ServerFacts): Server {
  const { name, options, log, changed, pause = 1000, look = 30_000 } = facts;
  const own = new AbortController();
  const signal = AbortSignal.any([facts.signal, own.signal]);
  const { promise: tried, resolve: first } = Promise.withResolvers<void>();
  let link: Link | undefined;
  let tools: readonly NamedTool[] = [];
  const take = (next: readonly NamedTool[]): void => {
    const before = JSON.stringify(tools);
    tools = next;
    if (JSON.stringify(tools) !== before) changed();
  };

  async function stay(): Promise<void> {
    const opened = await connect(facts, signal, (list) => take(toolsOf(name, list, options)));
    link = opened;
    try {
      const { tools: list } = await opened.client.listTools({}, { timeout: connectWithin, signal });
      take(toolsOf(name, list, options));
      log.info("A server lends its tools.", { server: name, tools: tools.length });
      first();
      await untilGone(opened, look, signal);
    } finally {
      link = undefined;
      await opened.client.close().catch(() => undefined);
    }
  }

  async function keep(): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      const begun = performance.now();
      const why = await stay().then(
        () => "it ended the connection",
        (thrown) => reasonOf(thrown, { secrets: secretsOf(options) }),
      );
      first();
      if (signal.aborted) return;
      take([]);
      if (performance.now() - begun > longestPause) failures = 0;
      const ms = Math.min(longestPause, pause * 2 ** Math.min(failures, 20)) * (0.75 + Math.random() / 2);
      // One that stays away is told of once in a while, not each time.
      const told = (failures & (failures - 1)) === 0 ? log.warn : log.debug;
      told("A server of tools is away.", { server: name, why, again: `in ${Math.round(ms / 1000)} s` });
      await sleep(ms, undefined, { signal }).catch(() => undefined);
    }
  }
  const kept = keep();

  return {
    name,
    tried,
    tools: () => tools,
    async call(tool, given, asked) {
      if (!link) return { text: `The server ${name} is away.`, failed: true };
      const limits = { timeout: options.timeout, signal: asked };
      try {
        return resultOf(await link.client.callTool({ name: tool, arguments: { ...given } }, limits));
      } catch (thrown) {
        asked.throwIfAborted();
        return { text: `It failed: ${whyOf(thrown, options)}`, failed: true };
      }
    },
    async [Symbol.asyncDispose]() {
      own.abort();
      await kept;
    },
  };
}

function whyOf(thrown: unknown, options: ServerOptions): string {
  if (thrown instanceof SdkError && thrown.code === SdkErrorCode.RequestTimeout) {
    return `no answer within ${options.timeout} ms.`;
  }
  return `${reasonOf(thrown, { secrets: secretsOf(options) })}.`;
}

/** HTTP has no connection that could be lost: whether a server is still there shows when it is asked. */
async function untilGone({ client, closed }: Link, look: number, signal: AbortSignal): Promise<void> {
  const over = closed.then(() => true);
  const ended = new Promise<true>((resolve) => {
    signal.addEventListener("abort", () => resolve(true), { once: true });
  });
  while (!signal.aborted) {
    const timer = new AbortController();
    const later = sleep(look, false, { signal: timer.signal }).catch(() => false);
    const gone = await Promise.race([over, ended, later]);
    timer.abort();
    if (gone || signal.aborted) return;
    await client.listTools({}, { timeout: connectWithin, signal, cacheMode: "refresh" });
  }
}

async function connect(
  { name, options }: ServerFacts,
  signal: AbortSignal,
  heard: (tools: Parameters<typeof toolsOf>[1]) => void,
): Promise<Link> {
  const { transport, words } = transportOf(options);
  const onChanged = (error: Error | null, list: Parameters<typeof toolsOf>[1] | null): void => {
    if (!error && list) heard(list);
  };
  const client = new Client(
    { name: "hearsay", version: "1" },
    {
      listChanged: { tools: { onChanged } },
      // A program is asked in the older way, which all understand: to find out more, it would have to be started twice.
      ...(options.url === undefined ? {} : { versionNegotiation: { mode: "auto" as const } }),
    },
  );
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  client.onclose = () => resolve();
  try {
    await client.connect(transport, { timeout: connectWithin, signal });
  } catch (thrown) {
    await client.close().catch(() => undefined);
    const said = veiled(words(), { secrets: secretsOf(options) });
    throw said === "" ? thrown : new Error(`${name} said: ${said}`, { cause: undefined });
  }
  return { client, closed };
}

/** `words`: the last that a program wrote where programs complain. */
function transportOf(options: ServerOptions): { transport: Transport; words: () => string } {
  const { command, args = [], env = {}, folder, url, key, headers = {} } = options;
  if (url !== undefined) {
    const bearer = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const requestInit = { headers: { ...bearer, ...headers } };
    const transport = new StreamableHTTPClientTransport(new URL(url), {
      requestInit,
      redirectPolicy: "same-origin",
    });
    return { transport, words: () => "" };
  }
  const transport = new StdioClientTransport({
    command: command ?? "",
    args: [...args],
    env: { ...getDefaultEnvironment(), ...env },
    stderr: "pipe",
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  let words = "";
  transport.stderr?.on("data", (data) => {
    words = (words + String(data)).slice(-lastWords);
  });
  return { transport, words: () => words };
}
