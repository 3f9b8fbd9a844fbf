/** The form of a recording: JSON lines, first what was recorded, then each message of the bus as it was heard. */
import type { AudioFrame, AudioWhere, Message } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";

export const formatVersion = 1;

export interface Head {
  readonly hearsay: "recording";
  readonly format: number;
  /** Of the hub's software, as the recorder had it. */
  readonly version: string;
  /** Kinds of messages that the recorder knew. */
  readonly kinds: number;
  /** ms since 1970. */
  readonly at: number;
  readonly language?: string;
  readonly timeZone?: string;
  readonly persona?: string;
  /** What of the settings decides how a turn goes; nothing secret. */
  readonly settings: object;
  readonly skills: readonly string[];
  readonly providers: readonly { readonly instance: string; readonly capability: string }[];
  readonly audio: boolean;
}

export type Line =
  | (Message & { readonly retained?: true })
  /** A state was taken back. */
  | { readonly gone: Message["kind"]; readonly where: object; readonly at: number }
  | { readonly audio: AudioWhere; readonly at: number; readonly frame: WrittenFrame }
  | { readonly end: Counts; readonly at: number };

type WrittenFrame = Omit<AudioFrame, "data"> & { readonly pcm: string };

export interface Counts {
  readonly messages: number;
  readonly frames: number;
  /** What was not written: too much at once, or too much in all. */
  readonly dropped: number;
}

export interface Recording {
  readonly head: Head;
  readonly lines: readonly Line[];
  /** Why it was not read to its end. */
  readonly warning?: string;
}

export const writeLine = (value: Head | Line): string => `${JSON.stringify(value)}\n`;

export const frameLine = (where: AudioWhere, { data, ...facts }: AudioFrame, at: number): Line => ({
  audio: where,
  at,
  frame: { ...facts, pcm: Buffer.from(data).toString("base64") },
});

/**
 * Reads up to the first line that is no message, and warns of that: what a crash left behind is still of use.
 * Faults: RECORDING_INVALID when the head is none, or of a later form.
 */
export function readRecording(text: string): Recording {
  const [first = "", ...rest] = text.split("\n");
  const head = headOf(first);
  const lines: Line[] = [];
  for (const [index, line] of rest.entries()) {
    if (line.trim() === "") continue;
    const read = lineOf(line);
    if (!read)
      return { head, lines, warning: `Line ${index + 2} is broken; what comes from there on is left out.` };
    lines.push(read);
  }
  const whole = lines.some((line) => "end" in line);
  return whole
    ? { head, lines }
    : { head, lines, warning: "It has no end: whoever recorded it was stopped." };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function headOf(line: string): Head {
  const head = parsed(line);
  const wrong = (why: string): Fault => new Fault("RECORDING_INVALID", `Line 1: ${why}.`);
  if (head?.hearsay !== "recording") throw wrong("this is no recording");
  if (typeof head.format !== "number" || head.format > formatVersion) {
    throw wrong(`its form is ${head.format}, and this version reads up to ${formatVersion}`);
  }
  if (typeof head.at !== "number" || !Array.isArray(head.skills)) throw wrong("its head is not whole");
  return { providers: [], settings: {}, ...head } as unknown as Head;
}

function lineOf(line: string): Line | undefined {
  const value = parsed(line);
  if (!value || typeof value.at !== "number") return undefined;
  const isMessage = typeof value.kind === "string" && isObject(value.where) && isObject(value.body);
  const isOther = isObject(value.end) || isObject(value.audio) || typeof value.gone === "string";
  return isMessage || isOther ? (value as unknown as Line) : undefined;
}
