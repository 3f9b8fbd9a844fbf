/** `npm run judge-intents`: how well the sentence engine understands the tests of an intents corpus, language by language. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { asFault, Fault } from "hearsay";
import { languagesOf, readPack } from "../../core/language/pack/index.ts";
import { openResponses } from "../../core/language/respond/index.ts";
import { judge, programOf, type Score } from "./judge.ts";
import { textOf } from "./report.ts";
import { languagesIn, readSuites, testsIn } from "./suite.ts";

const help = `Usage: npm run judge-intents -- --data DIR --tests DIR [--languages a,b] [--json]

Reads the language packs of an intents corpus and the tests beside it, and counts the sentences with the right intent,
with the right slots too, and with the right answer too. Every miss is listed with its reason.

  --data DIR       the folder with sentences, lists, rules, responses and intents.yaml
  --tests DIR      the folder with LANGUAGE/…, or one that has it as "tests"
  --languages a,b  only these; all that have tests by default
  --json           one JSON object: {"languages": {"en": {total, intent, slots, response, misses}}}

Progress goes to standard error. Exit codes: 0 judged, whatever the score; 1 it failed; 2 what was given is wrong.`;

interface Io {
  out(text: string): void;
  err(text: string): void;
}

/** Runs the command. Resolves with the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let json = argv.includes("--json");
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        data: { type: "string" },
        tests: { type: "string" },
        languages: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    json = values.json;
    if (values.help) {
      io.out(help);
      return 0;
    }
    const scores = await judgeAll(values, io);
    io.out(json ? JSON.stringify({ languages: scores }) : textOf(scores));
    return 0;
  } catch (thrown) {
    const { code, message, remedy } = misuseOf(thrown) ?? asFault(thrown);
    if (json) io.out(JSON.stringify({ fault: { code, message, remedy } }));
    else io.err(`${code}: ${message}\n${remedy}`);
    return code === "USAGE" ? 2 : 1;
  }
}

const remedy = "See: npm run judge-intents -- --help";

function misuseOf(thrown: unknown): Fault | undefined {
  const { code } = thrown as { readonly code?: unknown };
  if (!(thrown instanceof Error) || !String(code).startsWith("ERR_PARSE_ARGS_")) return undefined;
  return new Fault("USAGE", thrown.message, { remedy, cause: thrown });
}

type Choice = { readonly data?: string | undefined; readonly tests?: string | undefined };

async function judgeAll(
  choice: Choice & { readonly languages?: string | undefined },
  io: Io,
): Promise<Readonly<Record<string, Score>>> {
  const { data, tests: given } = choice;
  if (data === undefined || given === undefined) {
    throw new Fault("USAGE", "Both --data and --tests are needed.", { remedy });
  }
  if (!existsSync(join(data, "sentences"))) {
    throw new Fault("USAGE", `${data} has no folder "sentences".`, { remedy });
  }
  const tests = testsIn(given);
  const scores: Record<string, Score> = {};
  for (const language of await languagesFor(data, tests, choice.languages, io)) {
    const score = await judgeLanguage(data, tests, language, io);
    if (score.total > 0 || choice.languages !== undefined) scores[language] = score;
  }
  if (Object.keys(scores).length === 0) {
    throw new Fault("USAGE", `${tests} has no tests of a language that ${data} has.`, { remedy });
  }
  return scores;
}

async function languagesFor(
  data: string,
  tests: string,
  chosen: string | undefined,
  io: Io,
): Promise<readonly string[]> {
  const tested = await languagesIn(tests);
  const known = await languagesOf(data);
  const wanted = chosen?.split(",").map((name) => name.trim());
  const absent = wanted?.find((name) => !tested.includes(name) || !known.includes(name));
  if (absent !== undefined) {
    const there = tested.filter((name) => known.includes(name)).join(", ");
    throw new Fault("USAGE", `There are no sentences with tests in "${absent}"; there are: ${there}.`, {
      remedy,
    });
  }
  for (const name of tested.filter((one) => wanted === undefined && !known.includes(one))) {
    io.err(`${name}: left out, ${data} has no sentences in it.`);
  }
  return wanted ?? tested.filter((name) => known.includes(name));
}

async function judgeLanguage(data: string, tests: string, language: string, io: Io): Promise<Score> {
  const started = performance.now();
  const pack = await readPack(data, language);
  const program = programOf(pack);
  const responses = openResponses(language, pack.responses);
  const compiled = performance.now();
  const problems = [...pack.problems, ...program.problems, ...responses.problems()];
  for (const { message } of problems) io.err(`${language}: ${message}`);
  const suites = await readSuites(tests, language, (message) => io.err(`${language}: ${message}`));
  const score = judge({ pack, program, responses }, suites);
  const ms = (from: number, to: number): number => Math.round(to - from);
  io.err(
    `${language}: ${score.total} sentences, ${score.misses.length} misses; ` +
      `read and compiled in ${ms(started, compiled)} ms, judged in ${ms(compiled, performance.now())} ms`,
  );
  return score;
}

if (import.meta.main) {
  const io: Io = { out: (text) => console.log(text), err: (text) => console.error(text) };
  process.exitCode = await run(process.argv.slice(2), io);
}
