/** A log for tests: silent unless DEBUG is set, so that a failing test can be made to talk. */
import type { Log } from "hearsay";

export function testLog(name: string): Log {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (text: string, facts?: object): void => {
      if (process.env.DEBUG) console[level](name, text, facts ?? "");
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    private: write("debug"),
  };
}
