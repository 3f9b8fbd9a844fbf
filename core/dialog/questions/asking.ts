/** Asks a skill's question within a running turn: speaks it, opens the ear or waits for typed words, asks again, gives up. */
import type { Answers, Messages } from "../../contract/index.ts";
import { Fault } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import type { Utterance } from "../listen/listen.ts";
import type { TurnRequest, TurnResult } from "../request.ts";
import { createReader } from "../route/meaning.ts";
import { housePhrase } from "../words/index.ts";
import { type Question, type Read, readAnswer } from "./read.ts";
import { refuse } from "./refuse.ts";
import type { Talk } from "./talk.ts";

type Answer = Answers["question/ask"];

/** Who types takes longer than who speaks, ms. */
const typedAtLeast = 60_000;
/** More is not read out where the house names the choices. */
const choicesNamed = 5;

export interface AskingFacts {
  readonly house: Dialogue;
  readonly request: TurnRequest;
  readonly talk: Talk;
  /** Opens the ear of the room; where nobody began to speak in time, the utterance has no words. */
  hear(question: Question, how: Listening): Promise<Utterance>;
  phase(now: Messages["session/state"]["phase"], openUntil?: number): Promise<void>;
}

/** Where, and from when on by capture time, somebody is heard who may speak already. */
export interface Over {
  readonly stream: number;
  readonly from: number;
}

export interface Listening {
  /** ms for the first word. */
  readonly within: number;
  /** Absent: from now on. */
  readonly over?: Over;
  readonly signal: AbortSignal;
}

export interface Asking {
  /** Rejects with QUESTION_REFUSED, CANCELLED, or NO_PROVIDER where nobody can hear. */
  ask(question: Question): Promise<Answer>;
  /** Typed words. `taken`: they answer the question that waits, or are asked about again; `other`: a command of their own. */
  offer(text: string): "taken" | "other" | undefined;
  /**
   * Somebody talks over the answer. True while a question is being spoken: it falls silent, and what is said is taken for
   * its answer.
   */
  talkedOver(over: Over): boolean;
  /** These words, said over the question that is being spoken, mean something to it. */
  isAnswer(text: string): boolean;
  /** The question that waits, or is being spoken, and all that come after it are asked elsewhere; false where there is none. */
  handOver(ask: Asking["ask"]): boolean;
  /** The room's satellite is gone. */
  leave(): void;
  /** Whoever typed gives no answer any more. */
  quit(): void;
  /** Whoever asked has ended. */
  close(): void;
  /** A whole command that was spoken in the place of an answer: to be done after this turn. */
  next(): TurnResult["next"];
  /** Another command was given in the place of an answer. */
  dropped(): boolean;
}

/** What came while a question waited. */
type Given =
  | { readonly from: "ear"; readonly utterance: Utterance }
  | { readonly from: "keys"; readonly read: Read }
  | { readonly from: "nobody" };

interface Waiting {
  readonly question: Question;
  give(given: Given | Elsewhere): void;
}

/** Nobody is here to answer, or the question is asked in another room now. */
type Elsewhere = "gone" | "moved";

export function createAsking(facts: AskingFacts): Asking {
  const { house, request, talk } = facts;
  const { site, turn, signal, language } = request;
  let waiting: Waiting | undefined;
  let asked = 0;
  let busy = false;
  let speaking: Question | undefined;
  let over: Over | undefined;
  let next: TurnResult["next"];
  let dropped = false;
  let elsewhere: Asking["ask"] | undefined;

  const read = (question: Question, text: string): Read =>
    readAnswer(question, text, { language, commandOf: (words) => commandOf(house, request, words) });

  const away: Asking["ask"] = async (question) =>
    elsewhere ? await elsewhere(question) : { outcome: "gone" };

  async function put(question: Question): Promise<Answer> {
    let wording = { text: question.text, language: question.language };
    for (let left = question.reprompts; ; left--) {
      await speak(question, wording);
      signal.throwIfAborted();
      if (!elsewhere && !canAnswer(request)) return { outcome: "gone" };
      const given = elsewhere ? "moved" : await wait(question);
      signal.throwIfAborted();
      if (given === "moved") return await away(question);
      if (given === "gone") return { outcome: "gone" };
      const { found, voiced } = understood(question, given);
      await facts.phase("thinking");
      const ended = found && endOf(question, found, given);
      if (ended) return ended;
      if (left <= 0) {
        if (voiced) talk.say(housePhrase("unheard", language));
        return { outcome: "silent" };
      }
      wording = askedAgain(question, voiced, language);
    }
  }

  async function speak(question: Question, wording: Parameters<Talk["say"]>[0]): Promise<void> {
    over = undefined;
    speaking = question;
    talk.say(wording);
    await talk.pause().finally(() => {
      speaking = undefined;
    });
  }

  function understood(question: Question, given: Given): { found: Read | undefined; voiced: boolean } {
    if (given.from === "nobody") return { found: undefined, voiced: false };
    if (given.from === "keys") return { found: given.read, voiced: true };
    const { text, heard, voiced } = given.utterance;
    const raw = read(question, heard ?? text);
    return { found: raw.as === "unclear" && heard !== undefined ? read(question, text) : raw, voiced };
  }

  function endOf(question: Question, found: Read, given: Given): Answer | undefined {
    if (found.as === "unclear") return undefined;
    if (found.as === "answer") {
      const { text, yes, choice } = found;
      const value = { ...(yes === undefined ? {} : { yes }), ...(choice === undefined ? {} : { choice }) };
      return { outcome: "answered", text, ...value };
    }
    if (found.as === "nevermind") talk.say(housePhrase("nevermind", question.language));
    else dropped = true;
    if (found.as === "other" && given.from === "ear") {
      const { provider, by } = given.utterance;
      next = { text: found.text, spoken: { provider, by } };
    }
    return { outcome: "nevermind" };
  }

  async function wait(question: Question): Promise<Given | Elsewhere> {
    const answered = new AbortController();
    const within = request.spoken ? question.timeout : Math.max(question.timeout, typedAtLeast);
    const until = Date.now() + within;
    const { promise, resolve, reject } = Promise.withResolvers<Given | Elsewhere>();
    const cut = (): void => reject(signal.reason);
    waiting = { question, give: resolve };
    signal.addEventListener("abort", cut, { once: true });
    const nobody = (): void => resolve({ from: "nobody" });
    // An ear tells itself when nobody spoke, and hears whoever began to just in time.
    const timer = request.spoken ? undefined : setTimeout(nobody, within);
    const since = over ?? heardNow(house, request);
    try {
      await tell(question, until);
      if (request.spoken) {
        const until = AbortSignal.any([signal, answered.signal]);
        const ear = facts.hear(question, { within, ...(since ? { over: since } : {}), signal: until });
        ear.then((utterance) => resolve({ from: "ear", utterance }), reject);
      }
      return await promise;
    } finally {
      waiting = undefined;
      clearTimeout(timer);
      signal.removeEventListener("abort", cut);
      answered.abort(new Fault("CANCELLED", "The question is answered."));
    }
  }

  async function tell({ kind, text, choices }: Question, until: number): Promise<void> {
    const names = choices?.map((one) => one.names[0] ?? "");
    const body = { kind, text, until, ...(names ? { choices: names } : {}) };
    await facts.phase("listening", until);
    await house.bus.publish("turn/asked", { site }, body, { turn });
  }

  return {
    async ask(question) {
      refuse(question, busy, asked++);
      busy = true;
      using _hold = request.pauses.hold();
      const ended = request.trace.span("question");
      try {
        const answer = await (elsewhere ? away(question) : put(question));
        ended(answer.outcome);
        return answer;
      } finally {
        busy = false;
      }
    },
    offer(text) {
      if (!waiting) return undefined;
      const found = read(waiting.question, text);
      waiting.give({ from: "keys", read: found });
      return found.as === "other" ? "other" : "taken";
    },
    talkedOver(voice) {
      if (!speaking || !request.spoken) return false;
      over = voice;
      talk.yield();
      return true;
    },
    isAnswer: (text) => speaking !== undefined && read(speaking, text).as !== "unclear",
    handOver(ask) {
      if (!waiting && !speaking) return false;
      elsewhere = ask;
      if (speaking) talk.yield();
      waiting?.give("moved");
      return true;
    },
    leave() {
      if (request.spoken) waiting?.give("gone");
    },
    quit() {
      if (!request.spoken) waiting?.give("gone");
    },
    close: () => waiting?.give("gone"),
    next: () => next,
    dropped: () => dropped,
  };
}

/** Who answers at once does so before the ear stands: it hears from now on. */
function heardNow({ ears }: Dialogue, { site, what }: TurnRequest): Over | undefined {
  const latest = ears.latest(site);
  const own = "listen" in what ? what.listen.stream : undefined;
  if (latest === undefined || (own !== undefined && own !== latest.stream)) return undefined;
  return { stream: latest.stream, from: latest.at };
}

/** Somebody typed, who may type again; or somebody spoke in a room that stays and can hear. */
const canAnswer = ({ spoken, canHear }: TurnRequest): boolean => !spoken || canHear();

/** The skill that takes these words as a command, every word of which is read. */
function commandOf(
  { lexicon }: Dialogue,
  { language, persona, area }: TurnRequest,
  text: string,
): string | undefined {
  const reader = createReader({ lexicon, language, skills: persona.skills, area });
  const found = reader.find(text);
  return found && !reader.isFallback(found) && reader.free(found).length === 0 ? found.skill : undefined;
}

/** In other words: the skill's own, or what would answer it before the same question. */
function askedAgain(
  question: Question,
  voiced: boolean,
  language: string,
): { text: string; language: string } {
  const { again, text, kind, choices = [] } = question;
  if (again !== undefined) return { text: again, language: question.language };
  if (kind === "yesNo") return housePhrase("yes-or-no", language, { question: text });
  if (kind === "choice" && choices.length <= choicesNamed) {
    const names = choices.map((one) => one.names[0] ?? "");
    const listed = new Intl.ListFormat(language, { type: "disjunction" }).format(names);
    return housePhrase("which-of", language, { choices: listed });
  }
  return voiced
    ? housePhrase("asked-again", language, { question: text })
    : { text, language: question.language };
}
