/** Plays worlds in a process of its own, whose clocks and chance are not this one's. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Fault } from "../contract/index.ts";
import type { Order, Report } from "./child.ts";
import type { Played } from "./play.ts";

const program = fileURLToPath(new URL("./child.ts", import.meta.url));

/** Faults: REPLAY_FAILED with what broke, CANCELLED. */
export function runWorlds(order: Order, signal?: AbortSignal): Promise<readonly Played[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Played[]>();
  const child = fork(program, [], {
    execArgv: ["--no-warnings"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const stop = (): void => void child.kill();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  child.once("message", (report: Report) => {
    if ("played" in report) resolve(report.played);
    else reject(new Fault("REPLAY_FAILED", `The replay broke: ${report.failed}`));
  });
  child.once("error", reject);
  child.once("exit", () => {
    signal?.removeEventListener("abort", stop);
    reject(
      signal?.aborted
        ? new Fault("CANCELLED", "The replay was stopped.")
        : new Fault("REPLAY_FAILED", "The replay's process ended before its world did."),
    );
  });
  child.send(order);
  return promise;
}
