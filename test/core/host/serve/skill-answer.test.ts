/** Answers of language packs, rendered with what a skill tells of the house. */
import { expect, it } from "vitest";
import type { AnswerFacts, StateFacts } from "../../../../core/contract/index.ts";
import { answerOf } from "../../../../core/host/serve/skill-answer.ts";
import { testLog } from "../../../kit/log.ts";

const state = (domain: string, hass_state: string, attributes: object = {}): StateFacts => ({
  entity_id: `${domain}.one`,
  name: "One",
  domain,
  hass_state,
  attributes: { ...attributes },
});

const states = {
  on_off_states: { on: "allumé" },
  cover_states: { open: "ouvert" },
  lock_states: { locked: "verrouillé" },
  bs_open_states: { on: "ouverte" },
};

const render = (template: string | undefined, facts: AnswerFacts, problem?: string) =>
  answerOf(
    {
      ...(template === undefined ? {} : { template }),
      slots: { name: "lampe", area: "cuisine" },
      errors: { no_area: "Pas de {{ area }}", broken: "{% if" },
      states,
    },
    facts,
    problem,
    testLog("answer"),
  );

it.each<[string, string | undefined, AnswerFacts, string | undefined]>([
  ["what was said", "{{ slots.name }}", {}, "lampe"],
  ["what a skill says of it instead", "{{ slots.name }}", { slots: { name: "lustre" } }, "lustre"],
  ["no state", "{{ state is none }}", {}, "True"],
  ["a light", "{{ state.state }}", { state: state("light", "on") }, "allumé"],
  ["a blind", "{{ state.state }}", { state: state("cover", "open") }, "ouvert"],
  ["a lock", "{{ state.state }}", { state: state("lock", "locked") }, "verrouillé"],
  ["a window", "{{ state.state }}", { state: state("binary_sensor", "on") }, "ouverte"],
  ["what the pack has no word for", "{{ state.state }}", { state: state("vacuum", "docked") }, "docked"],
  ["the state of the house", "{{ state.hass_state }}", { state: state("light", "on") }, "on"],
  [
    "a unit",
    "{{ state.state_with_unit }}",
    { state: state("sensor", "12.5", { unit_of_measurement: "°C" }) },
    "12.5 °C",
  ],
  [
    "the first of several",
    "{{ state.state }} {{ query.total_results }}",
    { query: { matched: [state("light", "on")], unmatched: [state("light", "off")] } },
    "allumé 2",
  ],
  [
    "an attribute",
    "{{ state_attr(state.entity_id, 'current_temperature') }} {{ state_attr('x', 'y') is none }}",
    { query: { matched: [state("climate", "heat", { current_temperature: 19.5 })], unmatched: [] } },
    "19.5 True",
  ],
  ["white space", " a\n  b ", {}, "a b"],
  ["nothing where the pack has no answer", undefined, {}, undefined],
  ["nothing where it cannot be made", "{{ a.b.c.d }}{% for %}", {}, undefined],
])("tells %s", (_, template, facts, said) => {
  expect(render(template, facts)).toBe(said);
});

it("tells of failures", () => {
  expect(render("ok", { area: "cave" }, "no_area")).toBe("Pas de cave");
  expect(render("ok", {}, "no_floor")).toBeUndefined();
  expect(render("ok", {}, "broken")).toBeUndefined();
  expect(answerOf(undefined, {}, undefined, testLog("answer"))).toBeUndefined();
});
