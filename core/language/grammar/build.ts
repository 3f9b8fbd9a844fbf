/** Makes the grammar of a language from what is on the bus: the sentences of skills, and the names of the house's things. */
import type { Messages } from "../../../bus-schema/index.ts";
import { asFault } from "../../contract/fault.ts";
import type { GrammarData } from "../../contract/voice/grammar/data.ts";
import { plainForm, plainWords } from "../../contract/voice/grammar/plain.ts";
import { rulesOf } from "../compile.ts";
import { nearest } from "../normalise.ts";
import { type Part, parseTemplate } from "../parse.ts";
import { wordsFor } from "../words/index.ts";
import { writePoliteness, writeWhole } from "./around.ts";
import { add, type Draft, newDraft, skip } from "./automaton.ts";
import { linked } from "./link.ts";
import { spokenIn } from "./spoken/index.ts";
import type { Spoken } from "./spoken/types.ts";
import { sureWords, type Writing, write } from "./write.ts";

type SkillState = Messages["skill/state"];
type Things = Pick<Messages["devices/listed"], "devices" | "areas"> & {
  readonly floors?: Messages["devices/listed"]["floors"];
};

export interface GrammarFacts {
  /** BCP-47. */
  readonly language: string;
  readonly skills: readonly SkillState[];
  readonly things: Things;
  /** What may be said before a command. */
  readonly wakeWords?: readonly string[];
}

/** Sentences with free text count when so many of their words are none: less is no evidence that they were meant. */
const sureEnough = 3;

/** Undefined when no skill has a sentence in this language. Templates that cannot be read are left out. */
export function grammarOf(facts: GrammarFacts): GrammarData | undefined {
  const steps = grammarSteps(facts);
  while (true) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of some milliseconds, for whoever must not keep others waiting. */
export function* grammarSteps(facts: GrammarFacts): Generator<void, GrammarData | undefined> {
  const { language, skills, things, wakeWords = [] } = facts;
  const drafts = new Map<string, Draft>();
  const spoken = spokenIn(language);
  writeValues(drafts, spoken);
  const exposed = things.devices.filter((device) => device.exposed);
  writeNames(drafts, "device", exposed, language);
  writeNames(drafts, "area", [...things.areas, ...(things.floors ?? [])], language);
  yield;
  const closed: string[] = [];
  const open: string[] = [];
  for (const skill of skills) {
    const made = writeSkill(drafts, skill, language, spoken);
    if (made.closed) closed.push(made.closed);
    if (made.open) open.push(made.open);
    yield;
  }
  if (closed.length === 0) return undefined;
  writePoliteness(drafts, language, wakeWords);
  const start = writeWhole(drafts, "start", closed);
  const free = open.length === 0 ? [] : [writeWhole(drafts, "open", open)];
  const order = [...closed, ...open, start, ...free];
  const { nets, indexOf } = yield* linked(drafts, order, spoken.short);
  const from = indexOf.get(free[0] ?? "");
  return {
    language,
    start: indexOf.get(start) ?? 0,
    ...(from === undefined ? {} : { open: from }),
    nets,
    apart: spoken.apart,
  };
}

/** Figures, and the values of slots. */
function writeValues(drafts: Map<string, Draft>, { rules, kinds, variants }: Spoken): void {
  for (const [name, most] of [
    ["digits", 100],
    ["hours", 24],
    ["minutes", 59],
  ] as const) {
    const figures = newDraft();
    for (let value = 0; value <= most; value++) figures.ends.add(add(figures, 0, { text: ` ${value}` }));
    drafts.set(name, figures);
  }
  const clock = newDraft();
  const colon = clock.states++;
  for (let hour = 0; hour < 24; hour++) add(clock, 0, { text: ` ${hour}:` }, colon);
  for (let minute = 0; minute < 60; minute++) {
    clock.ends.add(add(clock, colon, { text: String(minute).padStart(2, "0") }));
  }
  drafts.set("clock", clock);
  const written = rulesOf(rules);
  const rule = (name: string): readonly Part[] => (name in rules ? written(name) : []);
  const ruleNet = (name: string): string => (drafts.has(name) ? name : `value ${name}`);
  const writing: Writing = { rule, ruleNet, slotNet: () => undefined, variants };
  for (const name of Object.keys(rules)) writeRule(drafts, `value ${name}`, rule(name), writing);
  for (const kind of kinds) {
    const net = drafts.get(`value ${kind}`);
    if (net) drafts.set(`slot ${kind}`, net);
  }
}

function writeRule(drafts: Map<string, Draft>, net: string, parts: readonly Part[], writing: Writing): void {
  const draft = newDraft();
  drafts.set(net, draft);
  finish(draft, write(draft, writing, 0, parts));
}

type Named = { readonly name: string; readonly aliases?: readonly string[] };

/** Names with an article or without, the last word in the plural too. */
function writeNames(
  drafts: Map<string, Draft>,
  kind: string,
  things: readonly Named[],
  language: string,
): void {
  const words = wordsFor(language);
  const { endings } = spokenIn(language);
  const draft = newDraft();
  const named = draft.states++;
  skip(draft, 0, named);
  for (const article of words.articles) add(draft, 0, { text: ` ${article}` }, named);
  const texts = new Set(things.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
  for (const text of texts) {
    const said = plainWords(plainForm(text));
    const last = said.at(-1);
    if (last === undefined) continue;
    const forms = endings
      .map((ending) => last + ending)
      .filter((form) => words.stem(form) === words.stem(last));
    let at = named;
    for (const word of said.slice(0, -1)) at = add(draft, at, { text: ` ${word}` });
    for (const form of [last, words.stem(last), ...forms])
      draft.ends.add(add(draft, at, { text: ` ${form}` }));
  }
  drafts.set(`slot ${kind}`, draft);
}

interface Entrances {
  readonly closed: string | undefined;
  readonly open: string | undefined;
}

function writeSkill(
  drafts: Map<string, Draft>,
  skill: SkillState,
  language: string,
  spoken: Spoken,
): Entrances {
  const said = skill.languages[nearest(language, Object.keys(skill.languages)) ?? ""];
  if (!said) return { closed: undefined, open: undefined };
  const closed = newDraft();
  const open = newDraft();
  for (const [intent, templates] of Object.entries(said.hear)) {
    // What only says that nothing fits must not be taken for what was meant.
    if (skill.intents[intent]?.fallback === true) continue;
    const facts = { drafts, skill, intent, said, variants: spoken.variants };
    const sure = writingOf({ ...facts, free: false });
    const free = writingOf({ ...facts, free: true });
    for (const template of templates) {
      const parts = readable(template);
      if (!parts) continue;
      try {
        finish(closed, write(closed, sure, 0, parts));
        const words = sureWords(parts, sure);
        if (words.free && words.least >= sureEnough) finish(open, write(open, free, 0, parts));
      } catch (thrown) {
        passOver(thrown);
      }
    }
  }
  const net = (kind: string, draft: Draft): string | undefined => {
    if (draft.ends.size === 0) return undefined;
    drafts.set(`${kind} ${skill.name}`, draft);
    return `${kind} ${skill.name}`;
  };
  return { closed: net("skill", closed), open: net("open", open) };
}

function readable(template: string): readonly Part[] | undefined {
  try {
    return parseTemplate(template);
  } catch (thrown) {
    return passOver(thrown);
  }
}

/** Whoever compiles the skill reports it; here the other sentences are still worth having. */
function passOver(thrown: unknown): undefined {
  if (asFault(thrown).code !== "SENTENCE_INVALID") throw thrown;
  return undefined;
}

function finish(draft: Draft, end: number | undefined): void {
  if (end !== undefined) draft.ends.add(end);
}

interface WritingFacts {
  readonly drafts: Map<string, Draft>;
  readonly skill: SkillState;
  readonly intent: string;
  readonly said: SkillState["languages"][string];
  readonly variants: Spoken["variants"];
  /** Slots of free text take any words, rather than closing the way. */
  readonly free: boolean;
}

function writingOf({ drafts, skill, intent, said, variants, free }: WritingFacts): Writing {
  const rule = rulesOf(said.rules);
  const named = `${free ? "open " : ""}${skill.name}/${intent}`;
  const writing: Writing = {
    rule,
    variants,
    slotNet(slot) {
      const kind = String(skill.intents[intent]?.slots[slot]?.kind ?? "text");
      if (kind === "choice") return choiceNet(drafts, `${named} {${slot}}`, listOf(said, slot), writing);
      if (drafts.has(`slot ${kind}`)) return `slot ${kind}`;
      return free ? anyWords(drafts) : undefined;
    },
    ruleNet(name) {
      const net = `${named} <${name}>`;
      if (!drafts.has(net)) writeRule(drafts, net, rule(name), writing);
      return usable(drafts, net);
    },
  };
  return writing;
}

const usable = (drafts: ReadonlyMap<string, Draft>, net: string): string | undefined =>
  drafts.get(net)?.ends.size ? net : undefined;

type Lists = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
const listOf = ({ lists }: WritingFacts["said"], name: string): Lists[string] => (lists as Lists)[name] ?? {};

function choiceNet(
  drafts: Map<string, Draft>,
  net: string,
  list: Lists[string],
  writing: Writing,
): string | undefined {
  if (drafts.has(net)) return usable(drafts, net);
  const draft = newDraft();
  drafts.set(net, draft);
  for (const entry of Object.values(list).flat()) {
    const parts = readable(entry);
    if (parts) finish(draft, write(draft, writing, 0, parts));
  }
  return usable(drafts, net);
}

function anyWords(drafts: Map<string, Draft>): string {
  const net = "any words";
  if (!drafts.has(net)) {
    const draft = newDraft();
    const first = add(draft, 0, { text: " " });
    const words = add(draft, first, { any: true });
    add(draft, words, { any: true }, words);
    draft.ends.add(words);
    drafts.set(net, draft);
  }
  return net;
}
