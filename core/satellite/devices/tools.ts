/** The programs that record and play on this machine, and how each is called: raw mono 16-bit samples over pipes. */
import type { AudioDevices } from "../../contract/index.ts";

export type ToolName = Exclude<NonNullable<AudioDevices["tool"]>, "auto">;
export type Env = Readonly<Record<string, string | undefined>>;
export type CommandLine = readonly [program: string, ...args: string[]];

export interface Tool {
  readonly name: ToolName;
  readonly programs: readonly string[];
  /** An option without which it is of no use, and which older versions lack. */
  readonly option?: string;
  /** `device`: as the tool names it; absent: the system's. Samples at `rate` Hz to standard output. */
  record(rate: number, device?: string): CommandLine;
  /** Samples at `rate` Hz from standard input. */
  play(rate: number, device?: string): CommandLine;
}

const given = (option: string, device: string | undefined): string[] =>
  device === undefined ? [] : [`${option}${device}`];

const pulse = (rate: number): string[] => ["--raw", "--format=s16le", `--rate=${rate}`, "--channels=1"];
const pipe = (rate: number): string[] => ["--raw", "--format=s16", `--rate=${rate}`, "--channels=1"];
const alsa = (rate: number): string[] => ["-q", "-t", "raw", "-f", "S16_LE", "-r", String(rate), "-c", "1"];
const ffmpegQuiet = ["-nostdin", "-hide_banner", "-loglevel", "error"];
const ffmpegRaw = (rate: number): string[] => ["-f", "s16le", "-ar", String(rate), "-ac", "1"];
const mac = process.platform === "darwin";

/** In order of preference: a sound server shares the devices with other programs, ALSA may hold them alone. */
export const tools: readonly Tool[] = [
  {
    name: "pulseaudio",
    programs: ["parec", "pacat"],
    record: (rate, device) => ["parec", ...pulse(rate), "--latency-msec=40", ...given("--device=", device)],
    play: (rate, device) => [
      "pacat",
      "--playback",
      ...pulse(rate),
      "--latency-msec=100",
      ...given("--device=", device),
    ],
  },
  {
    name: "pipewire",
    programs: ["pw-record", "pw-play"],
    // Without it they take and give sound files only; Debian 12 has PipeWire 0.3.65, which lacks it.
    option: "--raw",
    record: (rate, device) => [
      "pw-record",
      ...pipe(rate),
      "--latency=40ms",
      ...given("--target=", device),
      "-",
    ],
    play: (rate, device) => ["pw-play", ...pipe(rate), "--latency=100ms", ...given("--target=", device), "-"],
  },
  {
    name: "alsa",
    programs: ["arecord", "aplay"],
    record: (rate, device = "default") => [
      "arecord",
      ...alsa(rate),
      "--period-time=40000",
      `--device=${device}`,
    ],
    play: (rate, device = "default") => [
      "aplay",
      ...alsa(rate),
      "--buffer-time=200000",
      `--device=${device}`,
    ],
  },
  {
    name: "ffmpeg",
    programs: ["ffmpeg"],
    record: (rate, device = "default") => [
      "ffmpeg",
      ...ffmpegQuiet,
      ...(mac ? ["-f", "avfoundation", "-i", `:${device}`] : ["-f", "alsa", "-i", device]),
      ...ffmpegRaw(rate),
      "-flush_packets",
      "1",
      "pipe:1",
    ],
    play: (rate, device = "default") => [
      "ffmpeg",
      ...ffmpegQuiet,
      ...ffmpegRaw(rate),
      "-i",
      "pipe:0",
      ...(mac ? ["-f", "audiotoolbox", "-"] : ["-f", "alsa", device]),
    ],
  },
];
