/** The hub itself: time to ready, memory and CPU when nobody speaks, and how late its event loop is while it hears and speaks. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
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
    const begun = performance.now();
    await using hub = await startHub({ env: process.env, data, quiet: true, overrides });
    const readyMs = Math.round(performance.now() - begun);
    options.log(`Ready after ${readyMs} ms; idle for ${idleMs / 1000} s.`);
    const idle = await idleOf(hub);
    options.log("Speaking and listening.");
    const busy = await busyOf(hub);
    return { readyMs, idle, busy };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
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
