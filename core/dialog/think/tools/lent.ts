/** Tools that others lend. A persona is lent those that it lists, and no others. */
import type { Values } from "../../../contract/index.ts";
import { asFault } from "../../../contract/index.ts";
import type { Dialogue } from "../../house.ts";
import type { TurnRequest } from "../../request.ts";
import type { Box } from "./boxes.ts";
import { isUsable } from "./check.ts";
import { plainDeed, type Tool } from "./tool.ts";
import { countedWords, nameWords, type Words } from "./words.ts";

type Offered = Box["tools"][number];

export interface BoxFacts {
  readonly house: Pick<Dialogue, "bus" | "directory">;
  readonly request: Pick<TurnRequest, "site" | "turn" | "person" | "persona" | "signal" | "trace">;
  readonly language: string;
}

/** A tool may take so long, ms. */
const toolWithin = 20_000;
const longestAbout = 1000;
const lengthOfName = 64;

export function boxTools(facts: BoxFacts, boxes: readonly Box[]): readonly Tool[] {
  const { house, request } = facts;
  const listed = new Set(request.persona.tools);
  return boxes
    .filter(({ instance }) => house.directory.has(instance))
    .toSorted((one, other) => (one.plugin < other.plugin ? -1 : 1))
    .flatMap((box) =>
      box.tools
        .filter(({ from }) => listed.has(box.plugin) || (from !== undefined && listed.has(from)))
        .filter(isUsable)
        .map((tool) => toolOf(facts, box, tool)),
    );
}

const known = new WeakMap<Offered, Words>();

function boxWords(tool: Offered, owner: string): Words {
  const { name, about, parameters } = tool;
  const slots = Object.entries((parameters.properties ?? {}) as Readonly<Record<string, Values>>);
  const words =
    known.get(tool) ??
    countedWords([
      [nameWords(`${owner} ${name}`), 2],
      [about.slice(0, longestAbout), 2],
      ...slots.map(
        ([slot, { description }]) => [`${nameWords(slot)} ${String(description ?? "")}`, 1] as const,
      ),
    ]);
  known.set(tool, words);
  return words;
}

function toolOf({ house, request, language }: BoxFacts, { plugin, instance }: Box, tool: Offered): Tool {
  const owner = tool.from ?? plugin;
  const name = `${owner}__${tool.name}`.replace(/[^A-Za-z0-9_-]/gu, "-").slice(0, lengthOfName);
  return {
    spec: { name, about: tool.about.slice(0, longestAbout), parameters: tool.parameters },
    risk: tool.risk,
    origin: "box",
    words: () => boxWords(tool, owner),
    outside: true,
    deed: (given) => plainDeed(`${owner} ${tool.name}`, given),
    async run(given: Values) {
      const { site, turn, person, signal, trace } = request;
      const ran = trace.span(`tool ${tool.name}`.slice(0, 48));
      const body = { name: tool.name, arguments: { ...given }, site, language };
      const who = person === undefined ? {} : { person };
      let job = "";
      const asked = (id: string): void => {
        job = id;
      };
      try {
        const how = { turn, signal, timeout: toolWithin, asked };
        const answer = await house.bus.ask("tool/run", { instance }, { ...body, ...who }, how);
        ran(answer.failed ? "failed" : undefined);
        return answer;
      } catch (error) {
        const { code } = asFault(error);
        ran(code);
        const isLate = signal.aborted || code === "ASK_TIMEOUT";
        if (isLate && job !== "") await house.bus.publish("job/cancel", { instance }, { job, reason: code });
        signal.throwIfAborted();
        return { text: `It failed: ${code}.`, failed: true };
      }
    },
  };
}
