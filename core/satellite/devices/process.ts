/** One run of a recording or playing program: its streams, the last of its complaints, and its end. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { Fault } from "../../contract/index.ts";
import type { CommandLine, Env } from "./tools.ts";

export interface Running {
  readonly input: Writable;
  readonly output: Readable;
  /** Why it ended; undefined when it ended as it should. Never rejects. */
  readonly ended: Promise<Fault | undefined>;
  /** Ends it at once. */
  kill(): void;
}

/** What to do where the programs are there, and no device answers them. */
export const silentRemedy =
  "Check that a microphone and a loudspeaker are connected, that the sound server runs, that this user may use them (group audio), and that no other program holds them.";

const complaintLength = 2_000;
/** Its pipes close after it, and never where a program that it started still has them. */
const lastWordsMs = 200;

/** Starts it; what goes wrong, its absence too, is told by `ended`. */
export function run([program, ...args]: CommandLine, env: Env): Running {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(program, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env,
  });
  let complaint = "";
  let killed = false;
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    complaint = (complaint + text).slice(-complaintLength);
  });
  child.stdin.on("error", () => {});
  const ended = new Promise<Fault | undefined>((resolve) => {
    child.on("error", (cause) => resolve(failed(program, cause.message, cause)));
    const end = (code: number | null, signal: string | null): void => {
      if (killed || code === 0) resolve(undefined);
      else resolve(failed(program, reasonIn(complaint, program) || `it ended with ${code ?? signal}`));
    };
    child.on("close", end);
    child.on("exit", (code, signal) => setTimeout(end, lastWordsMs, code, signal).unref());
  });
  return {
    input: child.stdin,
    output: child.stdout,
    ended,
    kill() {
      killed = true;
      child.kill("SIGKILL");
    },
  };
}

/** The first line that is the program's own; ALSA's library explains at length where it searched. */
function reasonIn(complaint: string, program: string): string {
  const own = complaint.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("ALSA lib"));
  return (own[0] ?? "")
    .replace(/^\[[^\]]*\] /, "")
    .replace(`${program}: `, "")
    .trim();
}

const failed = (program: string, why: string, cause?: unknown): Fault =>
  new Fault("AUDIO_DEVICE_MISSING", `${program}: ${why}`, {
    retryable: true,
    cause,
    // Where it could not be started at all, the code's own remedy fits: install one.
    ...(cause === undefined ? { remedy: silentRemedy } : {}),
  });
