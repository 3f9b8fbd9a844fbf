/** Sentences of an intents corpus through the sentence engine and, beside it, through hassil: times, compile time, memory. */
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Program } from "../../core/language/engine/index.ts";
import { languagesOf, type Pack, readPack } from "../../core/language/pack/index.ts";
import { type Folders, foldersFor, type Said, saidIn, scenesOf } from "./language/corpus.ts";
import { hassilTimes, pin, python } from "./language/hassil.ts";
import { compiled, quantile, sentenceTimes, verdictTimes } from "./language/ours.ts";

export const name = "language";
export const about =
  "Sentence engine beside hassil: ms a sentence and a beginning, 20 and 1,000 names; compile, memory.";

type Options = { readonly args: string[]; log(text: string): void };

const cache = join(homedir(), ".cache", "hearsay", "bench");
const counts = [20, 1000];
/** Sentences whose beginnings are judged, for each language and number of names. */
const beginnings = 300;

/** `--data DIR --tests DIR`, `--languages en,de,fr,nl`, `--seconds 20` for each run of hassil, `--no-hassil`, `--no-compile`. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: "string" },
      tests: { type: "string" },
      languages: { type: "string", default: "en,de,fr,nl" },
      seconds: { type: "string", default: "20" },
      "no-hassil": { type: "boolean", default: false },
      "no-compile": { type: "boolean", default: false },
    },
  });
  const { data, tests } = values;
  const folders = await foldersFor({ ...(data && { data }), ...(tests && { tests }) }, cache);
  const found = values["no-hassil"] ? "hassil was left out." : await python(cache, log);
  if (typeof found === "string") log(found);
  const peer = typeof found === "string" ? undefined : { path: found.path, seconds: Number(values.seconds) };
  const sentences: object[] = [];
  const verdicts: object[] = [];
  for (const language of values.languages.split(",")) {
    const pack = await readPack(folders.data, language);
    const scenes = await scenesOf(folders, language);
    for (const count of counts) {
      log(`${language}, ${count} names …`);
      const { program } = compiled(pack);
      const said = saidIn(scenes, pack.source, count);
      const row = { language, names: count };
      sentences.push({ ...row, ...(await sentenceRow({ program, pack, said, count }, peer)) });
      verdicts.push({ ...row, ...verdictRow(program, said) });
    }
  }
  return {
    hassil: typeof found === "string" ? found : pin,
    sentences,
    beginnings: verdicts,
    ...(values["no-compile"] ? {} : { compile: await compileRows(folders, log) }),
  };
}

interface Run {
  readonly program: Program;
  readonly pack: Pack;
  readonly said: readonly Said[];
  readonly count: number;
}

/** `first` is the first time each sentence is heard; p50 and p95 the second. Ratios are over the sentences that both heard. */
async function sentenceRow(
  { program, pack, said, count }: Run,
  peer: { readonly path: string; readonly seconds: number } | undefined,
): Promise<object> {
  const first = sentenceTimes(program, said);
  const times = sentenceTimes(program, said);
  const ours = {
    sentences: said.length,
    firstP95: quantile(first, 0.95),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: quantile(times, 1),
  };
  if (peer === undefined) return ours;
  const theirs = await hassilTimes(peer.path, pack.source, said, { count, seconds: peer.seconds });
  const both = theirs.times.map(([index, ms]) => ({ ours: times[index] ?? 0, theirs: ms }));
  const ratio = (share: number): number =>
    quantile(
      both.map((each) => each.ours),
      share,
    ) /
    quantile(
      both.map((each) => each.theirs),
      share,
    );
  return {
    ...ours,
    hassilSentences: both.length,
    hassilP50: quantile(
      theirs.times.map(([, ms]) => ms),
      0.5,
    ),
    hassilP95: quantile(
      theirs.times.map(([, ms]) => ms),
      0.95,
    ),
    ratioP50: ratio(0.5),
    ratioP95: ratio(0.95),
  };
}

function verdictRow(program: Program, said: readonly Said[]): object {
  const every = Math.max(1, Math.floor(said.length / beginnings));
  const times = verdictTimes(
    program,
    said.filter((_, at) => at % every === 0),
  );
  return {
    beginnings: times.length,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    max: quantile(times, 1),
  };
}

/** Every language that the corpus has. */
async function compileRows({ data }: Folders, log: (text: string) => void): Promise<object[]> {
  const rows: object[] = [];
  for (const language of await languagesOf(data)) {
    const pack = await readPack(data, language);
    const { program, ms, megabytes } = compiled(pack);
    const templates = pack.source.blocks.reduce((sum, { sentences }) => sum + sentences.length, 0);
    rows.push({
      language,
      templates,
      ms,
      megabytes,
      problems: program.problems.length + pack.problems.length,
    });
  }
  log(`${rows.length} languages compiled.`);
  return rows;
}
