/** One child process from fork to exit: orders and answers, what it says, and whether it still lives. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asFault, Fault, faultOf, type Log, problemOf, type Store } from "../contract/index.ts";
import { onLines } from "./lines.ts";
import { beatMs, type Connect, type LoadedThere, type LoadOrder, type Order, type Report } from "./link.ts";

export interface ProcessOptions {
  readonly connect: Connect;
  /** Where transformed sources are kept. */
  readonly cache: string;
  /** Environment of the children; secrets taken out already. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logOf: (part: string) => Log;
  readonly storeOf: (plugin: string) => Store;
  /** A plugin's failure that nobody waited for; `plugin` is empty when it is not known whose. */
  readonly trouble: (plugin: string, fault: Fault) => void;
  /** A process died. `keys`: the loads it took along; `blamed`: the plugin that is the likely cause. */
  readonly crashed: (
    process: string,
    keys: readonly string[],
    fault: Fault,
    blamed: string | undefined,
  ) => void;
  readonly private: boolean;
  /** ms without a sign of life after which a process is killed, six times as long while it loads something; default 10,000. */
  readonly hungMs?: number;
}

export type Calling =
  | { readonly type: "load"; readonly key: string; readonly order: LoadOrder }
  | { readonly type: "drain"; readonly key: string; readonly limit: number }
  | { readonly type: "unload"; readonly key: string };

export interface Forked {
  readonly pid: number | undefined;
  /** ms since 1970. */
  readonly since: number;
  /** Resolves when it takes orders; rejects with PROCESS_CRASHED when it died before. */
  readonly up: Promise<void>;
  /** Rejects with the plugin's fault, or PROCESS_CRASHED. */
  ask(what: Calling): Promise<LoadedThere | undefined>;
  readonly busy: boolean;
  setPrivate(on: boolean): void;
  /** Lets it end by itself, and ends it when it does not. */
  stop(): Promise<void>;
}

/** A death: `blamed` is the plugin that is the likely cause. */
export type OnDeath = (fault: Fault, blamed: string | undefined) => void;

interface Call {
  /** What it loads. */
  readonly plugin: string | undefined;
  resolve(value: LoadedThere | undefined): void;
  reject(fault: Fault): void;
}
interface Live {
  readonly name: string;
  readonly options: ProcessOptions;
  readonly child: ChildProcess;
  readonly calls: Map<number, Call>;
  /** Beats that did not come. */
  missed: number;
  hung: boolean;
  /** The plugin whose exception nobody caught. */
  guilty: string | undefined;
}

const module = fileURLToPath(new URL("./child.ts", import.meta.url));
const endMs = 3000;

export function forkProcess(
  name: string,
  options: ProcessOptions,
  privately: boolean,
  onDeath: OnDeath,
): Forked {
  const child = fork(module, [], {
    // Of each thread: it computes outside of the heap, whose young part would grow to 48 MB and stay.
    execArgv: ["--max-semi-space-size=4"],
    // Halves the start of the process: its modules are compiled once for all starts.
    env: { ...options.env, NODE_COMPILE_CACHE: join(options.cache, "node") } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const live: Live = { name, options, child, calls: new Map(), missed: 0, hung: false, guilty: undefined };
  listen(live, onDeath);
  send(live, { type: "begin", process: name, connect: options.connect, cache: options.cache });
  send(live, { type: "log", private: privately });
  watchBeats(live);
  let count = 0;
  return {
    pid: child.pid,
    since: Date.now(),
    up: upOf(live),
    get busy() {
      return live.calls.size > 0;
    },
    ask: (what) =>
      new Promise((resolve, reject) => {
        const call = ++count;
        const plugin = what.type === "load" ? what.order.name : undefined;
        live.calls.set(call, { plugin, resolve, reject });
        send(live, { ...what, call });
      }),
    setPrivate: (on) => send(live, { type: "log", private: on }),
    stop: () => stop(child),
  };
}

function send({ child }: Live, order: Order): void {
  if (child.connected) child.send(order, () => {});
}

function upOf({ child, name }: Live): Promise<void> {
  const up = new Promise<void>((resolve, reject) => {
    child.on("message", ({ type }: Report) => {
      if (type === "up") resolve();
    });
    child.once("exit", () => reject(new Fault("PROCESS_CRASHED", `The process ${name} did not start.`)));
  });
  up.catch(() => {});
  return up;
}

function listen(live: Live, onDeath: OnDeath): void {
  const { child, name, options } = live;
  const log = options.logOf(`process ${name}`);
  child.on("message", (report: Report) => hear(live, report));
  child.on("error", (error) => log.error("The process could not be started.", { error }));
  if (child.stdout) onLines(child.stdout, (line) => log.debug(line));
  if (child.stderr) onLines(child.stderr, (line) => log.info(line));
  child.on("exit", (code, signal) => {
    const how = live.hung
      ? "did not answer and was ended"
      : `ended unexpectedly (${signal ?? `code ${code}`})`;
    const fault = new Fault("PROCESS_CRASHED", `The process ${name} ${how}.`, { retryable: true });
    const loading = [...live.calls.values()].filter(({ plugin }) => plugin !== undefined);
    onDeath(fault, live.guilty ?? (loading.length === 1 ? loading[0]?.plugin : undefined));
    for (const call of live.calls.values()) call.reject(fault);
  });
}

function hear(live: Live, report: Report): void {
  const { options, calls } = live;
  live.missed = 0;
  if (report.type === "done") {
    const call = calls.get(report.call);
    calls.delete(report.call);
    if (report.problem) call?.reject(faultOf(report.problem));
    else call?.resolve(report.value);
  } else if (report.type === "trouble") {
    const fault = faultOf(report.problem);
    if (fault.code === "PROCESS_CRASHED") live.guilty = report.plugin || undefined;
    else options.trouble(report.plugin, fault);
  } else if (report.type === "say") {
    const { level, plugin, text, facts } = report;
    options.logOf(plugin)[level](text, facts ?? {});
  } else if (report.type === "keep") void keep(live, report);
}

/** The store is the hub's: one writer. */
async function keep(
  live: Live,
  { call, plugin, what, given }: Extract<Report, { type: "keep" }>,
): Promise<void> {
  try {
    const store = live.options.storeOf(plugin);
    const ask = store[what].bind(store) as (...given: readonly unknown[]) => Promise<unknown>;
    send(live, { type: "kept", call, value: await ask(...given) });
  } catch (thrown) {
    send(live, { type: "kept", call, problem: problemOf(asFault(thrown, "STORE_FAILED")) });
  }
}

/** Opening a model holds up the event loop; on a busy machine, for long. */
const loadingFactor = 6;

/** Kills a process whose event loop stands still. Counted in beats of this process, so that a machine's sleep is none. */
function watchBeats(live: Live): void {
  const limit = Math.ceil((live.options.hungMs ?? 10_000) / beatMs);
  const timer = setInterval(() => {
    const loads = [...live.calls.values()].some(({ plugin }) => plugin !== undefined);
    if (++live.missed <= (loads ? limit * loadingFactor : limit)) return;
    clearInterval(timer);
    live.hung = true;
    live.options
      .logOf(`process ${live.name}`)
      .warn("The process does not answer; it is ended.", { pid: live.child.pid });
    live.child.kill("SIGKILL");
  }, beatMs);
  timer.unref();
  live.child.once("exit", () => clearInterval(timer));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const timer = setTimeout(() => child.kill("SIGKILL"), endMs);
  if (child.connected) child.disconnect();
  await ended;
  clearTimeout(timer);
}
