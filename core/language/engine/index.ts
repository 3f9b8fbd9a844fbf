/** The sentence engine: compiles templates once, then says what a sentence means and what a beginning could still become. */
import { Fault } from "../../contract/fault.ts";
import { inSlices } from "../../flow/slices.ts";
import { type Built, building, type Need, type Template } from "./build.ts";
import { type Effort, oneSentence, shared } from "./effort.ts";
import { filledOf, type Reading, reader } from "./extract.ts";
import { copiedSlots, fitsNeed, lackingOf, meetsNeed } from "./facts.ts";
import { type List, makeList as listFrom, type Spell } from "./lists.ts";
import { byName, type Preference } from "./prefer.ts";
import { type DynamicLists, type Scan, scan } from "./scan.ts";
import { openSets, type Sets } from "./sets.ts";
import type { Facts, Found, FoundSlot, Json, ListSource, Source } from "./source.ts";
import { bytesOf } from "./states.ts";
import { beforeSkipped, type Prepared, type SkipPatterns, skipPatterns, without } from "./text.ts";
import { isRead, preparedOf, type Variant, variants } from "./variants.ts";

export type { List, Span } from "./lists.ts";
export { byWords, type Counts, decidedBy, type Preference } from "./prefer.ts";
export type { Prepared } from "./text.ts";

/** Bytes of remembered sets before they are forgotten and made anew. */
const mostHeld = 48_000_000;

export interface Program {
  readonly source: Source;
  readonly built: Built;
  readonly problems: readonly Fault[];
  readonly skip: SkipPatterns | undefined;
  /** Bytes, about: states, lists and what sentences have made of them so far. */
  bytes(): number;
  sets(): { readonly sets: Sets; readonly start: number };
}

export interface CompileOptions {
  /** Lists that are handed in with each sentence, such as the names of the house. */
  readonly dynamic?: readonly string[];
  readonly spell?: Spell;
}

export interface Asked {
  readonly lists?: DynamicLists;
  /** What is known beforehand, such as the area of the speaker. */
  readonly context?: Facts;
  /** Slot whose name counts first, however literal the rest. */
  readonly bestSlot?: string;
  /** Which of several readings is meant; `byName` by default. */
  readonly prefer?: Preference;
  /** Blocks that may be meant; all by default. */
  readonly allow?: (block: number) => boolean;
  /** What may be done for it; by default what one sentence may cost. */
  readonly effort?: Effort;
  /** Called when this sentence was too much work, so that what it means is not told, with a template that made it so. */
  readonly strained?: (template: string) => void;
}

/** Whether a text is a sentence, and whether one could still come of it. */
export interface Verdict {
  readonly complete: boolean;
  readonly grows: boolean;
}

/** Compiles what it can; templates that are wrong stand in `problems`, each a SENTENCE_INVALID with its place. */
export function compile(source: Source, options: CompileOptions = {}): Program {
  const work = building(source, new Set(options.dynamic ?? []), options.spell ?? (() => []));
  for (;;) {
    const { done, value } = work.next();
    if (done) return programOf(source, value);
  }
}

/** The same in slices, for a process that has other things to do. Rejects when the signal is aborted. */
export async function compileInSlices(
  source: Source,
  options: CompileOptions & { readonly signal?: AbortSignal } = {},
): Promise<Program> {
  const work = building(source, new Set(options.dynamic ?? []), options.spell ?? (() => []));
  return programOf(source, await inSlices(work, { signal: options.signal }));
}

function programOf(source: Source, built: Built): Program {
  const starts = built.templates.flat().map(({ start }) => start);
  const lists = new Set(built.refs.flatMap(({ list }) => (list === undefined ? [] : [list])));
  const fixed = bytesOf(built.states) + [...lists].reduce((sum, { bytes }) => sum + bytes, 0);
  let now: { sets: Sets; start: number } | undefined;
  return {
    source,
    built,
    problems: built.problems,
    skip: skipPatterns(source.skipWords, source.ignoreWhitespace),
    bytes: () => fixed + (now?.sets.held() ?? 0),
    sets() {
      if (now === undefined || now.sets.held() > mostHeld) {
        const sets = openSets(built.states, built.refs, source.ignoreWhitespace);
        now = { sets, start: sets.starting(starts) };
      }
      return now;
    },
  };
}

/** A list to be handed in with sentences. Throws SENTENCE_INVALID. */
export function makeList(
  list: Exclude<ListSource, { kind: "wildcard" }>,
  facts: { readonly language: string; readonly ignoreWhitespace?: boolean; readonly spell?: Spell },
): List {
  return listFrom(list, {
    language: facts.language,
    ignoreWhitespace: facts.ignoreWhitespace ?? false,
    spell: facts.spell ?? (() => []),
    rule: (name) => {
      throw new Fault("SENTENCE_INVALID", `there is no rule <${name}>`);
    },
  });
}

/** For names, which are no templates: writes their signs so that they stand for themselves. */
export const literally = (name: string): string => name.replace(/[()[\]{}<>|;\\]/g, "\\$&");

/** The best reading of each block that fits, the best first. Never throws. */
export function match(program: Program, text: string | Prepared, asked: Asked = {}): Found[] {
  const { prefer = byName, effort = oneSentence() } = asked;
  const found = variants(program, text).flatMap((variant) => read(program, variant, asked, effort));
  // Readings as good as each other go by the name of their intent in language packs, as hassil has it.
  const byIntent = prefer === byName ? compareNames : () => 0;
  return found.sort(
    (a, b) => prefer(b.counts, a.counts) || byIntent(a.intent, b.intent) || a.block - b.block,
  );
}

const compareNames = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * What a beginning is, and could become. Facts that a block needs are not looked at where it may still grow; that a sentence
 * may be followed by skip words is no growth, that one of them has begun is.
 */
export function verdict(program: Program, text: string | Prepared, facts: Asked = {}): Verdict {
  const whole = preparedOf(program, text);
  if (whole === undefined || whole.text === "") return { complete: false, grows: false };
  const asked = { ...facts, effort: facts.effort ?? oneSentence() };
  const complete = match(program, whole, asked).length > 0;
  if (mayGrow(program, whole, asked)) return { complete, grows: true };
  const before = program.skip === undefined ? [] : beforeSkipped(whole, program.skip);
  const grows = before.some(
    (rest) => mayGrow(program, rest, asked) || (!complete && match(program, rest, asked).length > 0),
  );
  return { complete, grows };
}

function mayGrow(program: Program, text: Prepared, asked: Asked & { readonly effort: Effort }): boolean {
  const rest = program.skip && without(text, program.skip, "everywhere");
  if (text.text === "" || rest?.text === "") return program.built.templates.some(({ length }) => length > 0);
  const { effort } = asked;
  return [text, ...(rest ? [rest] : [])].some((one) => scanned(program, one, asked, effort, true).grows);
}

function scanned(program: Program, { text }: Prepared, asked: Asked, effort: Effort, growth = false): Scan {
  const { sets, start } = program.sets();
  const said = scan(program.built, sets, start, text, asked.lists ?? {}, growth, effort);
  if (effort.left < 0) asked.strained?.(program.built.templates.flat()[0]?.text ?? "");
  return said;
}

function read(program: Program, variant: Variant, asked: Asked, effort: Effort): Found[] {
  const { prepared } = variant;
  const said = scanned(program, prepared, asked, effort);
  const blocks = said.ends.filter((block) => isPossible(program, block, asked));
  const found = new Map<number, Found | undefined>();
  const strained = shared(blocks, effort, (block, own) => {
    const won = wonIn(program, block, { said, variant, asked, effort: own });
    found.set(block, own.left < 0 || !won ? undefined : foundOf(program, block, won, prepared, asked));
  });
  const [first] = strained;
  if (first !== undefined) asked.strained?.(program.built.templates[first]?.[0]?.text ?? "");
  return blocks.flatMap((block) => found.get(block) ?? []);
}

interface Work {
  readonly said: Scan;
  readonly variant: Variant;
  readonly asked: Asked;
  readonly effort: Effort;
}

/** The best reading of all templates of a block. */
function wonIn({ built, source }: Program, block: number, work: Work): Won | undefined {
  const { said, variant, asked, effort } = work;
  const { prefer = byName, bestSlot } = asked;
  const best = reader({
    built,
    text: variant.prepared.text,
    scan: said,
    loose: source.ignoreWhitespace,
    bestSlot,
    prefer,
    lacking: lackingOf({ requires: source.blocks[block]?.requires ?? {} }, asked.context ?? {}),
    effort,
  });
  let won: Won | undefined;
  for (const template of built.templates[block] ?? []) {
    if (!isRead(template, variant.where)) continue;
    const reading = best(template.start);
    if (reading && (!won || prefer(reading.counts, won.reading.counts) > 0)) won = { reading, template };
  }
  return won;
}

interface Won {
  readonly reading: Reading;
  readonly template: Template;
}

function isPossible({ source, built }: Program, block: number, { allow, context }: Asked): boolean {
  if (allow !== undefined && !allow(block)) return false;
  const { requires = {}, excludes = {} } = source.blocks[block] ?? {};
  return built.templates[block] !== undefined && fitsNeed({ requires, excludes }, context);
}

function foundOf(
  { source }: Program,
  number: number,
  { reading, template }: Won,
  prepared: Prepared,
  asked: Asked,
): Found | undefined {
  const block = source.blocks[number];
  if (block === undefined || !hasKeyword(block.keywords, prepared.text)) return undefined;
  const need: Need = { requires: block.requires ?? {}, excludes: block.excludes ?? {} };
  const slots: Record<string, FoundSlot> = {};
  const captures: Record<string, FoundSlot> = {};
  let context: Facts = asked.context ?? {};
  for (const { ref, from, to, values } of filledOf(reading)) {
    const first = values?.[0];
    (ref.capture ? captures : slots)[ref.slot] = slotOf(prepared, from, to, values);
    if (first?.context !== undefined) context = { ...context, ...first.context };
  }
  if (!meetsNeed(need, context)) return undefined;
  for (const [slot, value] of [...Object.entries(block.slots ?? {}), ...copiedSlots(need, context)]) {
    if (!Object.hasOwn(slots, slot)) slots[slot] = silent(value);
  }
  return {
    intent: block.intent,
    block: number,
    template: template.text,
    slots,
    captures,
    context,
    ...(block.response === undefined ? {} : { response: block.response }),
    ...(block.metadata === undefined ? {} : { metadata: block.metadata }),
    counts: reading.counts,
  };
}

const hasKeyword = (keywords: readonly string[] | undefined, text: string): boolean =>
  keywords === undefined || keywords.length === 0 || keywords.some((word) => text.split(" ").includes(word));

const silent = (value: Json): FoundSlot => ({
  value,
  all: [value],
  raw: "",
  from: 0,
  to: 0,
  wildcard: false,
});

type Values = ReturnType<typeof filledOf>[number]["values"];

function slotOf({ said, origin, ends }: Prepared, from: number, to: number, values: Values): FoundSlot {
  const place = { raw: said.slice(from, to), from: origin[from] ?? 0, to: ends[to - 1] ?? 0 };
  const [first] = values ?? [];
  if (first === undefined) return { ...place, value: place.raw, all: [place.raw], wildcard: true };
  return {
    ...place,
    value: first.value,
    all: (values ?? []).map(({ value }) => value),
    wildcard: false,
    ...(first.metadata === undefined ? {} : { metadata: first.metadata }),
  };
}
