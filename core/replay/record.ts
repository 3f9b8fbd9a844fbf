/** Writes what is said on a bus into a file, line by line, so that a crash costs the last line at most. */
import { closeSync, openSync, writeSync } from "node:fs";
import { type Kind, topics } from "../../bus-schema/index.ts";
import type { AudioFrame, AudioWhere, Bus, Message } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";
import { type Counts, frameLine, type Head, type Line, writeLine } from "./recording.ts";

/** A file does not grow beyond this, bytes. */
const largest = 512 * 1024 * 1024;
/** Large, and the same in every version: a replay has its own. */
const leftOut: ReadonlySet<Kind> = new Set<Kind>(["skill/state", "grammar/state"]);

export interface RecordOptions {
  readonly file: string;
  readonly head: Head;
  readonly signal: AbortSignal;
  /** Longest, ms. */
  readonly limit?: number;
  readonly largest?: number;
  /** Called when all that is said is heard. */
  began?(): void;
}

/** Resolves with what was written, once the signal aborts or a limit is reached. Faults: USAGE when the file is there or cannot be made, DISK_FULL when it cannot be written on. */
export async function record(bus: Bus, options: RecordOptions): Promise<Counts> {
  const { head, signal, limit = 2 ** 31 - 1 } = options;
  const over = Promise.withResolvers<void>();
  const paper = openPaper(options.file, options.largest ?? largest, (failure) =>
    failure ? over.reject(failure) : over.resolve(),
  );
  over.promise.catch(() => {});
  try {
    paper.write(head);
    await using ears = new AsyncDisposableStack();
    const hear = (message: Message): void => {
      const retained = topics[message.kind].retain && message.at < head.at;
      paper.write(retained ? { ...message, retained: true } : message);
    };
    const kinds = (Object.keys(topics) as Kind[]).filter((kind) => !leftOut.has(kind));
    const opening = kinds.map(async (kind) => {
      const gone = (where: object): void => paper.write({ gone: kind, where, at: Date.now() });
      ears.use(await bus.on(kind, {}, hear as never, gone as never));
    });
    const sound = (frame: AudioFrame, where: AudioWhere): void =>
      paper.write(frameLine(where, frame, Date.now()));
    if (head.audio) {
      for (const direction of ["in", "out"] as const) ears.use(await bus.onAudio({ direction }, sound));
    }
    await Promise.all(opening);
    options.began?.();
    const timer = setTimeout(over.resolve, limit);
    signal.addEventListener("abort", () => over.resolve(), { once: true });
    if (signal.aborted) over.resolve();
    await over.promise;
    clearTimeout(timer);
  } finally {
    paper.close();
  }
  return paper.counts();
}

interface Paper {
  write(line: Head | Line): void;
  counts(): Counts;
  close(): void;
}

/** `full`: nothing more is written, since it is large enough or, with a fault, because the disk refuses. */
function openPaper(file: string, most: number, full: (failure?: Fault) => void): Paper {
  let messages = 0;
  let frames = 0;
  let dropped = 0;
  let bytes = 0;
  let open = true;
  const descriptor = create(file);
  const counts = (): Counts => ({ messages, frames, dropped });
  const put = (line: Head | Line): void => {
    const text = Buffer.from(writeLine(line));
    bytes += text.length;
    for (let at = 0; at < text.length; ) at += writeSync(descriptor, text, at);
  };
  return {
    counts,
    write(line) {
      if (!open) return;
      if (bytes > most) {
        dropped++;
        full();
        return;
      }
      try {
        put(line);
      } catch (cause) {
        open = false;
        closeSync(descriptor);
        full(new Fault("DISK_FULL", `${file} cannot be written on: ${(cause as Error).message}`, { cause }));
        return;
      }
      if ("audio" in line && "frame" in line) frames++;
      else if ("kind" in line) messages++;
    },
    close() {
      if (!open) return;
      open = false;
      put({ end: counts(), at: Date.now() });
      closeSync(descriptor);
    },
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  EACCES: "the folder may not be written to",
  EROFS: "the folder is read-only",
  ENOSPC: "the disk is full",
};

/** For its owner's eyes only: it holds what was said in the house. */
function create(file: string): number {
  try {
    return openSync(file, "wx", 0o600);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? "is there already" : `cannot be made: ${reasons[code ?? ""] ?? code}`;
    throw new Fault("USAGE", `${file} ${why}.`, { cause, remedy: "Name another file for the recording." });
  }
}
