/** Searches for sentences and templates that make the sentence engine slow or fail: random, mutated and built to hurt. */
import fc from "fast-check";
import { compile, match, type Program, verdict } from "../../core/language/engine/index.ts";
import type { Source } from "../../core/language/engine/source.ts";

export const name = "fuzz";
export const about = "A million random sentences and templates: failures, and the slowest match. --cases N";

const defaultCases = 1_000_000;
/** Sentences that are drawn once, and how many of them each set of templates is asked; half of those anew, cut and joined. */
const drawn = 20_000;
const perProgram = 400;
const limitMs = 50;
/** What takes longer is asked twice more and the least time counts: a pause of the machine is no fault of the engine's. */
const doubtfulMs = 20;

interface Slowest {
  readonly ms: number;
  readonly text: string;
  readonly templates: readonly string[];
}

const words = "turn on off the a an and in to play set light lamp kitchen bed room five minutes % list".split(
  " ",
);
const pieces = [
  ...words,
  ...words.map((word) => `[${word}]`),
  "(a|an|the)",
  "{x}",
  "{x:y}",
  "{z}",
  "{name}",
  "{level}",
  "{0..100,5:step}",
  "<r>",
  "[<r>]",
  "(<r>;{x};on)",
  "([[[a] b] c] d|e)",
  "light[s]",
  "{x}{z}",
  "[{x}] [and {x}]",
];
const broken = ["(", ")", "[", "]", "{", "}", "<", ">", "|", ";", "\\", "{}", "<>", ":", "@"];

const many = (count: number, make: (at: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Free text next to free text, optional everywhere, names that all begin alike: what makes a back-tracking matcher explode. */
const hurtful: readonly (readonly string[])[] = [
  ["{x} {x} {x} {x} {x} {x}"],
  ["[{x}] [{x}] [{x}] [{x}] [{x}] [{x}] [{x}] [{x}] end"],
  [`${"[a] ".repeat(60)}b`],
  [`${"(a|a a|a a a) ".repeat(20)}b`],
  ["{x} and {x} and {x} and {x} and {x}"],
  ["(a;{x};{name};b;{z})"],
  ["{name} {name} {name} {name} {x} {name}"],
  many(50, (at) => `{x} {x} {x} {x} {x} [w${at}]`),
  many(50, (at) => `[{x}] [a${at}] [{x}] [and] [{x}] [on] [{x}]`),
  ["{letters}[ ]{letters}[ ]{letters}"],
  ["{alike} {alike} {alike} {alike}"],
  many(20, (at) => `{alike} {alike} {x} {alike} [w${at}]`),
];

const programOf = (templates: readonly string[]): Program => {
  const source: Source = {
    language: "en",
    blocks: templates.map((one, index) => ({ intent: `I${index}`, sentences: [one], where: `t${index}` })),
    lists: {
      x: { kind: "wildcard" },
      z: { kind: "wildcard" },
      letters: { kind: "text", values: many(500, (at) => "a".repeat(at + 1)).map((one) => ({ in: one })) },
      alike: { kind: "text", values: many(250, (at) => "a ".repeat(at + 1)).map((one) => ({ in: one })) },
      level: { kind: "range", from: 0, to: 100 },
      name: {
        kind: "text",
        values: ["a", "a a", "bed", "bed room", "room lamp", "lamp"].map((one) => ({ in: one })),
      },
    },
    rules: { r: "(the|my|[all] [of] the)", s: "<s>" },
    skipWords: ["please", "a"],
    ignoreWhitespace: false,
  };
  return compile(source);
};

const text = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((all) => all.join(" ")),
  fc.string({ maxLength: 60, unit: "binary" }),
  fc.string({ maxLength: 60, unit: "grapheme" }),
  fc
    .tuple(fc.constantFrom(...words), fc.integer({ min: 1, max: 120 }))
    .map(([word, n]) => `${word} `.repeat(n)),
  fc.constantFrom("a".repeat(600), "a ".repeat(300), "and ".repeat(150), "bed room ".repeat(66)),
);
const template = fc.oneof(
  { weight: 9, arbitrary: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces, ...broken), { minLength: 1, maxLength: 10 }) },
);

/** The same numbers in every run (a linear congruential generator; Numerical Recipes, 7.1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

interface Noted {
  failed(error: unknown): void;
  /** It was given up, being too much work. */
  strained(): void;
}

/** ms of this thread's processor time: what other programs take of the machine does not count. */
const spent = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The longer of a match and, where it is asked for, a verdict. */
function timed(program: Program, said: string, partial: boolean, { failed, strained }: Noted): number {
  const began = spent();
  try {
    match(program, said, { strained });
    const matched = spent();
    if (partial) verdict(program, said);
    return Math.max(matched - began, spent() - matched);
  } catch (error) {
    failed(error);
    return spent() - began;
  }
}

export async function bench({ args, log }: { args: string[]; log(text: string): void }): Promise<object> {
  const cases = Number(args[args.indexOf("--cases") + 1]) || defaultCases;
  const times: number[] = [];
  const failures: string[] = [];
  let slowest: Slowest = { ms: 0, text: "", templates: [] };
  let templates = 0;
  let strained = 0;
  const silent: Noted = { failed() {}, strained() {} };
  let once = 0;
  let tellAt = performance.now() + 2000;
  const pool = fc.sample(text, { numRuns: drawn, seed: 1 });
  const next = numbers(1);
  const any = (): string => pool[next() % drawn] ?? "";
  for (let round = 0; times.length < cases; round++) {
    const chosen =
      hurtful[round] ??
      fc.sample(template, { numRuns: 6, seed: round }).map((parts) => parts.join(round % 3 ? " " : ""));
    templates += chosen.length;
    const program = programOf(chosen);
    for (let count = 0; count < perProgram; count++) {
      const said = count % 2 === 0 ? any() : any().slice(0, next() % 60) + any().slice(next() % 20);
      let ms = timed(program, said, count % 8 === 0, {
        failed: (error) => failures.push(`${JSON.stringify(chosen)} with ${JSON.stringify(said)}: ${error}`),
        strained: () => strained++,
      });
      once = Math.max(once, ms);
      for (let again = 0; ms > doubtfulMs && again < 2; again++) {
        ms = Math.min(ms, timed(program, said, count % 8 === 0, silent));
      }
      times.push(ms);
      if (ms > slowest.ms) slowest = { ms, text: said.slice(0, 80), templates: chosen };
    }
    if (performance.now() > tellAt) {
      tellAt = performance.now() + 5000;
      log(`${times.length} of ${cases} sentences; slowest ${slowest.ms.toFixed(1)} ms`);
    }
  }
  const sorted = Float64Array.from(times).sort();
  return {
    sentences: times.length,
    templates,
    failures: failures.length,
    firstFailure: failures[0] ?? "none",
    givenUp: strained,
    p50Ms: sorted[Math.floor(sorted.length / 2)],
    p99Ms: sorted[Math.floor(sorted.length * 0.99)],
    slowestMs: slowest.ms,
    slowestAtFirstMs: once,
    slowest: `${slowest.templates.slice(0, 6).join(" · ")} — ${slowest.text}`,
    slowerThan50Ms: times.filter((ms) => ms > limitMs).length,
  };
}
