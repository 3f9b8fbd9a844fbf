/** Takes what was heard to its end: routes it, does it or asks back, and writes down how that went. */
import { Fault, type Messages } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import type { Asking } from "../questions/asking.ts";
import type { TurnRequest } from "../request.ts";
import type { Chosen } from "../rerank.ts";
import type { ThinkFacts } from "../think/converse.ts";
import { canThink, isMindless, think } from "../think/think.ts";
import type { Overheard } from "../think/tools/overheard.ts";
import { type HousePhrase, housePhrase } from "../words/index.ts";
import { perform, riskOf } from "./perform.ts";
import { type Routed, route } from "./route.ts";
import type { Speech } from "./speech.ts";
import { bounded, createTrace, type Trace, type TurnRecord } from "./trace.ts";
import { takeBack } from "./undo.ts";

export interface Heard {
  readonly text: string;
  readonly language: string;
  /** There was speech, even if no words were made of it. */
  readonly voiced: boolean;
  /** What the text was found by; absent: the words are as they were said. */
  readonly by?: Chosen["by"];
  /** Who made the words of it; absent: they were typed. */
  readonly provider?: string;
}

export interface Ended {
  readonly outcome: Messages["turn/finished"]["outcome"];
  readonly fault?: Fault;
  /** The speaker was told of the fault. */
  readonly told?: boolean;
  /** The house asked whether it understood. */
  readonly asks?: boolean;
  /** The answer ended with a question: whatever is said next is for the house. */
  readonly awaits?: boolean;
}

/** What is known of a turn when it ends, for `turn/recent`. */
export type Draft = Partial<Pick<TurnRecord, "text" | "provider" | "parts" | "stages" | "outside">>;

export interface Hearing {
  readonly heard: Heard;
  readonly speech: Speech;
  readonly draft: Draft;
  readonly asking: Pick<Asking, "ask">;
  /** What skills say that a language model has asked. */
  readonly overheard: Overheard;
  /** Called once it is known what is to be done; `from`: when the search began, ms since 1970. */
  matched(from: number): void;
}

/** Rejects with the fault of a turn that did one thing. */
export async function understand(house: Dialogue, request: TurnRequest, hearing: Hearing): Promise<Ended> {
  const { heard, speech, draft, matched } = hearing;
  const { language, site } = request;
  const { text, voiced, provider } = heard;
  Object.assign(draft, { text: bounded(text), ...(provider === undefined ? {} : { provider }) });
  // An ear that was left open hears people talk to each other, too.
  const isOpen = "listen" in request.what && request.what.listen.window !== undefined;
  if (text === "") {
    if (voiced && !isOpen) speech.say(housePhrase("unheard", language));
    return missed(house, request, "empty", "");
  }
  const trace = createTrace(request.trace);
  draft.stages = [...trace.lines];
  const began = Date.now();
  const routed = await route(house, request, heard, { memory: house.memory, trace }).finally(() => {
    draft.stages = [...trace.lines];
  });
  matched(began);
  if (isOpen && !isMeant(routed)) return missed(house, request, "unknown", text);
  const isDoubtful = routed.to === "ask" && routed.doubtful === true;
  if (isDoubtful || isUnknown(house, routed)) {
    const ended = await thought(house, request, { ...hearing, spare: isDoubtful }, trace).finally(() => {
      draft.stages = [...trace.lines];
    });
    if (ended) return ended;
  }
  if (routed.to === "do") {
    const back = routed.instead && (await takeBack(house, request, routed.instead));
    if (back === "failed") speech.say(housePhrase("not-undone", language));
    const { parts, fault } = await perform(house, request, text, routed.parts, speech);
    draft.parts = [...parts];
    return fault ? { outcome: "failed", fault, told: parts.length > 1 } : { outcome: "done" };
  }
  if (routed.to === "ask") {
    house.memory.ask(site, routed.meaning);
    speech.say(housePhrase("meant", language, { sentence: sentenceOf(routed.meaning.text) }));
    return { outcome: "done", asks: true };
  }
  if (routed.to === "undo") {
    const last = house.memory.last(site);
    const isDeed = last !== undefined && riskOf(house, last) !== "none";
    const back = await takeBack(house, request);
    const none: HousePhrase = isDeed ? "kept" : "nothing-undone";
    speech.say(housePhrase(({ all: "undone", failed: "not-undone", none } as const)[back], language));
    return { outcome: "done" };
  }
  if (routed.to === "decline") {
    speech.say(housePhrase("declined", language));
    return { outcome: "done" };
  }
  const isAlone = isMindless(house, request, language);
  speech.say(isAlone ? housePhrase("no-thinker", language) : unknown(house, language));
  const ended = await missed(house, request, "unknown", text);
  return house.lexicon.speaks(language) ? ended : { ...ended, fault: unspoken(language) };
}

/** Nobody knows it, or somebody who only says so. */
const isUnknown = ({ lexicon }: Dialogue, routed: Routed): boolean =>
  routed.to === "nothing" ||
  (routed.to === "do" &&
    routed.parts.every(({ skill, intent }) => lexicon.skill(skill)?.intents[intent]?.fallback === true));

/** Undefined where the persona has nobody who can think about it now, or who knows anything. */
async function thought(
  house: Dialogue,
  request: TurnRequest,
  { heard, speech, draft, asking, overheard, spare }: Hearing & Pick<ThinkFacts, "spare">,
  trace: Trace,
): Promise<Ended | undefined> {
  if (request.persona.think.length === 0) return undefined;
  const { text, language } = heard;
  if (!canThink(house, request, language)) {
    await trace.stage("thinker", text, () => ({ verdict: "absent" }));
    return undefined;
  }
  const { fault, asks, knew } = await trace.stage("thinker", text, async () => {
    const ended = await think(house, request, { text, language, speech, draft, asking, overheard, spare });
    return { ...ended, verdict: ended.fault ? "failed" : ended.knew ? "taken" : "none" } as const;
  });
  if (!knew) return undefined;
  if (fault) return { outcome: "failed", fault, told: true };
  return { outcome: "done", ...(asks ? { awaits: true } : {}) };
}

/** What was said into an ear that was left open is for the house where the house's own sentences have all its words. */
const isMeant = (routed: Routed): boolean =>
  routed.to === "do" && routed.parts.every(({ by }) => by === "sentences");

/** Settings are not known here: a pack that is wanted and could not be loaded was told of when that failed. */
const unspoken = (language: string): Fault =>
  new Fault(
    "LANGUAGE_UNSPOKEN",
    `No skill and no loaded language pack understands the language ${language}.`,
    {
      remedy:
        `Add "${language}" to language.packs in hearsay.yaml; the sentences are fetched with: hearsay models pull intents, ` +
        "or taken from language.packFolder. If it stands there already, the hub's log says why it was not loaded.",
    },
  );

/** A language that the house itself does not speak may have a pack that does. */
function unknown({ lexicon }: Dialogue, language: string): { text: string; language: string } {
  const own = housePhrase("unknown", language);
  const words = own.language === language ? undefined : lexicon.packs.packWords(language, "no_intent");
  return words === undefined ? own : { text: words, language };
}

const sentenceOf = (text: string): string =>
  text.charAt(0).toLocaleUpperCase() + text.slice(1).replace(/[\s.!?]+$/u, "");

async function missed(
  house: Dialogue,
  { site, turn }: TurnRequest,
  reason: "unknown" | "empty",
  text: string,
): Promise<Ended> {
  await house.bus.publish("intent/missed", { site }, { text, reason }, { turn });
  return { outcome: "missed" };
}
