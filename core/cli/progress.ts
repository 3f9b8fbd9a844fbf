/** Shows how far a fetch is: one line that is redrawn on a terminal, a plain line now and then elsewhere. */
import type { Progress } from "../host/models/index.ts";
import type { Io } from "./command.ts";

export interface ProgressOptions {
  /** Shows nothing, for --json. */
  readonly quiet?: boolean;
  /** Whether the status line is seen; default: whether standard error is a terminal. */
  readonly terminal?: boolean;
  /** Milliseconds of a steady clock. */
  readonly now?: () => number;
  /** Columns; default: those of the terminal, else 80. */
  readonly columns?: number;
}

export interface ProgressView {
  show(progress: Progress): void;
  /** Clears the line. */
  done(): void;
}

const redrawMs = 100;
const lineMs = 5_000;
/** The rate is that of the last seconds, so that a stall is seen. */
const rateMs = 4_000;
const barWidth = 20;

interface Sample {
  readonly at: number;
  readonly received: number;
}

export function createProgress(io: Pick<Io, "err" | "status">, options: ProgressOptions = {}): ProgressView {
  const { quiet = false, now = () => performance.now() } = options;
  const terminal = options.terminal ?? process.stderr.isTTY === true;
  const columns = (options.columns ?? process.stderr.columns) || 80;
  const samples: Sample[] = [];
  let shownAt = Number.NEGATIVE_INFINITY;
  let shownWhat = "";
  let drawn = false;
  return {
    show(progress) {
      if (quiet) return;
      const at = now();
      samples.push({ at, received: progress.received });
      while (samples[1] && at - samples[1].at > rateMs) samples.shift();
      const what = `${progress.phase} ${progress.model}`;
      const worthALine = progress.phase === "fetching" || progress.phase === "waiting";
      const news = what !== shownWhat && (terminal || worthALine);
      if (!news && at - shownAt < (terminal ? redrawMs : lineMs)) return;
      shownAt = at;
      shownWhat = what;
      if (terminal) {
        drawn = true;
        io.status(fit(lineOf(progress, samples, true), columns));
      } else if (news || progress.total > 0) io.err(lineOf(progress, samples, false));
    },
    done() {
      if (drawn) io.status("");
      drawn = false;
    },
  };
}

const fit = (text: string, columns: number): string =>
  text.length < columns ? text : `${text.slice(0, Math.max(0, columns - 2))}…`;

/** As `fetching NAME [####----] 120 of 380 MB, 31 %, 24.0 MB/s, 11 s left`. */
function lineOf(
  { phase, model, received, total }: Progress,
  samples: readonly Sample[],
  bar: boolean,
): string {
  if (phase === "waiting") return "waiting for another process that fetches models";
  if (total === 0) return `${phase} ${model}`;
  const share = Math.min(1, received / total);
  const mega = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const parts = [`${mega(received)} of ${mega(total)} MB`, `${Math.floor(share * 100)} %`];
  const rate = rateOf(samples);
  if (rate > 0 && received < total) {
    parts.push(`${(rate / 1e6).toFixed(1)} MB/s`, `${timeOf((total - received) / rate)} left`);
  }
  const filled = Math.round(share * barWidth);
  const drawn = bar ? ` [${"#".repeat(filled)}${"-".repeat(barWidth - filled)}]` : ":";
  return `${phase}${drawn} ${parts.join(", ")} (${model})`;
}

/** Bytes a second. */
function rateOf(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < 200) return 0;
  return ((last.received - first.received) * 1000) / (last.at - first.at);
}

function timeOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
