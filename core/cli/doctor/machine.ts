/** Looks at Node, the platform, the memory and the audio devices. */
import { readFile } from "node:fs/promises";
import { arch, platform, totalmem } from "node:os";
import { type AudioDevices, asFault, type Log } from "../../contract/index.ts";
import { openDevices } from "../../satellite/devices/index.ts";
import type { Env } from "../../satellite/devices/tools.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** TypeScript runs from source, and SQLite is part of Node, from here on. */
const oldestNode = 24;
/** What Node 24 and the speech packages need. */
const oldestGlibc = [2, 28] as const;
/** Bytes that a hub and its speech process take at most (0.9, 0.75 and 0.95 GB were measured), with some to spare. */
const memoryOf: Readonly<Record<string, number>> = { standard: 1.2e9, lite: 0.9e9, clean: 1.2e9 };

export function lookAtNode(version: string = process.versions.node): Finding {
  const major = Number(version.split(".")[0]);
  if (major >= oldestNode) return ok("node", `Node ${version}`);
  const remedy = "Run npm ci again: it brings the right Node as a package. Or install Node 24.";
  return fail("node", `Node ${version}; ${oldestNode} or newer is needed`, remedy);
}

export interface PlatformFacts {
  readonly platform: string;
  readonly arch: string;
  /** Undefined where the C library is another one, such as musl. */
  readonly glibc: string | undefined;
}

function thisPlatform(): PlatformFacts {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  return { platform: platform(), arch: arch(), glibc: report?.header?.glibcVersionRuntime };
}

export function lookAtPlatform(facts: PlatformFacts = thisPlatform()): Finding {
  const name = "platform";
  const text = `${facts.platform} ${facts.arch}${facts.glibc ? `, glibc ${facts.glibc}` : ""}`;
  if (facts.platform !== "linux") return warn(name, text, "Only Linux is tested; use it where you can.");
  if (facts.arch !== "x64" && facts.arch !== "arm64")
    return fail(name, text, "The speech packages exist for x64 and arm64 only; use such a machine.");
  if (!facts.glibc)
    return warn(name, `${text}, no glibc`, "The speech packages need glibc; use Debian or the like.");
  const [major = 0, minor = 0] = facts.glibc.split(".").map(Number);
  const [oldMajor, oldMinor] = oldestGlibc;
  if (major < oldMajor || (major === oldMajor && minor < oldMinor))
    return fail(name, text, `glibc ${oldestGlibc.join(".")} or newer is needed; use a newer system.`);
  return ok(name, text);
}

/** Bytes of memory that programs can still have; all of it where that cannot be told. */
export async function freeMemory(): Promise<number> {
  const text = await readFile("/proc/meminfo", "utf8").catch(() => "");
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? totalmem() : Number(kilobytes) * 1024;
}

export function lookAtMemory(free: number, set: string, running: boolean): Finding {
  const need = memoryOf[set] ?? 1.2e9;
  const text = `${Math.round(free / 1e6)} MB available; the set ${set} takes up to ${Math.round(need / 1e6)} MB`;
  if (free >= need || running) return ok("memory", text);
  return warn(
    "memory",
    text,
    set === "lite" ? "Close other programs." : "Use the set lite: models.set in hearsay.yaml.",
  );
}

const probeMs = 2_000;
const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, private() {} };

/** Really records and plays a moment of silence, with the system's own devices unless others are given. */
export async function lookAtAudio(env: Env, devices: AudioDevices = {}): Promise<Finding> {
  const name = "audio";
  try {
    await using opened = await openDevices(devices, { log: quiet, env, patience: probeMs });
    const does = [opened.microphone ? "records" : "", opened.speaker ? "plays" : ""].filter(Boolean);
    return ok(name, `${opened.tool} ${does.join(" and ")}`);
  } catch (thrown) {
    const { message, remedy } = asFault(thrown);
    return warn(name, message, `${remedy} Where only other rooms have sound, let it be.`);
  }
}
