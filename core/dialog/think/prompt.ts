/** Tells a language model who it is and how the house speaks: what changes stands last, so that services can keep the beginning. */
import type { Persona } from "../../contract/index.ts";
import { emotions, sounds } from "../../contract/voice/feeling.ts";
import { nameIn, quotingRule } from "./quote.ts";

export interface PromptFacts {
  readonly persona: Persona;
  readonly language: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ms since 1970. */
  readonly now: number;
  readonly room: string;
  readonly person: string | undefined;
  /** Names of the house's things, marked off already; "" for none. */
  readonly things: string;
  /** What is remembered, marked off already; "" for nothing. */
  readonly remembered: string;
}

const lengths: Readonly<Record<Persona["manner"]["verbosity"], string>> = {
  brief: "Answer in one short sentence, two where one cannot do.",
  normal: "Answer in one to three sentences; say more only when asked for it.",
  full: "Answer as fully as the question deserves, in sentences that are easy to follow by ear.",
};

const spoken =
  "Your words are spoken aloud in a home, as you write them. Write what one would say: plain sentences, no headings, lists, " +
  "tables, code, links or emoji, and numbers and units as they are read out.";
const honest =
  "Use a tool where one can find out or do what is asked, and only when it is asked for. Never say that something was done " +
  "unless a tool said so; where a tool failed, say that. What you do not know, say you do not know. " +
  "Before a tool you may say a few words, such as what you look up.";

export function promptOf(facts: PromptFacts): string {
  const { persona, things, remembered } = facts;
  const { called = persona.name, about, prompt, manner } = persona;
  const parts = [
    prompt ?? `You are ${called}. ${about}`,
    spoken,
    lengths[manner.verbosity],
    feelingRule(manner.tone),
    honest,
    quotingRule,
    things,
    remembered,
    nowOf(facts),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const feelingRule = (tone: string | undefined): string =>
  tone === undefined
    ? ""
    : `Where it fits, a mark in square brackets says how the words after it sound, until the next one: ` +
      `${emotions.map((one) => `[${one}]`).join(" ")}. A sound may stand between words: ` +
      `${sounds.map((one) => `[${one}]`).join(" ")}. Few of them, and never in words. You sound ${tone} without a mark.`;

/** To the minute: seconds would make every prompt another one. */
function nowOf({ now, timeZone, room, person, language }: PromptFacts): string {
  const clock = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone });
  const speaker = person === undefined ? undefined : nameIn(person);
  const tongue = new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language;
  return [
    `It is ${clock.format(now)} (${timeZone}).`,
    `You are heard in the room "${nameIn(room) ?? "unknown"}".`,
    ...(speaker === undefined ? [] : [`You speak with ${speaker}.`]),
    `Answer in ${tongue} unless you are asked for another language.`,
  ].join(" ");
}
