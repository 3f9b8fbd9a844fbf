/** One turn's thinking: what no skill knows goes to a language model, whose words are spoken as they come. */
import type { ThinkMessage } from "../../contract/index.ts";
import { asFault, Fault } from "../../contract/index.ts";
import { startDeadline } from "../../flow/deadline.ts";
import type { Dialogue } from "../house.ts";
import type { TurnRequest } from "../request.ts";
import type { Speech } from "../route/speech.ts";
import { type HousePhrase, housePhrase } from "../words/index.ts";
import { linksFor, providerOf, type Rounded, round } from "./ask/round.ts";
import { promptOf } from "./prompt.ts";
import { createCutter } from "./say/cutter.ts";
import { openFiller } from "./say/filler.ts";
import { talkOf } from "./talk.ts";

export interface Thought {
  readonly fault?: Fault;
  /** It ended with a question. */
  readonly asks: boolean;
}

export interface ThinkFacts {
  readonly text: string;
  readonly language: string;
  readonly speech: Speech;
}

/** Somebody of the persona's chain can think in a language now. */
export const canThink = (house: Dialogue, { persona }: TurnRequest, language: string): boolean =>
  linksFor(persona.think, language).some((link) => providerOf(house, link, language) !== undefined);

/** Rejects only when the turn is cancelled; all else that goes wrong is told to the speaker. */
export async function think(house: Dialogue, request: TurnRequest, facts: ThinkFacts): Promise<Thought> {
  const { persona, signal: turn } = request;
  const late = new AbortController();
  using clock = startDeadline(persona.limits.whole, () => {
    late.abort(new Fault("JOB_TIMEOUT", `Thinking took longer than ${persona.limits.whole} ms.`));
  });
  using _paused = request.pauses.join(clock);
  const voice = createVoice(request, facts);
  using _filler = openFiller(request, { silent: voice.silentFor, say: voice.aside });
  try {
    await talk(house, request, facts, voice, AbortSignal.any([turn, late.signal]));
    return { asks: voice.asks() };
  } catch (error) {
    turn.throwIfAborted();
    const fault = asFault(late.signal.aborted ? late.signal.reason : error);
    voice.aside(voice.said() ? "thought-cut" : (apologies[fault.code] ?? "no-thought"));
    return { fault, asks: false };
  }
}

const apologies: Readonly<Record<string, HousePhrase>> = { JOB_TIMEOUT: "slow" };

async function talk(
  house: Dialogue,
  request: TurnRequest,
  { text, language }: ThinkFacts,
  voice: Voice,
  signal: AbortSignal,
): Promise<void> {
  const { persona, site, person } = request;
  const timeZone = house.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const system = promptOf({
    persona,
    language,
    timeZone,
    now: Date.now(),
    room: site,
    person,
    things: "",
    remembered: "",
  });
  const messages: ThinkMessage[] = [
    { role: "system", text: system },
    ...talkOf(house.recent.turns(site).slice(0, persona.memory.turns)),
    { role: "user", text },
  ];
  voice.begin();
  const rounded = await round({
    house,
    request,
    language,
    messages,
    tools: [],
    signal,
    text: voice.text,
    call: () => {},
    said: voice.saidNow,
    full: voice.full,
    used: () => {},
    again: voice.begin,
  });
  voice.end(rounded);
}

/** The answer on its way to the room, round by round. */
interface Voice {
  /** A round begins, or begins anew: what was not said of it is forgotten. */
  begin(): void;
  text(words: string): void;
  end(rounded: Rounded): void;
  /** The house itself says something in between. */
  aside(phrase: HousePhrase): void;
  /** The model's words were said, in this turn and in this round. */
  said(): boolean;
  saidNow(): boolean;
  full(): boolean;
  asks(): boolean;
  /** ms since anything was said. */
  silentFor(): number;
}

function createVoice({ trace }: TurnRequest, { speech, language }: ThinkFacts): Voice {
  let cutter = createCutter();
  let last = "";
  let now = false;
  let at = performance.now();
  function say(pieces: readonly string[]): void {
    for (const piece of pieces) {
      if (last === "") trace.mark("first clause", trace.now());
      speech.say({ text: piece, language });
      last = piece;
      now = true;
      at = performance.now();
    }
  }
  return {
    begin() {
      cutter = createCutter();
      now = false;
    },
    text: (words) => say(cutter.push(words)),
    end: () => say(cutter.end()),
    aside(phrase) {
      speech.say(housePhrase(phrase, language));
      at = performance.now();
    },
    said: () => last !== "",
    saidNow: () => now,
    full: () => cutter.full(),
    asks: () => /[?？]["'”’»)\]]*$/u.test(last.trim()),
    silentFor: () => performance.now() - at,
  };
}
