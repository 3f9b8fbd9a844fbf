/** From the end of speech to the action and to the first sound, in real time through a whole hub, beside the usual rule in the same run. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bus, Messages } from "hearsay";
import { startHub } from "../../core/hub.ts";
import { createLanguage } from "../../core/language/index.ts";
import silero from "../../plugins/vad-silero/index.ts";
import { type Clip, defaultManifest, readClips, samplesOfClip } from "../kit/clips.ts";
import { hostFor } from "../kit/host.ts";
import { roomOf } from "./endpoint/room.ts";
import { voiceIn } from "./endpoint/voice.ts";
import { type Spoken, speak } from "./latency/speaker.ts";
import { summary, type Told } from "./latency/summary.ts";

export const name = "latency";
export const about =
  "End of speech to action and first sound in real time, beside 700 ms of silence, then decode, then match.";

type Options = { readonly args: string[]; log(text: string): void };
type Hub = Awaited<ReturnType<typeof startHub>>;

interface Sound {
  readonly clip: Clip;
  readonly samples: Int16Array;
  readonly end: number;
}

/** `--clips MANIFEST`, `--repeats N` (5), `--limit N` clips, `--set standard`, `--each` (every clip in the result). */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      clips: { type: "string", default: defaultManifest },
      repeats: { type: "string", default: "5" },
      limit: { type: "string", default: "1000" },
      set: { type: "string", default: "standard" },
      each: { type: "boolean", default: false },
    },
  });
  await using parts = new AsyncDisposableStack();
  const ours = await hubOf(parts, values.set, {});
  const peer = await hubOf(parts, values.set, { "dialog.endpointing": "silence", "dialog.silence": 700 });
  const isKnown = await knownTo(ours.bus);
  const sounds = await soundsOf(values.clips, Number(values.limit));
  const told: Told[] = [];
  if (sounds[0]) for (const { bus } of [ours, peer]) await say(bus, sounds[0]);
  for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
    for (const [index, sound] of sounds.entries()) {
      const known = isKnown(sound.clip.transcript ?? "");
      // Neither is always the first to hear a clip.
      const sides = [{ side: "ours", bus: ours.bus } as const, { side: "peer", bus: peer.bus } as const];
      for (const { side, bus } of (repeat + index) % 2 === 0 ? sides : sides.reverse()) {
        const spoken = await say(bus, sound);
        told.push({ side, repeat, known, file: sound.clip.file, ...spoken });
        log(
          `${repeat + 1}. ${sound.clip.file}, ${side}: "${spoken.heard}" ${spoken.action ?? "-"} ms${spoken.cut ? ", cut" : ""}`,
        );
      }
    }
  }
  return {
    clips: sounds.length,
    repeats: Number(values.repeats),
    ...summary(told),
    ...(values.each ? { each: told } : {}),
  };
}

const say = (bus: Bus, { samples, end }: Sound): Promise<Spoken> => speak(bus, "bench", samples, end);

async function hubOf(
  parts: AsyncDisposableStack,
  set: string,
  more: Record<string, string | number>,
): Promise<Hub> {
  const data = await mkdtemp(join(tmpdir(), "hearsay-bench-"));
  parts.defer(() => rm(data, { recursive: true, force: true }));
  const overrides = { "bus.port": 0, "bus.wsPort": 0, "http.port": 0, "models.set": set, ...more };
  return parts.use(await startHub({ env: process.env, data, quiet: true, overrides }));
}

/** Commands somebody says; the end as it is labelled, or as voice activity has it over the whole clip. */
async function soundsOf(manifest: string, limit: number): Promise<Sound[]> {
  const clips = readClips(manifest);
  await using vad = await hostFor(silero);
  const all: Sound[] = [];
  for (const clip of clips.clips) {
    if (clip.kind !== "command" || clip.transcript === null || clip.wake_word !== null) continue;
    if (all.length === limit) break;
    const samples = samplesOfClip(clips, clip.file);
    const end = clip.end ?? (await voiceIn(vad, samples, roomOf(samples, 1000))).at(-1)?.to;
    if (end !== undefined) all.push({ clip, samples, end });
  }
  return all;
}

/** Whether the same skills understand the words that were really said. */
async function knownTo(bus: Bus): Promise<(words: string) => boolean> {
  const language = createLanguage();
  const skills = new Map<string, Messages["skill/state"]>();
  await using parts = new AsyncDisposableStack();
  parts.use(
    await bus.on("skill/state", {}, ({ body }) => {
      skills.set(body.name, body);
      language.setSkill(body);
    }),
  );
  parts.use(await bus.on("devices/listed", {}, ({ body }) => language.setPlaces(body)));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return (words) => {
    const match = language.match(words, "en");
    return match !== undefined && skills.get(match.skill)?.intents[match.intent]?.fallback !== true;
  };
}
