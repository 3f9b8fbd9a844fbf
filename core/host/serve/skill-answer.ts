/** Renders what a language pack answers to a sentence, with the facts that a skill gives. */
import type { AnswerFacts, Log, Messages, StateFacts } from "../../contract/index.ts";
import { asFault } from "../../contract/index.ts";
import { type Facts, renderResponse } from "../../language/respond/index.ts";

type Answer = NonNullable<Messages["skill/run"]["answer"]>;
type States = Answer["states"];

/** Undefined where the pack has no such answer, and for one that cannot be rendered, which is logged. */
export function answerOf(
  answer: Answer | undefined,
  facts: AnswerFacts,
  problem: string | undefined,
  log: Log,
): string | undefined {
  const template = problem === undefined ? answer?.template : answer?.errors[problem];
  if (answer === undefined || template === undefined) return undefined;
  try {
    return renderResponse(template, seen(answer, facts)).replace(/\s+/gu, " ").trim();
  } catch (thrown) {
    log.warn("An answer of a language pack cannot be made.", { message: asFault(thrown).message });
    return undefined;
  }
}

function seen({ slots, states }: Answer, { state, query, ...facts }: AnswerFacts): Facts {
  const spoken = (one: StateFacts) => ({ ...one, ...wordsFor(one, states) });
  const { matched = [], unmatched = [] } = query ?? {};
  const first = state ?? matched[0] ?? unmatched[0];
  const all = [...(state ? [state] : []), ...matched, ...unmatched];
  const made = {
    ...facts,
    slots: { ...slots, ...facts.slots },
    state: first === undefined ? null : spoken(first),
    query: {
      matched: matched.map(spoken),
      unmatched: unmatched.map(spoken),
      total_results: matched.length + unmatched.length,
    },
    state_attr: (id: unknown, name: unknown) =>
      all.find(({ entity_id }) => entity_id === id)?.attributes[String(name)] ?? null,
  };
  return made as unknown as Facts;
}

/** The lists of a pack that name states, by the kind of thing. */
const lists: Readonly<Record<string, readonly string[]>> = {
  cover: ["cover_states"],
  lock: ["lock_states"],
  binary_sensor: ["bs_open_states", "on_off_states"],
};

function wordsFor({ domain, hass_state, attributes }: StateFacts, states: States) {
  const { unit_of_measurement: unit } = attributes;
  const names = lists[domain] ?? ["on_off_states"];
  const word = names.map((list) => states[list]?.[hass_state]).find((one) => one !== undefined);
  const state = word ?? hass_state;
  return { state, state_with_unit: typeof unit === "string" && unit !== "" ? `${state} ${unit}` : state };
}
