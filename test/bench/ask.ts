/** Spoken commands through the whole house, as `hearsay ask --wav` sends them: words, intents and the time of every stage. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startHub } from "../../core/hub.ts";
import { createLanguage } from "../../core/language/index.ts";
import { type Answer, stages } from "../../core/satellite/answer.ts";
import { askByWav } from "../../core/satellite/ask.ts";
import { type Clip, type Clips, defaultManifest, readClips, samplesOfClip } from "../kit/clips.ts";
import { scoreOf } from "../kit/score.ts";

export const name = "ask";
export const about =
  "Command clips through a whole hub: word error rate, right skill, p50 and p95 of each stage.";

type Hub = Awaited<ReturnType<typeof startHub>>;
interface Asked {
  readonly clip: Clip;
  readonly said: string;
  readonly answer: Answer;
  /** What the true words mean to the same skills; null: none of them knows. */
  readonly wanted: string | null;
}

export async function bench(options: { args: string[]; log(text: string): void }): Promise<object> {
  const { values } = parseArgs({
    args: options.args,
    options: {
      clips: { type: "string", default: defaultManifest },
      set: { type: "string", default: "standard" },
      fast: { type: "boolean", default: false },
    },
  });
  const data = await mkdtemp(join(tmpdir(), "hearsay-bench-"));
  const overrides = { "bus.port": 0, "bus.wsPort": 0, "http.port": 0, "models.set": values.set };
  try {
    await using hub = await startHub({ env: process.env, data, quiet: true, overrides });
    const clips = readClips(values.clips);
    const judge = await judgeOf(hub);
    const asked: Asked[] = [];
    for (const clip of clips.clips) {
      if (clip.kind !== "command" || clip.transcript === null || clip.wake_word !== null) continue;
      const one = await askOne(hub, clips, clip, clip.transcript, judge, values.fast);
      options.log(`${clip.file}: "${one.answer.transcript}" -> ${one.answer.intent?.skill ?? "unknown"}`);
      asked.push(one);
    }
    return summary(asked);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function askOne(
  { bus }: Hub,
  clips: Clips,
  clip: Clip,
  said: string,
  judge: (words: string) => string | null,
  fast: boolean,
): Promise<Asked> {
  const samples = samplesOfClip(clips, clip.file);
  const answer = await askByWav({ bus, site: "bench", samples, rate: 16_000, wake: false, fast });
  return { clip, said, answer, wanted: judge(said) };
}

/** The same sentence engine with the same skills and devices, for the words that were really said. */
async function judgeOf({ bus }: Hub): Promise<(words: string) => string | null> {
  const language = createLanguage();
  await using stack = new AsyncDisposableStack();
  stack.use(await bus.on("skill/state", {}, ({ body }) => void language.setSkill(body)));
  stack.use(await bus.on("devices/listed", {}, ({ body }) => language.setPlaces(body)));
  await new Promise((resolve) => setTimeout(resolve, 200));
  return (words) => language.match(words, "en")?.skill ?? null;
}

function summary(asked: readonly Asked[]): object {
  const groups = new Map<string, Asked[]>([["all", [...asked]]]);
  for (const one of asked) {
    const key = `${one.clip.domain ?? "other"}, ${one.clip.speaker}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return {
    clips: asked.length,
    groups: Object.fromEntries([...groups].map(([key, members]) => [key, groupOf(members)])),
    timing: Object.fromEntries(stages.map((stage) => [stage, spread(asked, stage)])),
  };
}

function groupOf(members: readonly Asked[]): object {
  const pairs = members
    .filter(({ clip }) => clip.words_from !== "recognisers")
    .map(({ said, answer }) => ({ said, heard: answer.transcript ?? "" }));
  const known = members.filter(({ wanted }) => wanted !== null);
  const right = members.filter(({ wanted, answer }) => (answer.intent?.skill ?? null) === wanted);
  return {
    ...scoreOf(pairs),
    clips: members.length,
    known: known.length,
    rightSkill: known.filter((one) => right.includes(one)).length,
    unknown: members.length - known.length,
    honestlyUnknown: right.length - known.filter((one) => right.includes(one)).length,
  };
}

function spread(asked: readonly Asked[], stage: (typeof stages)[number]): object {
  const values = asked.flatMap(({ answer }) => answer.timing[stage] ?? []).sort((a, b) => a - b);
  const at = (part: number): number | null =>
    values[Math.min(values.length - 1, Math.floor(values.length * part))] ?? null;
  return { n: values.length, p50: at(0.5), p95: at(0.95) };
}
