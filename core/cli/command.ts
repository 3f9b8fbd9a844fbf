/** What one `hearsay` command is; core/cli.ts finds it, parses its options and turns faults into words and exit codes. */
import type { ParseArgsOptionsConfig } from "node:util";

export interface Io {
  /** To standard output, with a newline. */
  out(text: string): void;
  /** To standard error, with a newline. */
  err(text: string): void;
  /** Overwrites the last status line on a terminal; elsewhere does nothing. */
  status(text: string): void;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Call {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
  readonly io: Io;
}

export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly about: string;
  /** What --help prints: usage, options, examples. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** It takes nothing but options; other words are refused before it runs. */
  readonly optionsOnly?: true;
  /** Resolves with the exit code: 0 done, 1 failed. A thrown Fault is printed (as JSON with --json); its code decides. */
  run(call: Call): Promise<number>;
}
