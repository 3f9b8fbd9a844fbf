/** What a skill sees of the house, and can say, ask and do while it runs one intent. */
import type { Answers, Kind, Messages, Where } from "../../bus-schema/index.ts";
import type { Questions } from "./question.ts";
import type { Log, Store, Values } from "./tools.ts";
import type { Recurrence } from "./when.ts";

/** What is set and will ring. */
export interface AlarmEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: "timer" | "alarm" | "reminder";
  /** ms since 1970. */
  readonly at: number;
  /** ms from when it was set, where it was asked for like that. */
  readonly length?: number;
  readonly site: string;
  readonly phase: "set" | "paused" | "ringing";
  /** ms that are left, while it is paused; then `at` means nothing. */
  readonly left?: number;
  readonly repeat?: Recurrence;
}
export interface AlarmRequest {
  readonly name: string;
  /** The room it rings in; default: where it was asked for. */
  readonly site?: string;
  readonly kind: "timer" | "alarm" | "reminder";
  /** ms from now, or a time since 1970. */
  readonly after?: number;
  readonly at?: number;
  /** After it rang it is set again, at the same time by the clock. */
  readonly repeat?: Recurrence;
  /** ms for which it rings again and again until somebody silences it, at most an hour; default: until it was heard once. */
  readonly ringFor?: number;
  /** Given back to the skill's alarm handler, with the alarm's id as `alarm` and its time as `at`. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
}
/** What changes; the rest stays. */
export interface AlarmChange {
  /** ms since 1970. */
  readonly at?: number;
  /** ms more, or less. */
  readonly by?: number;
  /** ms, of timers: what it is known by. */
  readonly length?: number;
  readonly paused?: boolean;
  readonly repeat?: Recurrence;
  /** Leaves out the next ring of one that recurs. */
  readonly skip?: true;
}

/** Who can be talked to. */
export interface PersonaEntry {
  readonly name: string;
  /** What people call it. */
  readonly called: string;
  readonly about: string;
  readonly languages: readonly string[];
  /** `none`: it answers by skills only; `missing`: no language model of its chain is there now. */
  readonly thinks: "ready" | "missing" | "none";
}

/** Facts about whoever speaks; where that is not known, about those in the house who are not known by name. */
export interface Facts {
  /** Keeps one in their own words, as the persona's memory allows. */
  keep(text: string): Promise<Answers["memory/keep"]>;
  /** Told last first. */
  list(): Promise<Answers["memory/list"]["facts"]>;
  forget(id: string): Promise<boolean>;
  /** With all that is kept of what they said, where they are known, or of what was said in this room. */
  forgetAll(): Promise<{ readonly facts: number; readonly turns: number }>;
}

/** The house as a skill may see it, read from the retained states on the bus. */
export interface House {
  skills(): readonly {
    readonly name: string;
    readonly about: string;
    readonly examples: readonly string[];
  }[];
  /** Alarms of this skill, soonest first. */
  alarms(): readonly AlarmEntry[];
  devices(): Messages["devices/listed"]["devices"];
  areas(): Messages["devices/listed"]["areas"];
  floors(): Messages["devices/listed"]["floors"];
  deviceState(id: string): Messages["device/changed"] | undefined;
  site(): Messages["site/state"] | undefined;
  /** The last turns with words in this room, newest first, at most 8; the one that runs is not among them. */
  turns(): Messages["turn/recent"]["turns"];
  /** All personas, by name. */
  personas(): readonly PersonaEntry[];
  /** All rooms with a satellite, those that are silent at the moment too; none that is there for one question only. */
  sites(): readonly (Messages["site/state"] & { readonly id: string })[];
}

export interface FetchOptions {
  /** ms until the answer must be there in full; default 5000. */
  readonly timeout?: number;
  /** Bytes the answer may have; default 1 MiB. */
  readonly most?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer from the network, read to its end. */
export interface Fetched {
  readonly status: number;
  /** Media type without parameters, in lower case; empty where the service named none. */
  readonly type: string;
  readonly text: string;
  /** Throws SERVICE_FAILED when it is no JSON. */
  json(): unknown;
}

/** A device as the answers of language packs speak of it. */
export interface StateFacts {
  /** Id of the device. */
  readonly entity_id: string;
  readonly name: string;
  /** Its kind. */
  readonly domain: string;
  /** As the house has it; the pack's word for it is put beside it as `state`. */
  readonly hass_state: string;
  readonly attributes: Values;
}

/** What an answer of a language pack can speak of; other names are for the pack's sentences about failures. */
export interface AnswerFacts {
  /** Beside those that were said, which are there by themselves. */
  readonly slots?: Values;
  readonly state?: StateFacts;
  readonly query?: { readonly matched: readonly StateFacts[]; readonly unmatched: readonly StateFacts[] };
  readonly [name: string]: unknown;
}

export interface SkillContext extends Questions, Undoing {
  readonly site: string;
  readonly language: string;
  /** The words that were said. */
  readonly text: string;
  readonly persona: string;
  /** What was said last in this room. */
  readonly lastReply: string | undefined;
  /** What was left of that when it was cut, by somebody who spoke or by "stop". */
  readonly unheard: string | undefined;
  /** Who speaks, where that is known. */
  readonly person: string | undefined;
  /** ms since 1970; a test can set it. */
  readonly now: number;
  /** IANA name of the house's time zone. */
  readonly timeZone: string;
  /** Aborted at the deadline and when the turn is cancelled. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly store: Store;
  /** The skill's options from the settings, checked and with their defaults. */
  readonly options: Values;
  readonly house: House;
  readonly facts: Facts;
  /** Says a phrase of the language file; of several forms one is chosen in turn. */
  say(phrase: string, values?: Values): Promise<void>;
  /** Another persona says a phrase of the language file, in its own voice, after this turn. */
  sayAs(persona: string, phrase: string, values?: Values): Promise<void>;
  /** A phrase as `say` would say it, without a capital of its own, to be a value of another one. */
  phrase(phrase: string, values?: Values): string;
  /** Says these words as they are. */
  sayText(text: string): Promise<void>;
  /**
   * Says what the language pack of the sentence answers, rendered with these facts; `problem`: what the pack says of that
   * failure instead, such as `no_area`. False where it has no such answer, so that the skill says something of its own.
   */
  answer(facts: AnswerFacts, problem?: string): Promise<boolean>;
  setAlarm(alarm: AlarmRequest): Promise<Answers["alarm/set"]>;
  /** Changes an alarm of this skill; `changed` is false when there is none with this id. */
  changeAlarm(id: string, change: AlarmChange): Promise<Answers["alarm/change"]>;
  /** Of this skill in the whole house; by id, or by name and kind. Resolves with how many it took back. */
  clearAlarms(which?: {
    readonly id?: string;
    readonly name?: string;
    readonly kind?: AlarmEntry["kind"];
  }): Promise<number>;
  /**
   * Says something in several rooms at one instant; resolves with where, and where not, before it has sounded. Without
   * `language` it is in the turn's.
   */
  announce(message: Messages["announce/start"]): Promise<Answers["announce/start"]>;
  /**
   * Lets this conversation go on in the room of another satellite, or with its own site brings here what was talked of last
   * elsewhere. False when nobody can hear it there, or there was nothing.
   */
  moveTo(site: string): Promise<boolean>;
  /**
   * From now on this conversation is with another persona, or without a name with whose room it is; resolves with who that
   * is. Over when it was quiet for `personas.idle`.
   */
  talkTo(persona?: string): Promise<string>;
  /** Asks whoever has the device; resolves when it is done. */
  device(command: Messages["device/command"]): Promise<Answers["device/command"]>;
  /**
   * GET over http or https, with at most 5 redirects; ended with the turn. Rejects with OFFLINE when nobody could be
   * reached, and SERVICE_FAILED when the answer is an error, too large, too late or sends on too often.
   */
  fetch(url: string | URL, options?: FetchOptions): Promise<Fetched>;
  /** Says anything else on the bus, as part of this turn. */
  send<K extends Kind>(kind: K, where: Where<K>, body: Messages[K]): Promise<void>;
}

/** Takes back what an intent did; it says nothing, and its context is that of the turn that takes back. */
export type Undo = (context: SkillContext) => Promise<void>;

export interface Undoing {
  /**
   * How to take back what this intent does, for "no, the kitchen" and "undo that". Called by the intent, before or after the
   * deed; called again, the later one is done first. Kept while the skill runs, for the last 64 jobs; lost when it is reloaded.
   */
  undo(how: Undo): void;
}
