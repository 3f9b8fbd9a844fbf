/** Recordings of a voice that a service imitates: named in a plugin's options, read when they are first needed. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Voice } from "../capabilities.ts";
import { Fault } from "../fault.ts";

export interface Sample extends Voice {
  /** Path of a WAV file; a relative one is in the plugin's folder of the data folder. */
  readonly file: string;
  /** Brings the WAV file of a voice that was recorded for the house, which has no path here. */
  read?(): Promise<Buffer>;
}

/** The option `samples`. */
export const samplesOption = {
  type: "array",
  default: [],
  description:
    "Voices to imitate: { name, language, file, about }; a relative file is in plugin-data/NAME of the data folder",
  items: {
    type: "object",
    properties: {
      name: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" },
      language: { type: "string" },
      file: { type: "string" },
      about: { type: "string" },
    },
    required: ["name", "language", "file"],
    additionalProperties: false,
  },
} as const;

/** What is told of them. */
export const sampledVoices = (samples: readonly Sample[]): Voice[] =>
  samples.map(({ name, language, about }) => ({ name, language, ...(about === undefined ? {} : { about }) }));

const mostBytes = 20 << 20;

/** Faults: PLUGIN_OPTIONS_INVALID. */
export async function readSample({ name, file, read }: Sample, folder: string): Promise<Buffer> {
  if (read) return await read();
  const path = resolve(folder, file);
  const wrong = (why: string, cause?: unknown): Fault =>
    new Fault("PLUGIN_OPTIONS_INVALID", `The sample of the voice ${name}, ${path}, ${why}.`, { cause });
  const bytes = await readFile(path).catch((cause) => {
    throw wrong("cannot be read", cause);
  });
  if (bytes.length > mostBytes) throw wrong("is larger than 20 MB");
  if (bytes.toString("latin1", 0, 4) !== "RIFF") throw wrong("is no WAV file");
  return bytes;
}

/** What is made of each sample, once; a failure is tried again. */
export function perSample<T>(
  samples: readonly Sample[],
  make: (sample: Sample) => Promise<T>,
): (name: string) => Promise<T | undefined> {
  const made = new Map<string, Promise<T>>();
  return async (name) => {
    const sample = samples.find((one) => one.name === name);
    if (!sample) return undefined;
    const work = made.get(name) ?? make(sample);
    made.set(name, work);
    work.catch(() => made.delete(name));
    return await work;
  };
}
