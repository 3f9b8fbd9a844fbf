/** A skill: intents with typed slots and what they do; its sentences and phrases stand in `<language>.json` beside it. */
import type { Answers, Kind, Messages, Where } from "../../bus-schema/index.ts";
import type { Questions, Undoing } from "./question.ts";
import type { Log, Store } from "./tools.ts";
import type { Moment, Recurrence, Repeat, TimeOfDay } from "./when.ts";

/** The kinds of slot, and what a filled one is. */
export interface SlotKinds {
  /** Any words. */
  text: string;
  number: number;
  /** ms. */
  duration: number;
  /** Time of day; `open` when it was not said whether before or after noon. */
  time: TimeOfDay;
  /** A day, a time of day, or both, as they were said; `resolveMoment` says when that is. */
  moment: Moment;
  /** How something recurs; `nextOccurrence` says when. */
  repeat: Repeat;
  /** One of the values of the list of the same name in the language file. */
  choice: string;
  /** A device or an area of the house, by its id. */
  device: string;
  area: string;
}
export type SlotKind = keyof SlotKinds;

export interface SlotType<T> {
  readonly kind: SlotKind;
  readonly optional: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Of text: the words may be a sentence, so that an "and" in them begins no other command. */
  readonly sentence?: boolean;
  /** Only for the type checker. */
  readonly meaning?: T;
}
export interface Slot<T> extends SlotType<T> {
  maybe(): SlotType<T | undefined>;
}
export type Slots = Readonly<Record<string, SlotType<unknown>>>;
export type Filled<S extends Slots> = { readonly [K in keyof S]: S[K] extends SlotType<infer T> ? T : never };

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
  /** All rooms with a satellite, those that are silent at the moment too; none that is there for one question only. */
  sites(): readonly (Messages["site/state"] & { readonly id: string })[];
}

export type Values = Readonly<Record<string, unknown>>;

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
  /** Says a phrase of the language file; of several forms one is chosen in turn. */
  say(phrase: string, values?: Values): Promise<void>;
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

/**
 * What harm a wrong guess would do. `none`: it only tells something, and may be run on a likely guess; `low`: it does what
 * can be undone, and is run on a very sure guess; `high` (locks, doors, deleting): a guess is always asked about first.
 */
export type Risk = "none" | "low" | "high";

export interface Intent<S extends Slots> {
  /** One sentence; also tells a language model what it is for. */
  readonly about: string;
  /** Where nobody said exactly this; default `low`. */
  readonly risk?: Risk;
  /** Running it twice does no harm: after a crash in the middle it is run again. Default false. */
  readonly repeatable?: boolean;
  /** It is about the talk itself, such as "say that again": afterwards "it" means what was done before. Default false. */
  readonly aside?: boolean;
  /** It only says that nothing fits ("I know no such device"): corrections and guesses of the words come before it. */
  readonly fallback?: boolean;
  readonly slots: S;
  run(context: SkillContext & { readonly slots: Filled<S> }): Promise<void>;
}

export interface Skill {
  readonly name: string;
  readonly about: string;
  readonly version?: string;
  /** ms an intent may take; default 8000. */
  readonly deadline?: number;
  readonly placement?: "inline" | "skills";
  /** JSON Schema (2020-12) of its options: checks them, gives defaults, writes docs/settings.md. */
  readonly options?: object;
  /**
   * Phrases that only say that it was done; `done-*` means all that begin so. A persona may answer them with a tone,
   * but never where the intent's risk is high.
   */
  readonly confirms?: readonly string[];
  readonly intents: Readonly<Record<string, Intent<Slots>>>;
  /**
   * Intents of language packs that it serves, by the packs' names for them (HassTurnOn). A sentence whose pack fills a slot
   * that the intent has not is not taken; of a list, "a,b" stands in a slot of the kind choice.
   */
  readonly packs?: Readonly<Record<string, Intent<Slots>>>;
  /** Called when an alarm of this skill rings, in the room it was set in. */
  readonly alarm?: (context: SkillContext, data: Readonly<Record<string, unknown>>) => Promise<void>;
}

type IntentsOf<M extends Readonly<Record<string, Slots>>> = { readonly [K in keyof M]: Intent<M[K]> };

export function defineSkill<
  const M extends Readonly<Record<string, Slots>>,
  const P extends Readonly<Record<string, Slots>> = Readonly<Record<never, Slots>>,
>(
  skill: Omit<Skill, "intents" | "packs"> & { readonly intents: IntentsOf<M>; readonly packs?: IntentsOf<P> },
): Skill {
  return skill as unknown as Skill;
}

function slotOf<K extends SlotKind>(
  kind: K,
  bounds: Pick<SlotType<unknown>, "min" | "max" | "sentence"> = {},
): Slot<SlotKinds[K]> {
  const slot = { kind, optional: false, ...bounds };
  return { ...slot, maybe: () => ({ ...slot, optional: true }) };
}

/** The kinds of slot, to be used in `slots`. */
export const slot = {
  text: (how?: { sentence?: boolean }): Slot<string> => slotOf("text", how),
  number: (bounds?: { min?: number; max?: number }): Slot<number> => slotOf("number", bounds),
  duration: (): Slot<number> => slotOf("duration"),
  time: (): Slot<TimeOfDay> => slotOf("time"),
  moment: (): Slot<Moment> => slotOf("moment"),
  repeat: (): Slot<Repeat> => slotOf("repeat"),
  choice: (): Slot<string> => slotOf("choice"),
  device: (): Slot<string> => slotOf("device"),
  area: (): Slot<string> => slotOf("area"),
};

/** `<language>.json` beside a skill. The grammar of `hear` and `say` is in docs/write-a-skill.md. */
export interface SkillWords {
  /** Sentence templates by intent. */
  readonly hear: Readonly<Record<string, readonly string[]>>;
  /** Phrases by name; of several forms one is chosen in turn. */
  readonly say: Readonly<Record<string, readonly string[]>>;
  /** Words by value, by slot, for `choice` slots. */
  readonly lists?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Pieces of template to be used as `<name>`. */
  readonly rules?: Readonly<Record<string, string>>;
  /** What a person could say, for help. */
  readonly examples?: readonly string[];
}
