/** From the words of an answer to its first sound in the room: kept, spoken clause by clause, and the peer: whole, then played. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { TextToSpeech } from "hearsay";
import flite from "../../plugins/tts-flite/index.ts";
import piper from "../../plugins/tts-piper/index.ts";
import { openRoom, type SpeakingRoom } from "../core/dialog/reply/room.ts";
import { hostFor } from "../kit/host.ts";
import { speakAll } from "../kit/spoken.ts";

export const name = "reply";
export const about =
  "Text of an answer to its first sound: kept, spoken, and synthesised whole before it plays.";

type Options = { readonly args: string[]; log(text: string): void };

/** What the house says, short and long; each is as long as in real answers. */
const answers = [
  "Okay.",
  "The kitchen lights are off.",
  "Okay, I switched the lamp, the fan and the heater.",
  "It is 21.5 degrees in the living room.",
  "Your timer for ten minutes is set. It will ring at half past seven.",
  "Tomorrow, Saturday, it will be sunny in Vienna with up to 24 degrees. On Sunday it rains, and it is cooler: at most 17 degrees.",
  "You can ask me for the time, for the date, for timers of any length and name, and I can turn on the lights. What shall it be?",
] as const;

interface Row {
  readonly answer: string;
  readonly whole: number[];
  readonly spoken: number[];
  readonly kept: number[];
}

/** `--voice piper|flite`, `--repeats N`. */
export async function bench({ args, log }: Options): Promise<object> {
  const options = {
    voice: { type: "string", default: "piper" },
    repeats: { type: "string", default: "5" },
  } as const;
  const { values } = parseArgs({ args, options });
  await using hosted = values.voice === "flite" ? await hostFor(flite) : await hostFor(piper);
  const { tts } = hosted.provided;
  if (!tts) throw new Error("The plugin provides no tts.");
  const folder = await mkdtemp(join(tmpdir(), "reply-bench-"));
  try {
    await using fresh = await openRoom(1);
    await using keeping = await openRoom(1, folder);
    for (const room of [fresh, keeping]) await room.offer("first", tts);
    const rows: Row[] = answers.map((answer) => ({ answer, whole: [], spoken: [], kept: [] }));
    for (const { answer } of rows) await firstSound(keeping, answer, true);
    for (let round = 0; round < Number(values.repeats); round++) {
      for (const row of rows) {
        row.whole.push(await wholeFirst(tts, row.answer));
        row.spoken.push(await firstSound(fresh, row.answer));
        // A voice ends the clause that it was cut in; the others are not to wait for that.
        await speakAll(tts, ["Ah."]);
        row.kept.push(await firstSound(keeping, row.answer));
      }
      log(`round ${round + 1}`);
    }
    return { voice: values.voice, ...summary(rows), kept: keeping.house.sounds?.stats };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** ms until the whole answer is there and its first frame could leave. */
async function wholeFirst(tts: TextToSpeech, text: string): Promise<number> {
  const begun = performance.now();
  await speakAll(tts, [text]);
  return performance.now() - begun;
}

/** ms until the satellite's loudspeaker has the first frame. `toEnd`: hears it out, so that all of it is kept. */
async function firstSound(room: SpeakingRoom, text: string, toEnd = false): Promise<number> {
  const abort = new AbortController();
  const begun = performance.now();
  const before = room.played.length;
  const reply = room.open({ signal: abort.signal });
  reply.say({ text });
  await room.plays(before + 1);
  const took = performance.now() - begun;
  if (!toEnd) abort.abort();
  await reply.finish();
  await room.house.sounds?.settled();
  return took;
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const at = (values: readonly number[], share: number): number =>
  Math.round(sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0);
const ratio = (a: readonly number[], b: readonly number[]): number =>
  Math.round((at(a, 0.5) / Math.max(1, at(b, 0.5))) * 100) / 100;

function summary(rows: readonly Row[]): object {
  const all = (kind: "whole" | "spoken" | "kept"): number[] => rows.flatMap((row) => row[kind]);
  const figures = (kind: "whole" | "spoken" | "kept") => ({
    p50: at(all(kind), 0.5),
    p95: at(all(kind), 0.95),
  });
  return {
    firstSound: { kept: figures("kept"), spoken: figures("spoken"), peer: figures("whole") },
    ratio: { kept: ratio(all("kept"), all("whole")), spoken: ratio(all("spoken"), all("whole")) },
    answers: rows.map(({ answer, whole, spoken, kept }) => ({
      answer: answer.length > 40 ? `${answer.slice(0, 39)}…` : answer,
      letters: answer.length,
      keptMs: at(kept, 0.5),
      spokenMs: at(spoken, 0.5),
      wholeMs: at(whole, 0.5),
      spokenWorst: at(spoken, 1),
    })),
  };
}
