/** One turn's thinking: what no skill knows goes to a language model, whose words are spoken as they come. */
import { asFault, Fault } from "../../contract/index.ts";
import { startDeadline } from "../../flow/deadline.ts";
import { either } from "../../flow/either.ts";
import type { Dialogue } from "../house.ts";
import type { TurnRequest } from "../request.ts";
import type { HousePhrase } from "../words/index.ts";
import { linksFor, providerOf } from "./ask/round.ts";
import { converse, type ThinkFacts } from "./converse.ts";
import { openFiller } from "./say/filler.ts";
import { createVoice } from "./say/voice.ts";

export interface Thought {
  readonly fault?: Fault;
  /** It ended with a question. */
  readonly asks: boolean;
  /** False: nobody of the chain knew anything, or nothing came of it where that was spare; nothing was said or done. */
  readonly knew: boolean;
}

/** Somebody of the persona's chain is there who can think in a language, busy or not. */
export const canThink = (house: Dialogue, { persona }: TurnRequest, language: string): boolean =>
  linksFor(persona.think, language).some((link) => providerOf(house, link, language, true) !== undefined);

/** The persona has a chain, and nobody of it is in this house. */
export const isMindless = (house: Dialogue, { persona }: TurnRequest, language: string): boolean =>
  persona.think.length > 0 &&
  linksFor(persona.think, language).every((link) => providerOf(house, link, language, true) === undefined);

/** As far as is kept of the turn. */
const didAnything = ({ draft: { parts = [], outside } }: ThinkFacts): boolean =>
  parts.length > 0 || outside === true;

const apologies: Readonly<Record<string, HousePhrase>> = {
  JOB_TIMEOUT: "slow",
  THINK_SPENT: "thought-spent",
  THINK_STUCK: "thought-stuck",
};

/** Rejects only when the turn is cancelled; all else that goes wrong is told to the speaker. */
export async function think(house: Dialogue, request: TurnRequest, facts: ThinkFacts): Promise<Thought> {
  const { persona, signal: turn } = request;
  const late = new AbortController();
  using clock = startDeadline(persona.limits.whole, () => {
    late.abort(new Fault("JOB_TIMEOUT", `Thinking took longer than ${persona.limits.whole} ms.`));
  });
  using _paused = request.pauses.join(clock);
  using _overheard = facts.overheard.open();
  const voice = createVoice(request, facts);
  using _filler = openFiller(request, { silent: voice.silentFor, say: voice.aside });
  using both = either(turn, late.signal);
  const { signal } = both;
  try {
    const knew = await converse(house, request, { ...facts, voice, signal });
    if (await house.mind.purse.isWarning(persona)) voice.aside("thought-nearly-spent");
    return { asks: voice.asks(), knew };
  } catch (error) {
    turn.throwIfAborted();
    const fault = asFault(late.signal.aborted ? late.signal.reason : error);
    if (facts.spare && !voice.said() && !didAnything(facts)) return { fault, asks: false, knew: false };
    const isCut = voice.said() && fault.code !== "THINK_SPENT";
    voice.aside(isCut ? "thought-cut" : (apologies[fault.code] ?? "no-thought"));
    return { fault, asks: false, knew: true };
  }
}
