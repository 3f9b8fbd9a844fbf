/** When a turn is over: cut-offs against dead air, for fixed silences and for ours, by the method of eot-bench. */
import { parseArgs } from "node:util";
import { openGrammar } from "hearsay/voice";
import { createJudge, type Judge } from "../../core/dialog/listen/judge.ts";
import { type Patience, patienceFor } from "../../core/dialog/listen/patience.ts";
import { createMemory } from "../../core/dialog/route/memory.ts";
import stt from "../../plugins/stt-moonshine/index.ts";
import silero from "../../plugins/vad-silero/index.ts";
import { defaultManifest, readClips } from "../kit/clips.ts";
import { hostFor } from "../kit/host.ts";
import { earsOf } from "./endpoint/ears.ts";
import { fitOf } from "./endpoint/fit.ts";
import { report } from "./endpoint/report.ts";
import { takesOf } from "./endpoint/takes.ts";
import { type Trial, trialOf } from "./endpoint/trial.ts";
import { houseOf } from "./hearing/house.ts";

export const name = "endpoint";
export const about =
  "When a turn is over: cut-offs against dead air, fixed silences of 300 to 1000 ms against ours.";

type Options = { readonly args: string[]; log(text: string): void };

/** `--clips MANIFEST`, `--frame MS`, `--early MS`, `--silence MS`, `--patience WORD`, `--decode MS` (a second of sound; else as measured), `--kept FILE` (what was heard, for the next run), `--pauses MS,MS` (none: whole commands only), `--limit N`, `--only TEXT` (in the file's name), `--fit`, `--takes`. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      clips: { type: "string", default: defaultManifest },
      frame: { type: "string", default: "80" },
      early: { type: "string", default: "128" },
      silence: { type: "string", default: "700" },
      patience: { type: "string", default: "normal" },
      decode: { type: "string" },
      kept: { type: "string" },
      pauses: { type: "string", default: "200,400,700,1000,1500" },
      limit: { type: "string", default: "1000" },
      only: { type: "string", default: "" },
      fit: { type: "boolean", default: false },
      takes: { type: "boolean", default: false },
    },
  });
  const house = await houseOf(0, log);
  const facts = { site: "bench", area: "bench", language: "en", skills: {} };
  const grammar = openGrammar(house.grammar);
  const dialogue = { lexicon: house.lexicon, grammars: { of: () => grammar }, memory: createMemory() };
  const judge: Judge = createJudge(dialogue as never, facts);
  await using vad = await hostFor(silero);
  await using heard = await hostFor(stt);
  if (!heard.provided.stt) throw new Error("There is no recogniser.");
  heard.provided.stt.learn?.(house.grammar, "en");
  using ears = earsOf(heard.provided.stt, {
    ...(values.decode === undefined ? {} : { cost: Number(values.decode) }),
    ...(values.kept === undefined ? {} : { kept: values.kept }),
  });
  const clips = readClips(values.clips);
  const timing = { frame: Number(values.frame), early: Number(values.early) };
  const some = clips.clips.filter(({ kind, speaker }) => kind === "command" && speaker === "human");
  const pauses = values.pauses.split(",").filter(Boolean).map(Number);
  const trials: Trial[] = [];
  for (const [index, clip] of some.slice(0, Number(values.limit)).entries()) {
    if (!clip.file.includes(values.only)) continue;
    for await (const take of takesOf(clip, { clips, vad, ears, log, pauses })) {
      const known = (text: string): boolean => house.deed(text) !== "";
      trials.push(
        await trialOf(take, { ears, judge, timing, known, half: index % 2 === 0 ? "fit" : "judge" }),
      );
    }
    log(`${index + 1} of ${some.length}: ${clip.file}`);
  }
  const silence = Number(values.silence);
  const ours = (said: Parameters<typeof patienceFor>[0]): number =>
    patienceFor(said, values.patience as Patience, silence);
  return {
    clips: some.length,
    ...report(trials, { ...timing, ordinary: silence }, ours),
    ...(values.fit ? { fit: fitOf(trials, { ...timing, ordinary: silence }, silence) } : {}),
    ...(values.takes
      ? { takes: trials.map(({ line }) => line(ours, { ...timing, ordinary: silence })) }
      : {}),
  };
}
