/** The hub's log: JSON lines in a bounded file for programs, short lines on stderr for people. */
import { mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import pino from "pino";
import type { Log } from "../contract/index.ts";
import { plainFacts } from "./facts.ts";

export type Level = "debug" | "info" | "warn" | "error" | "silent";

export interface LogOptions {
  readonly level: Level;
  /** Whether what people say is written. */
  readonly private: boolean;
  /** JSON lines go here; usually DATA/log/hub.log. Absent: nowhere. */
  readonly file?: string;
  /** Nothing on stderr. */
  readonly quiet?: boolean;
  /** Bytes after which the file is rotated; default 5 MiB. Three old ones are kept. */
  readonly maxBytes?: number;
  /** Where the short lines go; default stderr. */
  readonly write?: (line: string) => void;
}

export interface HubLog extends Log, AsyncDisposable {
  /** The same log for a part of the house, named in every line. */
  child(name: string): Log;
  /** Takes effect at once, in children too. */
  set(options: { readonly level?: Level; readonly private?: boolean }): void;
}

type Said = "debug" | "info" | "warn" | "error";
const order: readonly Level[] = ["debug", "info", "warn", "error", "silent"];
const keptFiles = 3;

export function createLog(options: LogOptions): HubLog {
  const file =
    options.file === undefined ? undefined : openFile(options.file, options.maxBytes ?? 5 * 2 ** 20);
  const json = file && pino({ level: "debug", base: null, timestamp: pino.stdTimeFunctions.isoTime }, file);
  const write = options.quiet
    ? undefined
    : (options.write ?? ((line) => void process.stderr.write(`${line}\n`)));
  let { level, private: words } = options;

  function say(said: Said, name: string, text: string, facts: object | undefined): void {
    if (order.indexOf(said) < order.indexOf(level)) return;
    const plain = facts === undefined ? {} : plainFacts(facts);
    json?.[said]({ part: name, ...plain }, text);
    write?.(shortLine(said, name, text, plain));
  }

  function named(name: string): Log {
    return {
      debug: (text, facts) => say("debug", name, text, facts),
      info: (text, facts) => say("info", name, text, facts),
      warn: (text, facts) => say("warn", name, text, facts),
      error: (text, facts) => say("error", name, text, facts),
      private(text, said) {
        if (words) say("info", name, text, said);
      },
    };
  }

  return {
    ...named("hub"),
    child: named,
    set(next) {
      level = next.level ?? level;
      words = next.private ?? words;
    },
    [Symbol.asyncDispose]: async () => file?.close(),
  };
}

/** A file that is renamed to .1, .2, .3 when it is full; the oldest is lost. */
function openFile(path: string, maxBytes: number) {
  mkdirSync(dirname(path), { recursive: true });
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let stream = openStream(path);

  function rotate(): void {
    stream.flushSync();
    stream.end();
    rmSync(`${path}.${keptFiles}`, { force: true });
    for (let n = keptFiles - 1; n >= 0; n--) {
      const old = n === 0 ? path : `${path}.${n}`;
      if (statSync(old, { throwIfNoEntry: false })) renameSync(old, `${path}.${n + 1}`);
    }
    stream = openStream(path);
  }

  return {
    write(line: string) {
      size += Buffer.byteLength(line);
      stream.write(line);
      if (size < maxBytes) return;
      size = 0;
      try {
        rotate();
      } catch {
        // The disk is full or the folder gone: the house goes on without its log.
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        stream.once("close", () => resolve());
        stream.end();
      }),
  };
}

function openStream(path: string) {
  const stream = pino.destination({ dest: openSync(path, "a"), sync: false });
  // A full disk must not end the house.
  stream.on("error", () => {});
  return stream;
}

function shortLine(said: Said, name: string, text: string, facts: Record<string, unknown>): string {
  const time = new Date().toTimeString().slice(0, 8);
  const rest = Object.entries(facts).map(([key, value]) => `${key}=${shortValue(value)}`);
  return [time, said === "info" ? "" : `${said}:`, `${name}:`, text, ...rest].filter(Boolean).join(" ");
}

function shortValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "message" in value) {
    return [...("code" in value ? [value.code] : []), value.message].join(" ");
  }
  return JSON.stringify(value) ?? String(value);
}
