/** `hearsay voices add`, `own` and `forget`: recordings of voices that cloning voices may imitate. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createResampler } from "../../audio/resample.ts";
import { readWav, toMono } from "../../audio/wav.ts";
import { newId } from "../../bus/id.ts";
import { type Answers, asFault, Fault, joined, type Messages } from "../../contract/index.ts";
import type { Call } from "../command.ts";
import { retained } from "../gather.ts";
import { languageOf } from "../values.ts";
import { misuse, type Wanted } from "./providers.ts";

/** Hz; what is more is of no use to a voice, and more than a frame may have. */
const highestRate = 48_000;
const frameMs = 40;
/** So many frames at once, then a rest, so that no queue on the way overflows. */
const burst = 25;
const burstMs = 10;

interface Recording {
  readonly samples: Int16Array;
  readonly rate: number;
}

export async function addVoice({ call, bus, words }: Wanted): Promise<number> {
  const { io, values } = call;
  const { file, body } = wantedOf(call, words);
  const { samples, rate } = await recordingIn(file);
  const sha256 = createHash("sha256").update(bytesOf(samples)).digest("hex");
  const send = async (): Promise<Answers["voice/keep"]> => {
    const job = newId();
    const { instance } = await bus.ask("voice/add", {}, { ...body, rate, job }, { signal: io.signal });
    await sendFrames(bus, { instance, job }, { samples, rate }, io.signal);
    const keep: Messages["voice/keep"] = {
      job,
      samples: samples.length,
      sha256,
      ...(values.replace ? { replace: true } : {}),
      ...(values.check ? { only: "check" } : {}),
    };
    return await bus.ask("voice/keep", {}, keep, { timeout: 30_000, signal: io.signal });
  };
  const judged = await send().catch((error) => {
    if (asFault(error).code !== "VOICE_INCOMPLETE") throw error;
    return send();
  });
  if (values.json) io.out(JSON.stringify(judged));
  else for (const line of linesOf(body.name, judged, values.check === true)) io.out(line);
  return judged.kept || values.check ? 0 : 1;
}

function wantedOf({ values }: Call, [name, ...rest]: readonly string[]) {
  const { sample, text, consent, by, language = "en", about } = values;
  if (name === undefined || rest.length > 0 || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) {
    throw misuse("voices", "Give the voice one name of small letters, digits and dashes.");
  }
  if (typeof sample !== "string") throw misuse("voices", "--sample wants the WAV file of the recording.");
  if (typeof text !== "string" || text.trim() === "") {
    throw misuse("voices", "--text wants the words that are said in the recording.");
  }
  if (typeof consent !== "string" || typeof by !== "string") {
    throw misuse(
      "voices",
      'A voice belongs to somebody. Say whose it is with --by, and what they agreed to with --consent "I agree that …".',
    );
  }
  const body = {
    name,
    text: text.trim(),
    language: languageOf(String(language)),
    consent: { by, words: consent },
    ...(typeof about === "string" ? { about } : {}),
  };
  return { file: sample, body };
}

/** One channel, at most 48 kHz. Faults: USAGE, AUDIO_UNSUPPORTED. */
async function recordingIn(file: string): Promise<Recording> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new Fault("USAGE", `${file} cannot be read: ${cause.message}`, { cause });
  });
  const wav = readWav(bytes);
  const mono = toMono(wav.samples, wav.channels);
  if (wav.rate <= highestRate) return { samples: mono, rate: wav.rate };
  const resampler = createResampler(wav.rate, highestRate);
  return { samples: joined([resampler.process(mono), resampler.flush()]), rate: highestRate };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

async function sendFrames(
  bus: Wanted["bus"],
  where: { readonly instance: string; readonly job: string },
  { samples, rate }: Recording,
  signal: AbortSignal,
): Promise<void> {
  const step = Math.floor((rate * frameMs) / 1000);
  for (let from = 0, sequence = 0; from < samples.length; from += step, sequence++) {
    const data = new Uint8Array(samples.slice(from, from + step).buffer);
    const format = { codec: "pcm", rate, channels: 1 } as const;
    bus.sendAudio(where, { format, stream: 0, sequence, at: Date.now(), data });
    if (sequence % burst === burst - 1) await sleep(burstMs, undefined, { signal });
  }
}

function linesOf(name: string, judged: Answers["voice/keep"], onlyChecked: boolean): string[] {
  const { kept, score, checks, providers } = judged;
  const rows = checks.flatMap(({ name: what, value, unit, verdict, advice }) => [
    `  ${verdict.padEnd(5)} ${what.padEnd(9)} ${value} ${unit}`,
    ...(advice === undefined ? [] : [`                  ${advice}`]),
  ]);
  const suits = providers.map(({ plugin, verdict }) => `  ${plugin}: ${suit[verdict]}`);
  const end = kept
    ? `Kept. Speak with it: hearsay voices use PLUGIN ${name}`
    : onlyChecked
      ? "Checked only; nothing was kept."
      : "Not kept: record it again as it is advised above.";
  const none = "  No voice that imitates runs now; docs/voices.md says which can.";
  return [`${name}: ${score} of 100`, ...rows, ...(suits.length > 0 ? suits : [none]), end];
}

const suit = {
  good: "its length suits",
  cut: "takes the beginning of it",
  short: "wants a longer one",
} as const;

export async function ownVoices({ call, bus, words }: Wanted): Promise<number> {
  const { io, values } = call;
  if (words.length > 0) throw misuse("voices", "hearsay voices own takes only options.");
  const states = await retained(bus, "voice/state");
  const voices = states
    .map(({ where, body: { bootId: _, ...state } }) => ({ name: where.voice, ...state }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (values.json) io.out(JSON.stringify(voices));
  else if (voices.length === 0) io.out("None yet: hearsay voices add NAME --sample FILE --text WORDS");
  else {
    for (const { name, language, seconds, score, consent } of voices) {
      const day = new Date(consent.at).toISOString().slice(0, 10);
      io.out(`${name}  ${language}  ${seconds} s  ${score} of 100  ${consent.by} agreed on ${day}`);
    }
  }
  return 0;
}

export async function forgetVoice({ call, bus, words }: Wanted): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0)
    throw misuse("voices", "Name one voice: hearsay voices forget NAME");
  const { forgotten } = await bus.ask("voice/forget", {}, { name }, { signal: call.io.signal });
  if (!forgotten) throw new Fault("VOICE_UNKNOWN", `There is no recording of a voice "${name}".`);
  call.io.out(call.values.json ? JSON.stringify({ forgotten }) : `${name} is forgotten.`);
  return 0;
}
