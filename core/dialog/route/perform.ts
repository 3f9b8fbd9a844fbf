/** Does what a turn's words mean, one command after the other; one that fails does not stop the others. */
import type { Messages } from "../../contract/index.ts";
import { asFault, type Fault, problemOf } from "../../contract/index.ts";
import { act, type Done } from "../act.ts";
import type { Dialogue } from "../house.ts";
import type { TurnRequest } from "../request.ts";
import { type HousePhrase, housePhrase } from "../words/index.ts";
import type { Meaning } from "./meaning.ts";
import type { Speech } from "./speech.ts";
import { bounded, type TurnRecord } from "./trace.ts";

type Part = TurnRecord["parts"][number];

export interface Performed {
  readonly parts: readonly Part[];
  /** Why the first one that failed did. */
  readonly fault: Fault | undefined;
}

const partsKept = 8;

export async function perform(
  house: Dialogue,
  request: TurnRequest,
  said: string,
  meanings: readonly Meaning[],
  speech: Speech,
): Promise<Performed> {
  const parts: Part[] = [];
  let first: Fault | undefined;
  // What was done before that is the last thing no more; a question leaves it so.
  if (meanings.some((one) => riskOf(house, one) !== "none")) house.memory.takeUndo(request.site);
  for (const meaning of meanings) {
    speech.next();
    await tell(house, request, said, meaning);
    let undo: Done["undo"];
    const fault = await act(house, request, meaning.text, meaning).then((done) => {
      undo = done.undo;
      return undefined;
    }, asFault);
    request.signal.throwIfAborted();
    const aside = isAside(house, meaning);
    if (parts.length < partsKept) parts.push({ ...recordOf(meaning, fault), ...(aside ? { aside } : {}) });
    if (!aside) house.memory.did(request.site, meaning, meanings.length > 1 ? said : undefined);
    if (undo) house.memory.canUndo(request.site, { meaning, ...undo });
    if (fault && meanings.length > 1) {
      const phrase = partPhrases[fault.code] ?? "part-failed";
      speech.say(housePhrase(phrase, request.language, { part: meaning.text }));
    }
    first ??= fault;
  }
  return { parts, fault: first };
}

export const riskOf = ({ lexicon }: Dialogue, { skill, intent }: Meaning): string =>
  lexicon.skill(skill)?.intents[intent]?.risk ?? "low";

const isAside = ({ lexicon }: Dialogue, { skill, intent }: Meaning): boolean =>
  lexicon.skill(skill)?.intents[intent]?.aside === true;

const partPhrases: Readonly<Record<string, HousePhrase>> = {
  SKILL_TIMEOUT: "part-slow",
  SKILL_GONE: "part-unsure",
};

/** Says on the bus what was understood. */
export async function tell(
  house: Dialogue,
  { site, turn }: TurnRequest,
  said: string,
  meaning: Meaning,
): Promise<void> {
  const { skill, intent, slots, score, by, sentence, text } = meaning;
  const body: Messages["intent/matched"] = {
    skill,
    intent,
    slots,
    score,
    by,
    ...(text === said ? {} : { text }),
    ...(sentence === undefined ? {} : { sentence }),
  };
  await house.bus.publish("intent/matched", { site }, body, { turn });
}

export function recordOf(
  { text, skill, intent, slots, by, score, sentence }: Meaning,
  fault: Fault | undefined,
): Part {
  return {
    text: bounded(text),
    skill,
    intent,
    slots,
    by,
    score,
    ...(sentence === undefined ? {} : { sentence: bounded(sentence) }),
    ...(fault ? { outcome: "failed", problem: problemOf(fault) } : { outcome: "done" }),
  };
}
