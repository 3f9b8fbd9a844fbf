/** What a skill can do while it runs one intent; once that is over, its words and deeds are refused. */
import type {
  Bus,
  House,
  Kind,
  Log,
  Message,
  Messages,
  SkillContext,
  Store,
  Undo,
  Values,
  Where,
} from "../../contract/index.ts";
import type { Deadline } from "../../flow/deadline.ts";
import { envelopeOf, type Job } from "./desk.ts";
import { answerOf } from "./skill-answer.ts";
import { factsOf } from "./skill-facts.ts";
import { fetchWithin } from "./skill-fetch.ts";
import type { Gate } from "./skill-gate.ts";
import type { Phrases, Said } from "./skill-phrases.ts";
import { questionsOf } from "./skill-questions.ts";

export interface ContextFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly store: Store;
  readonly timeZone: string;
  readonly options: Values;
  readonly now: () => number;
  readonly house: House;
  readonly phrases: Phrases;
  /** Whether a phrase only says that something was done. */
  readonly confirms: (phrase: string) => boolean;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly job: Job;
  readonly asked: Message<"skill/run">["body"];
  /** Of this job; it stands still while a question waits. */
  readonly deadline: Deadline;
  /** Aborted when the intent has ended: its questions wait no longer. */
  readonly over: AbortSignal;
  readonly undo: (how: Undo) => void;
}

/** Less than a skill's usual deadline, so that it can still say that nobody answered. */
const answerWithin = 4000;

export function contextOf(facts: ContextFacts): SkillContext {
  const { bus, log, store, timeZone, options, now, house, phrases, confirms, gate, signal, job, asked } =
    facts;
  const { site, language, text, persona, lastReply, unheard, person, skill } = asked;
  const envelope = envelopeOf(job);
  const { deadline, over } = facts;
  const asking = AbortSignal.any([signal, over]);
  const waiting = { ...envelope, signal, timeout: answerWithin };

  const send = <K extends Kind>(kind: K, where: Where<K>, body: Messages[K]): Promise<void> =>
    gate.pass(async () => void (await bus.publish(kind, where, body, envelope)));
  const speak = async (said: Said): Promise<void> => {
    if (said.text.trim() !== "") await send("reply/say", { site }, said);
  };

  return {
    site,
    language,
    text,
    persona,
    lastReply,
    unheard,
    person,
    timeZone,
    signal,
    log,
    store,
    options,
    house,
    get now() {
      return now();
    },
    say: async (phrase, values = {}) => {
      const said = phrases.say(phrase, values, language);
      await speak(confirms(phrase) ? { ...said, confirms: true } : said);
    },
    phrase: (phrase, values = {}) => phrases.fill(phrase, values, language).text,
    sayText: (words) => speak({ text: words, language }),
    async answer(facts, problem) {
      const words = answerOf(asked.answer, facts, problem, log);
      if (words !== undefined) await speak({ text: words, language });
      return words !== undefined;
    },
    sayAs: (persona, phrase, values = {}) =>
      send("reply/say", { site }, { ...phrases.say(phrase, values, language), persona }),
    facts: factsOf({ bus, gate, asked, turn: envelope.turn, waiting }),
    setAlarm: (alarm) =>
      gate.pass(() => {
        const body = { site, ...alarm, skill, language, data: { ...alarm.data } };
        return bus.ask("alarm/set", {}, body as Messages["alarm/set"], waiting);
      }),
    changeAlarm: (id, change) =>
      gate.pass(async () => {
        if (!house.alarms().some((alarm) => alarm.id === id)) return { changed: false };
        return bus.ask("alarm/change", {}, { alarm: id, ...change } as Messages["alarm/change"], waiting);
      }),
    clearAlarms: ({ id, name, kind } = {}) =>
      gate.pass(async () => {
        const which = {
          ...(id === undefined ? {} : { alarm: id }),
          ...(name === undefined ? {} : { name }),
          ...(kind === undefined ? {} : { kind }),
        };
        return (await bus.ask("alarm/clear", {}, { ...which, skill }, waiting)).cleared.length;
      }),
    ...questionsOf({ bus, skill, site, language, phrases, gate, signal: asking, deadline, envelope }),
    announce: (message) => gate.pass(() => bus.ask("announce/start", {}, { language, ...message }, waiting)),
    moveTo: (to) => gate.pass(async () => (await bus.ask("session/move", { site }, { to }, waiting)).moved),
    talkTo: (other) =>
      gate.pass(async () => {
        const wish = { site, talk: true, ...(other === undefined ? {} : { persona: other }) };
        return (await bus.ask("persona/use", {}, wish, waiting)).persona;
      }),
    undo: facts.undo,
    fetch: (url, how) => fetchWithin(signal, url, how),
    device: (command) => gate.pass(() => bus.ask("device/command", {}, command, waiting)),
    send,
  };
}
