/** A process of plugins: started by the hub, told over IPC what to load, joined to the house by its own bus connections. */
import { connectBus, type RemoteBus } from "../bus/remote.ts";
import { asFault, Fault, faultOf, type Log, problemOf, type Store } from "../contract/index.ts";
import { plainFacts } from "./facts.ts";
import { culprit } from "./late.ts";
import { type Begin, beatMs, type LoadOrder, type Order, type Report, type StoreCall } from "./link.ts";
import { type Loaded, loadAt } from "./load.ts";
import { type Running, run } from "./run.ts";

interface Held {
  readonly running: Running;
}
const crashed = 70;
const linesPerSecond = 200;

let begun: Begin | undefined;
let privately = false;
const held = new Map<string, Held>();
/** The process's connection; its last will ends all providers here. */
let line: Promise<RemoteBus> | undefined;
const folders = new Map<string, string>();
/** The code of the last two loads of each plugin, to go back to when a new one fails. */
const known = new Map<string, { readonly plugin: string; readonly loaded: Loaded }>();
const waiting = new Map<number, { resolve(value: unknown): void; reject(fault: Fault): void }>();
let calls = 0;

function report(what: Report): void {
  if (process.connected) process.send?.(what, undefined, {}, () => {});
}

const trouble = (plugin: string, fault: Fault): void =>
  report({ type: "trouble", plugin, problem: problemOf(fault) });

let second = 0;
let spoken = 0;
/** Lines beyond the limit are lost: a plugin that logs in a loop must not fill the pipe that supervises it. */
function mayLog(): boolean {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) [second, spoken] = [now, 0];
  return spoken++ < linesPerSecond;
}

function logOf(plugin: string): Log {
  const say = (level: "debug" | "info" | "warn" | "error" | "private") => (text: string, facts?: object) => {
    if (!mayLog()) return;
    report({
      type: "say",
      level,
      plugin,
      text,
      ...(facts === undefined ? {} : { facts: plainFacts(facts) }),
    });
  };
  return {
    debug: say("debug"),
    info: say("info"),
    warn: say("warn"),
    error: say("error"),
    private(text, words) {
      if (privately) say("private")(text, words);
    },
  };
}

function storeOf(plugin: string): Store {
  const ask = (what: StoreCall, ...given: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const call = ++calls;
      waiting.set(call, { resolve, reject });
      report({ type: "keep", call, plugin, what, given });
    });
  return {
    get: <T>(key: string) => ask("get", key) as Promise<T | undefined>,
    set: async (key, value) => void (await ask("set", key, value)),
    delete: (key) => ask("delete", key) as Promise<boolean>,
    keys: (prefix = "") => ask("keys", prefix) as Promise<readonly string[]>,
  };
}

function connected(): Promise<RemoteBus> {
  if (!begun)
    throw new Fault("INTERNAL", "A plugin was sent before the process was told how to reach the bus.");
  const { connect, process: client } = begun;
  line ??= connectBus({ ...connect, by: `hub/${client}`, client, log: logOf(`process ${client}`) });
  line.catch(() => {
    line = undefined;
  });
  return line;
}

async function load(key: string, order: LoadOrder) {
  const { place, name } = order;
  folders.set(name, place.folder);
  const earlier = order.again === undefined ? undefined : known.get(order.again)?.loaded;
  const loaded = earlier ?? (await loadAt(place, begun ? { cache: begun.cache } : {}));
  remember(key, name, loaded);
  const bus = (await connected()).bus(`plugin/${name}`);
  const running = await run(loaded, order, {
    bus,
    client: begun?.process ?? "",
    log: logOf(name),
    store: storeOf(name),
    trouble: (fault) => trouble(name, fault),
  });
  held.set(key, { running });
  return { provides: [...running.provides], instances: [...running.instances] };
}

function remember(key: string, plugin: string, loaded: Loaded): void {
  const older = [...known].filter(([, one]) => one.plugin === plugin).map(([old]) => old);
  for (const old of older.slice(0, -1)) known.delete(old);
  known.set(key, { plugin, loaded });
}

async function unload(key: string): Promise<void> {
  const one = held.get(key);
  if (!one) return;
  held.delete(key);
  await one.running[Symbol.asyncDispose]();
}

async function obey(call: number, work: () => Promise<unknown>): Promise<void> {
  try {
    const value = (await work()) as { provides: string[]; instances: string[] } | undefined;
    report({ type: "done", call, ...(value === undefined ? {} : { value }) });
  } catch (thrown) {
    report({ type: "done", call, problem: problemOf(asFault(thrown)) });
  }
}

process.on("message", (order: Order) => {
  if (order.type === "begin") begun = order;
  else if (order.type === "log") privately = order.private;
  else if (order.type === "load") void obey(order.call, () => load(order.key, order.order));
  else if (order.type === "unload") void obey(order.call, () => unload(order.key));
  else if (order.type === "drain")
    void obey(order.call, async () => held.get(order.key)?.running.drain(order.limit));
  else if (order.type === "kept") {
    const asked = waiting.get(order.call);
    waiting.delete(order.call);
    if (order.problem) asked?.reject(faultOf(order.problem));
    else asked?.resolve(order.value);
  }
});

// The hub is gone, by whatever way: nothing here may outlive it.
process.on("disconnect", () => process.exit(0));
// Ctrl-C and a service manager's stop reach the whole group; the hub decides when its children end.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("uncaughtException", (thrown) => {
  const plugin = culprit(thrown, folders);
  const fault = new Fault("PROCESS_CRASHED", `Nobody caught: ${asFault(thrown).message}`, { cause: thrown });
  process.stderr.write(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  setTimeout(() => process.exit(crashed), 500).unref();
  const last: Report = { type: "trouble", plugin: plugin ?? "", problem: problemOf(fault) };
  process.send?.(last, undefined, {}, () => process.exit(crashed));
});
process.on("unhandledRejection", (thrown) => {
  trouble(culprit(thrown, folders) ?? "", asFault(thrown, "JOB_FAILED"));
});

setInterval(() => report({ type: "beat" }), beatMs);
report({ type: "up" });
