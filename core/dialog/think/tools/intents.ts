/** Lends a language model what the house's own skills can do: each intent that the persona allows is a tool. */
import type { Messages, Values } from "../../../contract/index.ts";
import { asFault } from "../../../contract/index.ts";
import { nearest } from "../../../language/normalise.ts";
import { act, type Done } from "../../act.ts";
import type { Dialogue } from "../../house.ts";
import type { TurnRequest } from "../../request.ts";
import type { Meaning } from "../../route/meaning.ts";
import { recordOf, tell } from "../../route/perform.ts";
import type { TurnRecord } from "../../route/trace.ts";
import type { Overheard } from "./overheard.ts";
import { sentenceFor } from "./sentence.ts";
import { type Lists, type SlotSpecs, schemaOf, slotsFrom, withNames } from "./slots.ts";
import { plainDeed, type Tool } from "./tool.ts";
import { intentWords } from "./words.ts";

type State = Messages["skill/state"];

export interface IntentFacts {
  readonly house: Dialogue;
  readonly request: TurnRequest;
  readonly language: string;
  /** What was said. */
  readonly text: string;
  /** What skills say for these messages is not spoken. */
  readonly overheard: Pick<Overheard, "take">;
  /** Something was done, or failed. */
  done(part: TurnRecord["parts"][number]): void;
}

const longestAbout = 400;
const lengthOfName = 64;

export function intentTools(facts: IntentFacts): readonly Tool[] {
  const { house, request } = facts;
  return house.lexicon
    .skills()
    .filter(({ lend }) => lend !== false)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((skill) =>
      Object.entries(skill.intents)
        .filter(([, { fallback, aside, lend }]) => !fallback && !aside && lend !== false)
        .filter(([intent]) => !skill.packs?.includes(intent))
        .filter(([intent]) => isAllowed(skill.name, intent, request.persona.skills))
        .map(([intent]) => toolOf(facts, skill, intent)),
    );
}

/** As the sentences of a persona's skills are. */
function isAllowed(
  skill: string,
  intent: string,
  { allow, deny }: TurnRequest["persona"]["skills"],
): boolean {
  const named = (list: readonly string[]): boolean =>
    list.includes(skill) || list.includes(`${skill}/${intent}`);
  if (deny !== undefined && named(deny)) return false;
  return allow === undefined || allow.length === 0 || named(allow);
}

function toolOf(facts: IntentFacts, skill: State, intent: string): Tool {
  const { language, house } = facts;
  const told = skill.intents[intent];
  const slots = (told?.slots ?? {}) as unknown as SlotSpecs;
  const tongue = nearest(language, Object.keys(skill.languages)) ?? Object.keys(skill.languages)[0] ?? "";
  const lists = (skill.languages[tongue]?.lists ?? {}) as Lists;
  const name = `${skill.name}__${intent}`.replace(/[^A-Za-z0-9_-]/gu, "-").slice(0, lengthOfName);
  return {
    spec: { name, about: (told?.about ?? "").slice(0, longestAbout), parameters: schemaOf(slots, lists) },
    risk: told?.risk ?? "low",
    origin: "skill",
    words: () => intentWords(skill, intent, language),
    outside: skill.outside === true,
    wrong(given) {
      const filling = slotsFrom(slots, given, house.lexicon.things());
      return "wrong" in filling ? filling.wrong : undefined;
    },
    deed(given) {
      const named = withNames(slots, given, house.lexicon.things());
      const sentence = sentenceFor({ skill, intent, slots, given: named, language });
      return sentence ?? plainDeed(`${skill.name} ${intent}`, named);
    },
    async run(given) {
      const filling = slotsFrom(slots, given, house.lexicon.things());
      if ("wrong" in filling) return { text: filling.wrong, failed: true };
      return await runIntent(facts, { skill: skill.name, intent, slots: filling.slots }, given);
    },
  };
}

async function runIntent(
  { house, request, text, overheard, done }: IntentFacts,
  found: Pick<Meaning, "skill" | "intent" | "slots">,
  given: Values,
) {
  const { site, signal } = request;
  const meaning: Meaning = { ...found, text, score: 1, by: "thinker" };
  await tell(house, request, text, meaning);
  if (house.lexicon.skill(found.skill)?.intents[found.intent]?.risk !== "none") house.memory.takeUndo(site);
  const asked: string[] = [];
  let undo: Done["undo"];
  const fault = await act(house, request, text, {
    ...found,
    began: (message) => void asked.push(message),
  }).then((ended) => {
    undo = ended.undo;
    return undefined;
  }, asFault);
  const said = asked.flatMap((message) => overheard.take(message));
  signal.throwIfAborted();
  done(recordOf(meaning, fault));
  house.memory.did(site, meaning);
  if (undo) house.memory.canUndo(site, { meaning, ...undo });
  const words = said.join(" ");
  if (!fault) return { text: words === "" ? `Done: ${plainDeed(found.intent, given)}.` : words };
  return { text: `${words} It failed: ${fault.code}.`.trim(), failed: true };
}
