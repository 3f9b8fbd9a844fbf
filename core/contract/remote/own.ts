/** Voices that were recorded for the house (hearsay voices add), for plugins whose service imitates. */
import { createHash, randomUUID } from "node:crypto";
import { samplesOf } from "../audio.ts";
import type { Message } from "../bus.ts";
import { Fault } from "../fault.ts";
import type { Host } from "../plugin.ts";
import { writeWav } from "../wave.ts";
import { readSample, type Sample } from "./samples.ts";

type Here = Pick<Host, "bus" | "own" | "signal" | "folder">;
type State = Message<"voice/state">["body"];

/**
 * Calls `offer` with these samples and the house's recordings: now, and again whenever those change. `most`: what the service
 * takes of a recording, ms; of a longer one it gets the beginning. Where two have one name, that of the options counts.
 * `sound` is for the voice that is provided: another one as soon as a recording is another one; absent without any.
 */
export async function withSamples(
  host: Here,
  options: readonly Sample[],
  offer: (samples: readonly Sample[], sound?: string) => void,
  most?: number,
): Promise<void> {
  const recorded = new Map<string, State>();
  const files = await Promise.all(options.map((sample) => printOf(sample, host.folder)));
  let told: string | undefined;
  const look = (): void => {
    const own = [...recorded]
      .filter(([name]) => !options.some((one) => one.name === name))
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    const print = JSON.stringify(own.map(([name, { sha256, language }]) => [name, language, sha256]));
    if (print === told || host.signal.aborted) return;
    told = print;
    const recordings = own.map(([name, state]) => sampleOf(host, name, state, most));
    const isBare = own.length + options.length === 0;
    const sound = isBare ? undefined : digestOf(JSON.stringify([print, files])).slice(0, 16);
    offer([...options, ...recordings], sound);
  };
  let ready = false;
  const ear = await host.bus.on(
    "voice/state",
    {},
    ({ where, body }) => {
      recorded.set(where.voice, body);
      if (ready) look();
    },
    ({ voice }) => {
      recorded.delete(voice);
      if (ready) look();
    },
  );
  host.own(ear);
  ready = true;
  look();
}

const digestOf = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** Of a file; "" for one that cannot be read, which is told when its voice is asked for. */
const printOf = (sample: Sample, folder: string): Promise<string> =>
  readSample(sample, folder).then(digestOf, () => "");

function sampleOf({ bus }: Here, name: string, { language, about }: State, most: number | undefined): Sample {
  const voice = { name, language, ...(about === undefined ? {} : { about }) };
  return { ...voice, file: "", read: () => fetched(bus, name, most) };
}

/** Faults: VOICE_UNKNOWN, VOICE_INCOMPLETE. */
async function fetched(bus: Host["bus"], name: string, most: number | undefined): Promise<Buffer> {
  const job = randomUUID();
  const parts: Buffer[] = [];
  await using _ear = await bus.onAudio({ instance: bus.instance, job }, (frame) => {
    const samples = samplesOf(frame);
    parts.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  });
  const wanted = { name, job, ...(most === undefined ? {} : { most }) };
  const { rate, sha256 } = await bus.ask("voice/sample", {}, wanted, { timeout: 20_000 });
  const bytes = Buffer.concat(parts);
  if (digestOf(bytes) !== sha256) {
    throw new Fault("VOICE_INCOMPLETE", `The recording of ${name} came damaged.`, { retryable: true });
  }
  return writeWav(new Int16Array(new Uint8Array(bytes).buffer), rate);
}
