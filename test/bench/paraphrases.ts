/** Paraphrases that fit no sentence word for word: what the sentence engine makes of them, and what the guesses add. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bus, Log } from "hearsay";
import { openDirectory } from "../../core/dialog/directory.ts";
import type { Dialogue } from "../../core/dialog/house.ts";
import { openLexicon } from "../../core/dialog/lexicon.ts";
import { guessesFor } from "../../core/dialog/route/guess.ts";
import { createReader, type Meaning, type Reader } from "../../core/dialog/route/meaning.ts";
import { serve } from "../../core/host/serve/index.ts";
import plugin from "../../plugins/intent-embeddings/index.ts";
import home from "../../plugins/virtual-home/index.ts";
import { busFor } from "../kit/bus-for.ts";
import { hostFor } from "../kit/host.ts";
import { testLog } from "../kit/log.ts";
import { serveSkills } from "../kit/skills.ts";

export const name = "paraphrases";
export const about =
  "Paraphrases and things not to be done: accuracy with and without guesses, wrong actions, ms a sentence.";

interface Paraphrases {
  /** `means`: plain sentences, any of which it may be taken for. */
  readonly groups: readonly { readonly means: readonly string[]; readonly said: readonly string[] }[];
  /** What must not be acted upon. */
  readonly nothing: readonly string[];
}
interface Judged {
  readonly text: string;
  readonly held: boolean;
  /** It must not be acted upon. */
  readonly negative: boolean;
  readonly by: "sentences" | "guess" | "question" | "nothing";
  readonly right: boolean;
  readonly meaning: Meaning | undefined;
  readonly risk: ReturnType<Reader["risk"]>;
  /** Of the guess. */
  readonly ms: number | undefined;
}

const file = join(import.meta.dirname, "../data/paraphrases.json");
const room = "kitchen";

/** Thresholds are fitted on one half of the sentences and judged on this one; which is which hangs on their words alone. */
const isHeldOut = (text: string): boolean => (createHash("sha256").update(text).digest()[0] ?? 0) % 2 === 1;

export async function bench({ args, log }: { args: string[]; log(text: string): void }): Promise<object> {
  const options = { show: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ args, options });
  const data = JSON.parse(readFileSync(file, "utf8")) as Paraphrases;
  await using house = await openHouse();
  const { reader } = house;
  const judged: Judged[] = [];
  const unknown: string[] = [];
  for (const { means, said } of data.groups) {
    const wanted = means.flatMap((one) => reader.find(one) ?? []).filter((one) => !reader.isFallback(one));
    if (wanted.length < means.length) unknown.push(means.join(" | "));
    if (wanted.length === 0) continue;
    for (const text of said) judged.push(await judge(house, text, wanted));
  }
  for (const text of data.nothing) judged.push(await judge(house, text, []));
  // The held-out half is not looked at sentence by sentence.
  for (const one of values.show ? judged.filter(({ held }) => !held) : []) log(lineOf(one));
  return { ...summary(judged), "no such sentence": unknown, learnt: house.learnt };
}

interface House extends AsyncDisposable {
  readonly reader: Reader;
  readonly dialogue: Dialogue;
  readonly learnt: object;
}

/** All skills, the virtual home and the plugin on one bus, with the dialog's own directory and reader. */
async function openHouse(): Promise<House> {
  await using stack = new AsyncDisposableStack();
  const { bus } = stack.use(await busFor());
  stack.use(await hostFor(home, {}, { bus }));
  stack.use(await serveSkills(bus));
  const lexicon = stack.use(await openLexicon(bus, "en"));
  const learnt = Promise.withResolvers<object>();
  const log: Log = { ...testLog(plugin.name), info: (_text, facts) => learnt.resolve(facts ?? {}) };
  const { provided } = stack.use(await hostFor(plugin, {}, { bus, log }));
  if (!provided.intent) throw new Error("The plugin offers no intent.");
  stack.use(await serve("intent", provided.intent, serveFacts(bus)));
  const directory = stack.use(await openDirectory(bus));
  const open = { learnt: await learnt.promise };
  const reader = createReader({ lexicon, language: "en", skills: {}, area: room });
  const dialogue = { bus, directory, log: testLog("dialog") } as unknown as Dialogue;
  const moved = stack.move();
  return { ...open, reader, dialogue, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

const serveFacts = (bus: Bus) => ({
  bus,
  plugin: plugin.name,
  version: "0.0.0",
  client: "hub",
  log: testLog(plugin.name),
  generation: "1",
});

/** As the dialog does it: a sentence of a skill first, then a guess. */
async function judge({ reader, dialogue }: House, text: string, wanted: readonly Meaning[]): Promise<Judged> {
  const facts = { text, held: isHeldOut(text), negative: wanted.length === 0 };
  const told = (by: Judged["by"], meaning: Meaning | undefined, ms?: number): Judged => {
    const right = wanted.some((one) => meaning !== undefined && sameMeaning(one, meaning));
    const risk = meaning ? reader.risk(meaning) : "none";
    return { ...facts, by, meaning, risk, ms, right };
  };
  const exact = reader.find(text);
  if (exact && !reader.isFallback(exact)) return told("sentences", exact);
  const begun = performance.now();
  const asked = { text, turn: "bench", signal: new AbortController().signal };
  const { verdict, found = [] } = await guessesFor(dialogue, reader, asked);
  const ms = performance.now() - begun;
  if (verdict === "taken") return told("guess", found[0], ms);
  return verdict === "asked" ? told("question", found[0], ms) : told("nothing", undefined, ms);
}

function sameMeaning(a: Meaning, b: Meaning): boolean {
  const slots = ({ slots }: Meaning): string => JSON.stringify(Object.entries(slots).sort());
  return a.skill === b.skill && a.intent === b.intent && slots(a) === slots(b);
}

function summary(judged: readonly Judged[]): object {
  const half = (held: boolean) => judged.filter((one) => one.held === held);
  const ms = judged.flatMap((one) => one.ms ?? []).sort((a, b) => a - b);
  const at = (share: number): number => Math.round((ms[Math.floor(ms.length * share)] ?? 0) * 10) / 10;
  return {
    paraphrases: [paraphrasesOf("held out", half(true)), paraphrasesOf("tuned", half(false))],
    "not to be done": [negativesOf("held out", half(true)), negativesOf("tuned", half(false))],
    "guess ms": { p50: at(0.5), p95: at(0.95), of: ms.length },
  };
}

const percent = (count: number, of: number): string =>
  `${Math.round((1000 * count) / Math.max(1, of)) / 10} %`;

function paraphrasesOf(set: string, all: readonly Judged[]): object {
  const some = all.filter(({ negative }) => !negative);
  const count = (by: Judged["by"], right: boolean): number =>
    some.filter((one) => one.by === by && one.right === right).length;
  const exact = count("sentences", true);
  const done = exact + count("guess", true);
  return {
    set,
    sentences: some.length,
    "right without guesses": percent(exact, some.length),
    "right with": percent(done, some.length),
    "right with, or asked rightly": percent(done + count("question", true), some.length),
    asked: percent(count("question", true) + count("question", false), some.length),
    "asked wrongly": count("question", false),
    "wrong by sentences": count("sentences", false),
    "wrong by guesses": count("guess", false),
    "of these, risky": some.filter((one) => one.by === "guess" && !one.right && one.risk === "high").length,
    nothing: count("nothing", false),
  };
}

function negativesOf(set: string, all: readonly Judged[]): object {
  const some = all.filter(({ negative }) => negative);
  const count = (by: Judged["by"]): number => some.filter((one) => one.by === by).length;
  const risky = some.filter((one) => one.by === "guess" && one.risk === "high").length;
  return {
    ...{ set, sentences: some.length, "acted on by sentences": count("sentences") },
    ...{ "acted on by guesses": count("guess"), "of these, risky": risky, asked: count("question") },
  };
}

const lineOf = ({ text, negative, by, right, meaning, ms }: Judged): string =>
  [
    negative ? (by === "nothing" ? "good" : "BAD ") : right ? "good" : by === "nothing" ? "miss" : "BAD ",
    by,
    JSON.stringify(text),
    meaning
      ? `${meaning.skill}/${meaning.intent} ${meaning.score.toFixed(2)} "${meaning.sentence ?? ""}"`
      : "-",
    ms === undefined ? "" : `${ms.toFixed(1)} ms`,
  ].join("  ");
