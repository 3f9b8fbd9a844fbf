/** Audio tools for tests: small real programs on a PATH of their own, and a sound server without hardware. */
import { spawn, spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Log } from "../../../core/contract/index.ts";

export interface ToolBox extends AsyncDisposable {
  readonly folder: string;
  /** Only its own programs, and what scripts need. */
  readonly env: Readonly<Record<string, string>>;
  /** Adds a shell script. */
  add(program: string, script: string): Promise<void>;
}

export async function toolBox(): Promise<ToolBox> {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-tools-"));
  return {
    folder,
    env: { PATH: folder, BOX: folder },
    async add(program, script) {
      const file = join(folder, program);
      await writeFile(file, `#!/bin/sh\nPATH=/usr/local/bin:/usr/bin:/bin\n${script}\n`);
      await chmod(file, 0o755);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface KeptLog extends Log {
  readonly lines: string[];
}
export function keptLog(): KeptLog {
  const lines: string[] = [];
  const keep = (text: string, facts?: object): void =>
    void lines.push(facts === undefined ? text : `${text} ${JSON.stringify(facts)}`);
  return { lines, debug: keep, info: keep, warn: keep, error: keep, private() {} };
}

export const has = (program: string): boolean =>
  spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

export interface SoundServer extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
}

/** PulseAudio with one sink, whose monitor is the only source: what is played is what is heard. */
export async function startPulse(): Promise<SoundServer> {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-pulse-"));
  await mkdir(join(folder, "run"), { mode: 0o700 });
  const socket = join(folder, "socket");
  const env = {
    PATH: process.env.PATH ?? ["/usr/bin", "/bin"].join(delimiter),
    HOME: folder,
    PULSE_RUNTIME_PATH: join(folder, "run"),
    PULSE_SERVER: `unix:${socket}`,
  };
  const load = [
    "module-null-sink sink_name=loop rate=16000 channels=1",
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
  ];
  const options = ["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"];
  const server = spawn("pulseaudio", [...options, ...load.map((module) => `--load=${module}`)], {
    env,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.on("close", resolve));
  while (server.exitCode === null && spawnSync("pactl", ["info"], { env }).status !== 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    env,
    async [Symbol.asyncDispose]() {
      server.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
