/** Speech: word error rate, the skills that answer, voice activity and wake words, over any manifest of clips. */
import { parseArgs } from "node:util";
import stt, { type Options as SttOptions } from "../../plugins/stt-moonshine/index.ts";
import silero from "../../plugins/vad-silero/index.ts";
import { defaultManifest, framesOf, readClips, samplesOfClip, streamOf } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { scoreOf, wordsOf } from "../kit/score.ts";
import { languageOf } from "./speech/skills.ts";
import { usage } from "./speech/usage.ts";
import { type HeardClip, hearClips } from "./speech/words.ts";
import { bench as wake } from "./wake.ts";

export const name = "speech";
export const about = "Clips through ears and sentences: word error rate, right skills, wake words, CPU.";

type Options = { readonly args: string[]; log(text: string): void };

/** `--clips MANIFEST`, `--size base|tiny`, `--no-wake`. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      clips: { type: "string", default: defaultManifest },
      size: { type: "string", default: "base" },
      "no-wake": { type: "boolean", default: false },
    },
  });
  const clips = readClips(values.clips);
  const size = values.size as SttOptions["size"];
  await using vad = await hostFor(silero);
  await using ears = await hostFor(stt, { size });
  const words = await hearClips(ears, vad, clips, log);
  return {
    recogniser: `moonshine-${size}-en`,
    clips: clips.clips.length,
    ...tables(words.clips),
    speculated: `${words.clips.filter(({ speculated }) => speculated).length} of ${words.clips.length}`,
    finalWaitP50: median(words.clips.map(({ wait }) => wait)),
    recognition: words.cost,
    voiceActivity: await vadCost(vad, clips),
    intents: await intents(words.clips),
    ...(values["no-wake"] ? {} : { wake: await wake({ args: ["--clips", values.clips], log }) }),
    mistakes: mistakes(words.clips),
  };
}

type Row = Readonly<Record<string, string | number | null>>;

/** `byKind` and `byDomain` leave out clips whose words two recognisers agreed on: they would look easy. */
function tables(heard: readonly HeardClip[]): {
  byKind: Row[];
  byDomain: Row[];
  wordsFromRecognisers: Row[];
} {
  const sure = heard.filter(({ clip }) => clip.words_from !== "recognisers");
  const easy = heard.filter(({ clip }) => clip.words_from === "recognisers");
  const kind = ({ clip }: HeardClip): string => `${clip.kind}, ${clip.speaker ?? "none"}`;
  const domain = ({ clip }: HeardClip): string => clip.domain ?? "none";
  return {
    byKind: [row("all", sure), ...grouped(sure, kind)],
    byDomain: grouped(sure, domain),
    wordsFromRecognisers: grouped(easy, domain),
  };
}

function grouped(heard: readonly HeardClip[], key: (one: HeardClip) => string): Row[] {
  const groups = Map.groupBy(heard, key);
  return [...groups].map(([group, members]) => row(group, members));
}

function row(group: string, members: readonly HeardClip[]): Row {
  const pairs = members.map(({ clip, heard }) => ({ said: clip.transcript ?? "", heard }));
  const empty = members.filter(({ heard }) => heard === "").length;
  return { group, ...scoreOf(pairs), empty };
}

/** Of the commands of the home: which skill the true words go to, and which the heard words. */
async function intents(heard: readonly HeardClip[]): Promise<object> {
  const language = await languageOf("en");
  const rows = heard
    .filter(({ clip }) => clip.kind === "command" && clip.domain !== "barista")
    .map(({ clip, heard: text }) => {
      const filter = { skip: clip.wake_word ? [clip.wake_word] : [] };
      const skillOf = (words: string) => language.match(words, "en", filter);
      const [wanted, got] = [skillOf(clip.transcript ?? ""), skillOf(text)];
      return {
        file: clip.file.replace(/^command\/|\.wav$/g, ""),
        heard: text,
        wanted: wanted?.skill ?? "none",
        skill: got?.skill ?? "none",
        sameSlots: JSON.stringify(wanted?.slots) === JSON.stringify(got?.slots),
      };
    });
  const known = rows.filter(({ wanted }) => wanted !== "none");
  return {
    commands: rows.length,
    knownToSkills: known.length,
    rightSkill: known.filter(({ wanted, skill }) => skill === wanted).length,
    rightSkillAndSlots: known.filter(({ wanted, skill, sameSlots }) => skill === wanted && sameSlots).length,
    wronglyAnswered: rows.filter(({ wanted, skill }) => wanted === "none" && skill !== "none").length,
    clips: rows,
  };
}

async function vadCost({ provided: { vad } }: Hosted, clips: ReturnType<typeof readClips>): Promise<object> {
  const meter = usage();
  for (const { file, seconds } of vad ? clips.clips.slice(0, 40) : []) {
    const frames = streamOf(framesOf(samplesOfClip(clips, file)));
    const asked = { pauses: [500], signal: new AbortController().signal };
    await meter.during(seconds, async () => {
      for await (const _ of vad?.watch(frames, asked) ?? []);
    });
  }
  return meter.read();
}

function mistakes(heard: readonly HeardClip[]): Row[] {
  const same = ({ clip, heard: text }: HeardClip): boolean =>
    wordsOf(text).join(" ") === wordsOf(clip.transcript ?? "").join(" ");
  return heard
    .filter((one) => !same(one))
    .map(({ clip, heard: text }) => ({ file: clip.file, said: clip.transcript, heard: text }));
}

function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
