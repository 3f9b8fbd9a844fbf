/** Says of the words so far how long the room should wait for more: the house's sentences, the turn before, and the words themselves. */

import type { SlotKind } from "../../contract/slots.ts";
import { type Grammar, plainForm } from "../../contract/voice/index.ts";
import { lacksItsEnd, soundsUnfinished } from "../../language/unfinished.ts";
import { wordsFor } from "../../language/words/index.ts";
import type { Dialogue } from "../house.ts";
import type { Chosen } from "../rerank.ts";
import { followedUp, isUndo, pointedBack } from "../route/again.ts";
import { corrected } from "../route/correct.ts";
import { createReader, type Reader } from "../route/meaning.ts";
import { keysOf, wordsOf } from "../route/tokens.ts";
import type { Said, Standing } from "./patience.ts";
import { type House, standingOf } from "./standing.ts";

export interface JudgeFacts {
  readonly site: string;
  readonly area: string;
  readonly language: string;
  readonly skills: { readonly allow?: readonly string[]; readonly deny?: readonly string[] };
  /** Whole answers to what the house has asked, beside yes and no; absent: it has asked nothing. */
  readonly answers?: readonly string[];
}

export type Judge = (chosen: Pick<Chosen, "text" | "heard">) => Said;

/** Longer texts are no follow-up; it bounds the work of one judgement. */
const longestFollowUp = 6;
/** Sentences that a follow-up is tried as. */
const mostTried = 20;
const textsKept = 8;
/** Kinds of slots that hold what a command is about, rather than what is done to it. */
const names: ReadonlySet<unknown> = new Set<SlotKind>(["device", "area"]);
const values: ReadonlySet<unknown> = new Set<unknown>([
  ...names,
  "number",
  "duration",
  "time",
  "moment",
  "repeat",
]);

/** Each text is judged once. */
export function createJudge(
  house: Pick<Dialogue, "lexicon" | "grammars" | "memory">,
  facts: JudgeFacts,
): Judge {
  const known = new Map<string, Said>();
  const reader = createReader({ lexicon: house.lexicon, ...facts });
  const asked = houseOf(house, facts);
  const judged = (text: string): Said => {
    const there = known.get(text);
    if (there) return there;
    const standing = answerOf(facts, reader, text) ?? standingWith(house, facts, reader, asked, text);
    const lacks = standing === "unknown" && lacksItsEnd(text, facts.language);
    const said = { standing, unfinished: lacks || soundsUnfinished(text, facts.language) };
    if (known.size >= textsKept) known.clear();
    known.set(text, said);
    return said;
  };
  return ({ text, heard }) => {
    const said = judged(text);
    // A sentence of the house in the place of other words: half a sentence may have been bent to a whole one.
    const same = heard === undefined || plainForm(heard) === plainForm(text);
    return same ? said : moreOpen(said, judged(heard));
  };
}

const order: readonly Standing[] = ["closed", "adds", "changes", "unknown", "open", "short", "begun"];

function moreOpen(mended: Said, heard: Said): Said {
  if (heard.standing === "begun" || heard.unfinished) return heard;
  const atLeast = order.indexOf("changes");
  return order.indexOf(mended.standing) >= atLeast ? mended : { ...mended, standing: "changes" };
}

function answerOf({ answers }: JudgeFacts, { words }: Reader, text: string): Standing | undefined {
  if (!answers) return undefined;
  const said = keysOf(text);
  const all = [...words.yes, ...words.no, ...answers.map(keysOf)];
  if (said === "") return undefined;
  if (!all.includes(said)) return all.some((one) => one.startsWith(`${said} `)) ? "changes" : undefined;
  return "closed";
}

/** What is no sentence by itself may be one after the turn before: "and the kitchen", "no, fifteen", "turn it off". */
function standingWith(
  { memory }: Pick<Dialogue, "memory">,
  facts: JudgeFacts,
  reader: Reader,
  asked: House,
  text: string,
): Standing {
  const standing = remembered(asked, facts, text);
  const last = standing === "unknown" ? memory.last(facts.site) : undefined;
  if (!last || wordsOf(text).length > longestFollowUp) return standing;
  if (isUndo(reader, text)) return "closed";
  const tried = atMost(reader, mostTried);
  const found =
    corrected(tried, text, last) ?? pointedBack(tried, text, last) ?? followedUp(tried, text, last);
  return found ? "changes" : standing;
}

/** A reader that understands nothing more after so many texts. */
function atMost(reader: Reader, texts: number): Reader {
  let left = texts;
  return { ...reader, find: (text) => (left-- > 0 ? reader.find(text) : undefined) };
}

/** What was judged of whole and begun sentences, as long as the house can be asked the same: commands are said again and again. */
const judgements = new WeakMap<Grammar, Map<string, Standing>>();
const judgementsKept = 500;

function remembered(house: House, { language, skills, area }: JudgeFacts, text: string): Standing {
  const { grammar } = house;
  if (!grammar) return standingOf(house, text);
  const known = judgements.get(grammar) ?? new Map<string, Standing>();
  judgements.set(grammar, known);
  const key = JSON.stringify([plainForm(text), language, area, skills.allow, skills.deny]);
  const standing = known.get(key) ?? standingOf(house, text);
  if (known.size >= judgementsKept) known.clear();
  // What is unknown is soon found out, and may be taught meanwhile by a language pack.
  if (standing !== "unknown") known.set(key, standing);
  return standing;
}

function houseOf(
  { lexicon, grammars }: Pick<Dialogue, "lexicon" | "grammars">,
  { language, skills, area }: JudgeFacts,
): House {
  const { allow, deny } = skills;
  const filter = { ...(allow ? { allow: [...allow] } : {}), ...(deny ? { deny: [...deny] } : {}) };
  const polite = new Set(wordsFor(language).trailing.map((phrase) => plainForm(phrase.join(" ")).trim()));
  const intentOf = (name: string, intent: string) => lexicon.skill(name)?.intents[intent];
  return {
    match: (text) => lexicon.match(text, language, filter, area),
    isFallback: ({ skill, intent }) => intentOf(skill, intent)?.fallback === true,
    isFree: ({ skill, intent }, slot) => intentOf(skill, intent)?.slots[slot]?.kind === "text",
    isName: ({ skill, intent }, slot) => names.has(intentOf(skill, intent)?.slots[slot]?.kind),
    isValue: ({ skill, intent }, slot) => values.has(intentOf(skill, intent)?.slots[slot]?.kind),
    isPolite: (words) => polite.has(words.trim()),
    isAllOf(area, device) {
      const there = lexicon.things().devices.filter((one) => one.area === area && one.abilities.length > 0);
      return there.length === 1 && there[0]?.id === device;
    },
    grammar: grammars.of(language),
  };
}
