/** `hearsay voices try`: one job of one voice, written to a file. */
import { writeFile } from "node:fs/promises";
import { writeWav } from "../../audio/wav.ts";
import {
  type Answers,
  type AudioFrame,
  Fault,
  joined,
  samplesOf,
  speechFormat,
} from "../../contract/index.ts";
import { emotions } from "../../contract/voice/feeling.ts";
import { openCalls } from "../../dialog/calls.ts";
import { openDirectory } from "../../dialog/directory.ts";
import type { Call } from "../command.ts";
import { languageOf } from "../values.ts";
import { misuse, type Wanted } from "./providers.ts";

type Listed = Answers["provider/order"]["providers"][number];

export async function tryVoice({ call, bus, words }: Wanted): Promise<number> {
  const { io, values } = call;
  const text = words.join(" ").trim();
  const { out } = values;
  if (text === "" || typeof out !== "string") {
    throw misuse("voices", 'Give the words and a file: hearsay voices try "Good morning." --out morning.wav');
  }
  const manner = mannerOf(call);
  const named = manner.language === undefined ? {} : { language: manner.language };
  const order = await bus.ask("provider/order", {}, { capability: "tts", ...named }, { signal: io.signal });
  const { plugin } = values;
  const found = order.providers.find((one) => plugin === undefined || one.plugin === plugin);
  if (!found) {
    const names = order.providers.map((one) => one.plugin).join(", ");
    throw new Fault(
      "PLUGIN_NOT_FOUND",
      `No voice ${plugin ? `"${plugin}" ` : ""}for ${order.language} is there.`,
      {
        remedy: names ? `There are: ${names}` : "Enable one: hearsay plugins list",
      },
    );
  }
  const pieces: Int16Array[] = [];
  const begun = performance.now();
  let first: number | undefined;
  const hearAudio = (frame: AudioFrame): void => {
    first ??= performance.now() - begun;
    pieces.push(samplesOf(frame));
  };
  await using directory = await openDirectory(bus);
  await using calls = await openCalls(bus, directory);
  await directory.wait({ capability: "tts", full: true, ill: true }, 3000, io.signal);
  const voice = manner.voice ?? found.voice;
  refuseUnknown(found, manner.voice);
  const body = {
    language: order.language,
    to: { stream: 0, format: speechFormat },
    ...(voice === undefined ? {} : { voice }),
    ...(manner.emotion === undefined ? {} : { emotion: manner.emotion }),
    ...(manner.speed === undefined ? {} : { speed: manner.speed }),
  };
  await using job = await calls.start("tts/start", found.instance, body, { hearAudio });
  io.signal.addEventListener("abort", () => job.cancel("Interrupted."), { once: true });
  await job.tell("tts/text", { job: job.job, text, last: true });
  await job.done;
  const samples = joined(pieces);
  await writeFile(out, writeWav(samples, speechFormat.rate)).catch((cause: Error) => {
    throw new Fault("USAGE", `${out} cannot be written: ${cause.message}`, { cause });
  });
  const seconds = Math.round((samples.length / speechFormat.rate) * 100) / 100;
  const facts = { plugin: found.plugin, voice: voice ?? null, seconds, firstMs: Math.round(first ?? 0), out };
  io.out(
    values.json
      ? JSON.stringify(facts)
      : `${found.plugin}${voice ? ` ${voice}` : ""}: ${seconds} s in ${out}`,
  );
  return 0;
}

/** A plugin that is not told its voices may have any. */
function refuseUnknown({ plugin, voices = [] }: Listed, voice: string | undefined): void {
  if (voice === undefined || voices.length === 0 || voices.some(({ name }) => name === voice)) return;
  throw new Fault("VOICE_UNFIT", `${plugin} has no voice "${voice}".`, {
    remedy: `It has: ${voices.map(({ name }) => name).join(", ")}`,
  });
}

function mannerOf({ values }: Call) {
  const { language, voice, emotion, speed } = values;
  const factor = speed === undefined ? undefined : Number(speed);
  if (factor !== undefined && !(factor >= 0.25 && factor <= 4)) {
    throw misuse("voices", `--speed wants a number from 0.25 to 4, not "${String(speed)}".`);
  }
  if (typeof emotion === "string" && !emotions.some((one) => one === emotion)) {
    throw misuse("voices", `--emotion wants one of ${emotions.join(", ")}, not "${emotion}".`);
  }
  return {
    language: typeof language === "string" ? languageOf(language) : undefined,
    voice: typeof voice === "string" ? voice : undefined,
    emotion: typeof emotion === "string" ? emotion : undefined,
    speed: factor,
  };
}
