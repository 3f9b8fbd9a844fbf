/** One run of the bus benchmark: a hub that listens, and the load in a process of its own. */
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Bus } from "../../../core/contract/index.ts";
import type { LoadOrder, LoadResult } from "./load.ts";
import { now } from "./now.ts";

export interface Run {
  readonly sent: number;
  readonly heard: number;
  readonly lost: number;
  /** ms from a satellite's socket to the hub's handler. */
  readonly delayMs: Spread;
  /** ms from a question of one satellite to its answer. */
  readonly askMs: Spread;
  readonly unanswered: number;
  /** Percent of one core while streaming. */
  readonly hubCpu: number;
  readonly brokerCpu: number;
  /** ms; how late the hub's event loop ran. */
  readonly loopDelayMs: { readonly p99: number; readonly max: number };
}
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** ms of CPU that a process has used; 0 where /proc tells nothing. Linux counts in hundredths of a second. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

const ownCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const round = (value: number): number => Math.round(value * 100) / 100;

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** `brokerPid`: a broker outside this process; without it the hub and its broker are one. */
export async function measure(hub: Bus, order: LoadOrder, brokerPid?: number): Promise<Run> {
  const delays: number[] = [];
  const ear = await hub.onAudio({ direction: "in" }, ({ at }) => void delays.push(now() - at));
  const answers = await hub.answer("utterance/handle", {}, () => ({ turn: "t" }));
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const child = fork(new URL("load.ts", import.meta.url), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>();
  const cpu = { hub: 0, broker: 0, since: 0, hubShare: 0, brokerShare: 0 };
  child.on("message", (message: LoadResult | "streaming" | "streamed") => {
    if (message === "streaming") {
      loop.enable();
      Object.assign(cpu, { hub: ownCpu(), broker: brokerPid ? cpuOf(brokerPid) : 0, since: now() });
    } else if (message === "streamed") {
      loop.disable();
      const took = now() - cpu.since;
      cpu.hubShare = ((ownCpu() - cpu.hub) / took) * 100;
      cpu.brokerShare = brokerPid ? ((cpuOf(brokerPid) - cpu.broker) / took) * 100 : cpu.hubShare;
    } else resolve(message);
  });
  child.once("exit", (code) => reject(new Error(`the load process ended with ${code}`)));
  child.send(order);
  const { sent, asks, unanswered } = await promise;
  await ear[Symbol.asyncDispose]();
  await answers[Symbol.asyncDispose]();
  return {
    sent,
    heard: delays.length,
    lost: sent - delays.length,
    delayMs: spreadOf(delays),
    askMs: spreadOf(asks),
    unanswered,
    hubCpu: round(cpu.hubShare),
    brokerCpu: round(cpu.brokerShare),
    loopDelayMs: { p99: round(loop.percentile(99) / 1e6), max: round(loop.max / 1e6) },
  };
}
