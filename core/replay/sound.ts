/** Finds in a recording what the microphone heard of each turn, so that other ears can hear it. */
import type { Message, Messages } from "../contract/index.ts";
import type { Line } from "./recording.ts";

export interface Heard {
  /** Mono. */
  readonly samples: Int16Array;
  /** Hz. */
  readonly rate: number;
}

/** Audio from before a turn was opened, ms: the wake word, and the first sound after a button. */
const beforeMs = { wake: 2500, other: 300 } as const;
/** Audio after the ear was closed, ms. */
const afterMs = 200;

interface Span {
  readonly site: string;
  readonly from: number;
  to: number;
}

/** By turn; one whose ear was not closed in the recording, or of which no frames are in it, is left out. */
export function soundsIn(lines: readonly Line[]): ReadonlyMap<string, Heard> {
  const spans = new Map<string, Span>();
  for (const line of lines) {
    if (!("kind" in line) || line.turn === undefined) continue;
    const { turn, kind, at } = line as Message;
    if (kind === "turn/started") {
      const { reason } = line.body as Messages["turn/started"];
      const { site } = line.where as { site: string };
      spans.set(turn ?? "", { site, from: at - beforeMs[reason === "wake" ? "wake" : "other"], to: 0 });
    } else if (kind === "speech/ended") {
      const span = spans.get(turn ?? "");
      if (span) span.to = at + afterMs;
    }
  }
  return new Map(
    [...spans].flatMap(([turn, span]): [string, Heard][] => {
      const heard = span.to > 0 ? soundOf(lines, span) : undefined;
      return heard ? [[turn, heard]] : [];
    }),
  );
}

/** By when the hub heard the frames: a satellite's own clock need not be in step. */
function soundOf(lines: readonly Line[], { site, from, to }: Span): Heard | undefined {
  const frames = lines.flatMap((line) => {
    if (!("frame" in line) || line.at < from || line.at > to) return [];
    const isIt = "site" in line.audio && line.audio.site === site && line.audio.direction === "in";
    return isIt && line.frame.format.codec === "pcm" && line.frame.format.channels === 1 ? [line.frame] : [];
  });
  const [first] = frames;
  if (!first) return undefined;
  const { rate } = first.format;
  const parts = frames
    .filter(({ stream, format }) => stream === first.stream && format.rate === rate)
    .map(({ pcm }) => Buffer.from(pcm, "base64"));
  const bytes = Buffer.concat(parts);
  return { samples: new Int16Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 2)), rate };
}
