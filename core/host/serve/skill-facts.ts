/** What a skill may keep, tell and forget of the person who speaks. */
import type { AskOptions, Bus, Facts, Message } from "../../contract/index.ts";
import type { Gate } from "./skill-gate.ts";

export interface FactsFacts {
  readonly bus: Bus;
  readonly gate: Gate;
  readonly asked: Message<"skill/run">["body"];
  readonly turn: string | undefined;
  readonly waiting: AskOptions;
}

export function factsOf({ bus, gate, asked, turn, waiting }: FactsFacts): Facts {
  const { site, language, persona, person } = asked;
  const whose = person === undefined ? {} : { person };
  return {
    keep: (text) =>
      gate.pass(() => {
        const learned = turn === undefined ? {} : { turn };
        return bus.ask(
          "memory/keep",
          {},
          { text, language, origin: "told", persona, ...whose, ...learned },
          waiting,
        );
      }),
    list: () => gate.pass(async () => (await bus.ask("memory/list", {}, whose, waiting)).facts),
    forget: (id) =>
      gate.pass(async () => (await bus.ask("memory/forget", {}, { ...whose, id }, waiting)).facts.length > 0),
    forgetAll: () =>
      gate.pass(async () => {
        const { facts } = await bus.ask("memory/forget", {}, { ...whose, site, all: true }, waiting);
        const which = person === undefined ? { site } : { person };
        const { forgotten } = await bus.ask("history/forget", {}, which, waiting);
        return { facts: facts.length, turns: forgotten };
      }),
  };
}
