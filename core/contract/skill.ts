/** A skill: intents with typed slots and what they do; its sentences and phrases stand in `<language>.json` beside it. */
import type { SkillContext } from "./skill-context.ts";
import type { Filled, Slots } from "./slots.ts";

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
  /** False: no tool for language models, which know it as well, or say it in another way. */
  readonly lend?: boolean;
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
  /** What it tells was written by others, such as news or titles: a language model takes it for data of strangers. */
  readonly outside?: boolean;
  /** False: none of its intents is a tool for language models. */
  readonly lend?: boolean;
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
