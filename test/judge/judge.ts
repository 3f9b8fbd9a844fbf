/** Judges one language: each test sentence is understood in the house of its file and answered by a clock that stands still. */
import { compile, match, type Program } from "../../core/language/engine/index.ts";
import type { Found, Json } from "../../core/language/engine/source.ts";
import type { Pack } from "../../core/language/pack/index.ts";
import type { Responses } from "../../core/language/respond/index.ts";
import { spellings } from "../../core/language/spell/index.ts";
import { factsFor } from "./answer.ts";
import { expectedSlots, slotsOf, slotsReason } from "./compare.ts";
import { listsOf } from "./house.ts";
import type { Group, Suite } from "./suite.ts";

/** A sentence that was not understood or answered as its test wants, and the first level at which it went wrong. */
export interface Miss {
  readonly file: string;
  readonly sentence: string;
  readonly level: "intent" | "slots" | "response";
  readonly expected: Json;
  readonly got: Json;
  readonly reason: string;
}

/** Counts of sentences: all, with the right intent, with the right slots too, with the right answer too. */
export interface Score {
  readonly total: number;
  readonly intent: number;
  readonly slots: number;
  readonly response: number;
  readonly misses: readonly Miss[];
}

export interface Judged {
  readonly pack: Pack;
  readonly program: Program;
  readonly responses: Responses;
}

/** Names of these lists come from the house. */
const houseLists = ["name", "area", "floor"] as const;

export const programOf = ({ source }: Pack): Program =>
  compile(source, { dynamic: houseLists, spell: spellings });

/** Judges every sentence of some test files. */
export function judge(judged: Judged, suites: readonly Suite[]): Score {
  const misses: Miss[] = [];
  let total = 0;
  for (const suite of suites) {
    for (const group of suite.groups) {
      const lists = listsOf(group.house, judged.pack.source);
      for (const sentence of group.sentences) {
        total++;
        const [found] = match(judged.program, sentence, {
          lists,
          // A file of the older layout says itself what is known beforehand.
          context: suite.combination === undefined ? group.context : { area: group.house.here },
          bestSlot: "name",
        });
        const miss = missOf(found, judged, suite, group);
        if (miss !== undefined) misses.push({ file: suite.file, sentence, ...miss });
      }
    }
  }
  const wrong = (...levels: Miss["level"][]): number =>
    misses.filter(({ level }) => levels.includes(level)).length;
  return {
    total,
    intent: total - wrong("intent"),
    slots: total - wrong("intent", "slots"),
    response: total - wrong("intent", "slots", "response"),
    misses,
  };
}

type Wrong = Omit<Miss, "file" | "sentence">;

/** What is wrong with what was found; undefined when nothing is. */
function missOf(
  found: Found | undefined,
  { pack, responses }: Pick<Judged, "pack" | "responses">,
  { combination: name }: Suite,
  group: Group,
): Wrong | undefined {
  if (found === undefined) {
    return { level: "intent", expected: group.intent, got: null, reason: "no template matches" };
  }
  const by = `template "${found.template}" of ${pack.source.blocks[found.block]?.where}`;
  if (found.intent !== group.intent) {
    return { level: "intent", expected: group.intent, got: found.intent, reason: `another intent: ${by}` };
  }
  const combination = name === undefined ? undefined : pack.intents[group.intent]?.combinations[name];
  const { house } = group;
  const expected = expectedSlots(group.slots, combination);
  const got = slotsOf(found, house, combination);
  const reason = slotsReason(expected, got, { found, house, ...(combination ? { combination } : {}) });
  if (reason !== undefined) return { level: "slots", expected, got, reason: `${reason}: ${by}` };
  return answerMiss(found, responses, group);
}

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

function answerMiss(found: Found, made: Responses, { house, responses }: Group): Wrong | undefined {
  if (responses.length === 0) return undefined;
  const expected = responses.length === 1 ? (responses[0] ?? "") : responses;
  const key = found.response ?? "default";
  const isThere = made.has(found.intent, key);
  try {
    const got = isThere ? made.render(found.intent, key, factsFor(found, house)) : "";
    if (responses.some((one) => plain(one) === got)) return undefined;
    const reason = isThere ? `another answer by "${key}"` : `there is no answer "${key}"`;
    return { level: "response", expected, got, reason };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { level: "response", expected, got: null, reason: `the answer cannot be made: ${message}` };
  }
}
