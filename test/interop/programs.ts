/** Runs foreign MQTT clients and reads what they print. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Program extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Lines of standard output so far. */
  readonly lines: readonly string[];
  /** The first line for which `test` holds; rejects when the program ends before it prints one. */
  line(test: (line: string) => boolean): Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Whether a program is there to be run. */
export const has = (name: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

export function start(program: string, args: readonly string[]): Program {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    lines.splice(0, lines.length, ...out.split("\n").slice(0, -1));
    for (const look of waiting) look();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, out, err }));
  return {
    child,
    lines,
    ended,
    line(test) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(test);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(({ code }) => reject(new Error(`${program} ended with ${code}: ${err || out}`)));
      });
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await ended;
    },
  };
}

export const run = (program: string, args: readonly string[]): Promise<Ended> => start(program, args).ended;
