/** The hub itself: time to ready, memory and CPU when nobody speaks, and how late its event loop is while it hears and speaks. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { startHub } from "../../core/hub.ts";
import { askByWav } from "../../core/satellite/ask.ts";
import { readClips, samplesOfClip } from "../kit/clips.ts";

export const name = "hub";
export const about =
  "Start to ready, idle memory and CPU, event-loop delay while one sentence is decoded and another spoken.";

const idleMs = 20_000;
const turnsAtOnce = 2;
const rounds = 5;
const clip = "command/home-18-turn-on-the-living-room-lamp.wav";

type Hub = Awaited<ReturnType<typeof startHub>>;

export async function bench(options: { args: string[]; log(text: string): void }): Promise<object> {
  const data = await mkdtemp(join(tmpdir(), "hearsay-bench-"));
  const overrides = { "bus.port": 0, "bus.wsPort": 0, "http.port": 0 };
  try {
    // The first start in a new folder checks everything; that is not what is measured here.
    await startOf(data);
    const ready = await startOf(data);
    await using hub = await startHub({ env: process.env, data, quiet: true, overrides });
    options.log(`Ready after ${ready.readyMs} ms; idle for ${idleMs / 1000} s.`);
    const idle = await idleOf(hub);
    options.log("Speaking and listening.");
    const busy = await busyOf(hub);
    return { ...ready, idle, busy };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** A start in a process of its own, as `npm start` does it; `hubCpuMs`: what the hub's process computed until it was ready. */
async function startOf(data: string): Promise<{ readyMs: number; hubCpuMs: number | null }> {
  const begun = performance.now();
  const cli = fileURLToPath(new URL("../../core/cli.ts", import.meta.url));
  const args = ["--max-semi-space-size=4", cli, "start", "--port", "0", "--data", data, "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  try {
    await Promise.race([
      once(child.stdout, "data"),
      ended.then(() => Promise.reject(new Error("The hub did not start."))),
    ]);
    const readyMs = Math.round(performance.now() - begun);
    return { readyMs, hubCpuMs: await cpuOf(child.pid ?? 0) };
  } finally {
    child.kill("SIGINT");
    await ended;
  }
}

/** CPU time of another process, ms (proc(5), utime and stime, in hundredths of a second). */
async function cpuOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.length > 12 ? (Number(fields[11]) + Number(fields[12])) * 10 : null;
}

async function idleOf(hub: Hub): Promise<object> {
  const before = process.cpuUsage();
  const begun = performance.now();
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000 / (performance.now() - begun);
  return {
    hubMb: Math.round(process.memoryUsage().rss / 2 ** 20),
    hubCpuPercent: round(cpu * 100),
    childrenMb: Object.fromEntries(
      await Promise.all(
        Object.entries(hub.plugins.pids()).map(async ([name, pid]) => [name, await rssOf(pid)]),
      ),
    ),
  };
}

/** Resident memory of another process, MB (proc(5), field VmRSS). */
async function rssOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

async function busyOf({ bus }: Hub): Promise<object> {
  const clips = readClips();
  const samples =
    clips.clips.length > 0
      ? samplesOfClip(clips, clip)
      : new Int16Array(48_000).map((_, i) => (i * 977) % 9000);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const ask = (site: string) => askByWav({ bus, site, samples, rate: 16_000, wake: false, fast: false });
  await ask("warm");
  delay.enable();
  for (let round = 0; round < rounds; round++) {
    await Promise.all(Array.from({ length: turnsAtOnce }, (_, i) => ask(`room${i}`)));
  }
  delay.disable();
  const ms = (nanoseconds: number): number => round(nanoseconds / 1e6 - 1);
  return {
    turns: rounds * turnsAtOnce,
    eventLoopDelayMs: { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) },
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
