/** What a language model is shown of earlier talk: the last turns word by word, a summary of those before, and facts about who speaks. */
import type { Persona } from "../../../contract/index.ts";
import { asFault } from "../../../contract/index.ts";
import type { Dialogue } from "../../house.ts";
import { type Partner, pauseMs, type Said, talkOf } from "./talk.ts";

export interface Remembered {
  /** What was talked of before `turns`. */
  readonly summary?: string;
  /** What the person told about themselves, told last first. Their words: never instructions. */
  readonly facts: readonly string[];
  /** Oldest first; without the turn that runs. */
  readonly turns: readonly Omit<Said, "at">[];
}

/** Characters of facts that a model is shown. */
const shownCharacters = 2000;
/** Turns that are looked through for those of this talk: other personas and people may have talked in between. */
const lookedThrough = 200;

/** As much as the persona's `memory` allows. Where the store fails it is nothing, and the turn goes on. */
export async function memoryFor(
  house: Pick<Dialogue, "talked" | "notes" | "log">,
  { persona, ...partner }: Partner & { readonly persona: Persona },
  now = Date.now(),
): Promise<Remembered> {
  const { memory, name } = persona;
  const none: Remembered = { facts: [], turns: [] };
  const looked = async (): Promise<Remembered> => {
    const facts = memory.facts === "never" ? [] : await factsOf(house, partner);
    if (memory.turns === 0 && !memory.summary) return { facts, turns: [] };
    const talk = talkOf(await house.talked(partner, lookedThrough), partner, name, now);
    const window = talk.slice(0, memory.turns).toReversed();
    const turns = window.map(({ at: _, ...said }) => said);
    const from = window[0]?.at ?? now;
    const summary = memory.summary ? await summaryBefore(house, partner, name, from) : undefined;
    return { facts, turns, ...(summary === undefined ? {} : { summary }) };
  };
  return await looked().catch((error) => {
    house.log.warn("Could not remember what was said before.", { code: asFault(error).code });
    return none;
  });
}

async function factsOf(
  { notes }: Pick<Dialogue, "notes">,
  { person = "" }: Partner,
): Promise<readonly string[]> {
  const facts = (await notes?.facts({ person })) ?? [];
  let characters = 0;
  const fits = (text: string): boolean => {
    characters += text.length;
    return characters <= shownCharacters;
  };
  return facts.map(({ text }) => text).filter(fits);
}

async function summaryBefore(
  { notes }: Pick<Dialogue, "notes">,
  { site, person }: Partner,
  persona: string,
  from: number,
): Promise<string | undefined> {
  const whose = person === undefined ? { site, person: "" } : { site: "", person };
  const [summary] = (await notes?.summaries({ persona, ...whose })) ?? [];
  return summary && from - summary.to <= pauseMs ? summary.text : undefined;
}
