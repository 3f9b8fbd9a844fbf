/** Keeps one child process alive: forks it, passes orders and answers, notices that it died or hangs, and waits before the next try. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asFault, Fault, faultOf, type Log, problemOf, type Store } from "../contract/index.ts";
import { onLines } from "./lines.ts";
import { beatMs, type Connect, type LoadedThere, type LoadOrder, type Order, type Report } from "./link.ts";

const module = fileURLToPath(new URL("./child.ts", import.meta.url));
const healthyMs = 60_000;
const longestWait = 30_000;
const idleMs = 5000;
const endMs = 3000;

export interface KeeperOptions {
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
  /** ms before the first restart; it doubles up to 30 s. Default 250. */
  readonly backoffMs?: number;
  /** ms without a sign of life after which a process is killed; default 10,000. */
  readonly hungMs?: number;
}

interface Call {
  readonly key: string;
  readonly plugin: string | undefined;
  resolve(value: LoadedThere | undefined): void;
  reject(fault: Fault): void;
}
type Calling = {
  readonly type: "load" | "drain" | "unload";
  readonly key: string;
  readonly order?: LoadOrder;
  readonly limit?: number;
};

interface Live {
  readonly child: ChildProcess;
  readonly up: Promise<void>;
  readonly calls: Map<number, Call>;
  readonly since: number;
  /** Beats that did not come. */
  missed: number;
  hung: boolean;
  blamed: string | undefined;
}

export interface Keeper extends AsyncDisposable {
  load(key: string, order: LoadOrder): Promise<LoadedThere>;
  drain(key: string, limitMs: number): Promise<void>;
  unload(key: string): Promise<void>;
  setPrivate(): void;
  pid(): number | undefined;
}

export function openKeeper(name: string, options: KeeperOptions, privately: () => boolean): Keeper {
  const log = options.logOf(`process ${name}`);
  /** Loads that live in the process. */
  const keys = new Set<string>();
  const hungBeats = Math.ceil((options.hungMs ?? 10_000) / beatMs);
  let live: Live | undefined;
  let failures = 0;
  let notBefore = 0;
  let count = 0;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;
  /** After two deaths in a row plugins are loaded one by one, so that the one at fault shows. */
  let row: Promise<unknown> = Promise.resolve();

  const send = (to: Live, order: Order): void => {
    if (to.child.connected) to.child.send(order, () => {});
  };

  function begin(): Live {
    const child = fork(module, [], {
      execArgv: [],
      // Halves the start of the process: its modules are compiled once for all starts.
      env: { ...options.env, NODE_COMPILE_CACHE: join(options.cache, "node") } as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const calls = new Map<number, Call>();
    const up = new Promise<void>((resolve, reject) => {
      child.on("message", (report: Report) => {
        if (report.type === "up") resolve();
        hear(next, report);
      });
      child.once("exit", () => reject(new Fault("PROCESS_CRASHED", `The process ${name} did not start.`)));
    });
    up.catch(() => {});
    const next: Live = { child, up, calls, since: Date.now(), missed: 0, hung: false, blamed: undefined };
    child.on("error", (error) => log.error("The process could not be started.", { error }));
    child.on("exit", (code, signal) => died(next, signal ?? `code ${code}`));
    if (child.stdout) onLines(child.stdout, (line) => log.debug(line));
    if (child.stderr) onLines(child.stderr, (line) => log.info(line));
    const { connect, cache } = options;
    send(next, { type: "begin", process: name, connect, cache });
    send(next, { type: "log", private: privately() });
    watchBeats(next, hungBeats, log);
    return next;
  }

  function hear(from: Live, report: Report): void {
    from.missed = 0;
    if (report.type === "done") {
      const call = from.calls.get(report.call);
      from.calls.delete(report.call);
      if (report.problem) call?.reject(faultOf(report.problem));
      else call?.resolve(report.value);
    } else if (report.type === "trouble") {
      const fault = faultOf(report.problem);
      if (fault.code === "PROCESS_CRASHED") from.blamed = report.plugin || undefined;
      else options.trouble(report.plugin, fault);
    } else if (report.type === "say") {
      const { level, plugin, text, facts } = report;
      options.logOf(plugin)[level](text, facts ?? {});
    } else if (report.type === "keep") void keep(from, report);
  }

  async function keep(
    from: Live,
    { call, plugin, what, given }: Extract<Report, { type: "keep" }>,
  ): Promise<void> {
    try {
      const ask = options.storeOf(plugin)[what] as (...given: readonly unknown[]) => Promise<unknown>;
      send(from, { type: "kept", call, value: await ask(...given) });
    } catch (thrown) {
      send(from, { type: "kept", call, problem: problemOf(asFault(thrown, "STORE_FAILED")) });
    }
  }

  function died(dead: Live, how: string): void {
    const fault = new Fault(
      "PROCESS_CRASHED",
      `The process ${name} ${dead.hung ? "did not answer and was ended" : `ended unexpectedly (${how})`}.`,
      { retryable: true },
    );
    if (live === dead) bury(dead, fault);
    for (const call of dead.calls.values()) call.reject(fault);
  }

  function bury(dead: Live, fault: Fault): void {
    live = undefined;
    failures = Date.now() - dead.since > healthyMs ? 0 : failures;
    const wait =
      Math.min(longestWait, (options.backoffMs ?? 250) * 2 ** failures) * (0.75 + Math.random() / 2);
    failures++;
    notBefore = Date.now() + wait;
    const loading = [...dead.calls.values()].filter(({ plugin }) => plugin !== undefined);
    const blamed = dead.blamed ?? (loading.length === 1 ? loading[0]?.plugin : undefined);
    const lost = [...keys];
    keys.clear();
    log.error(fault.message, {
      restartIn: Math.round(wait),
      ...(blamed === undefined ? {} : { plugin: blamed }),
    });
    options.crashed(name, lost, fault, blamed);
  }

  async function ready(): Promise<Live> {
    if (closed) throw new Fault("CANCELLED", `The process ${name} was ended.`);
    clearTimeout(idle);
    if (!live) {
      const wait = notBefore - Date.now();
      if (wait > 0) {
        await new Promise((resolve) => setTimeout(resolve, wait));
        return ready();
      }
      live = begin();
    }
    const now = live;
    await now.up;
    return now;
  }

  function ask(to: Live, what: Calling): Promise<LoadedThere | undefined> {
    return new Promise((resolve, reject) => {
      const call = ++count;
      to.calls.set(call, { key: what.key, plugin: what.order?.name, resolve, reject });
      send(to, { ...what, call } as Order);
    });
  }

  async function load(key: string, order: LoadOrder): Promise<LoadedThere> {
    const to = await ready();
    const there = await ask(to, { type: "load", key, order });
    keys.add(key);
    return there ?? { provides: [], instances: [] };
  }

  function rest(): void {
    clearTimeout(idle);
    if (keys.size > 0 || !live || live.calls.size > 0) return;
    idle = setTimeout(() => void stop(), idleMs);
    idle.unref();
  }

  async function stop(): Promise<void> {
    const last = live;
    live = undefined;
    if (!last || last.child.exitCode !== null || last.child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => last.child.once("exit", () => resolve()));
    const timer = setTimeout(() => last.child.kill("SIGKILL"), endMs);
    if (last.child.connected) last.child.disconnect();
    await ended;
    clearTimeout(timer);
  }

  return {
    load(key, order) {
      const steady = live !== undefined && Date.now() - live.since > healthyMs;
      if (failures < 2 || steady) return load(key, order);
      const mine = row.then(() => load(key, order));
      row = mine.catch(() => {});
      return mine;
    },
    async drain(key, limit) {
      if (live && keys.has(key)) await ask(live, { type: "drain", key, limit });
    },
    async unload(key) {
      if (!live || !keys.delete(key)) return;
      await ask(live, { type: "unload", key });
      rest();
    },
    setPrivate() {
      if (live) send(live, { type: "log", private: privately() });
    },
    pid: () => live?.child.pid,
    async [Symbol.asyncDispose]() {
      closed = true;
      clearTimeout(idle);
      await stop();
    },
  };
}

/** Kills a process whose event loop stands still. Counted in beats of this process, so that a machine's sleep is none. */
function watchBeats(live: Live, limit: number, log: { warn(text: string, facts?: object): void }): void {
  const timer = setInterval(() => {
    if (++live.missed <= limit) return;
    live.hung = true;
    log.warn("The process does not answer; it is ended.", { pid: live.child.pid });
    live.child.kill("SIGKILL");
  }, beatMs);
  timer.unref();
  live.child.once("exit", () => clearInterval(timer));
}
