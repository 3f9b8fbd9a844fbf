/** A persona: who answers, how, with which voice and mind, and what it may do. One JSON file in personas/. */

/** One provider of a chain. */
export interface Link {
  readonly plugin: string;
  /** Only for these languages, BCP-47; absent: for all it can. */
  readonly languages?: readonly string[];
}
export interface VoiceLink extends Link {
  /** One that the plugin knows; absent: its own choice. */
  readonly voice?: string;
  readonly emotion?: string;
  /** 1 is normal. */
  readonly speed?: number;
}
export interface ThinkLink extends Link {
  readonly model?: string;
  /** 0 to 2. */
  readonly temperature?: number;
}

export interface Memory {
  /** Turns that a thinker is shown word by word; older ones are summed up where `summary` is true. */
  readonly turns: number;
  readonly summary: boolean;
  /** Whether it keeps facts about people: never, those it is told to keep, or what it notes by itself too. */
  readonly facts: "never" | "told" | "noted";
}

/** What its thinkers may use; what is spent is counted over all turns of a day. */
export interface Limits {
  /** Rounds of tools in one turn. */
  readonly rounds: number;
  /** Tools that a language model is lent in one turn: those nearest to what is said. */
  readonly tools: number;
  /** ms until the first word, and for the whole of a turn's thinking. */
  readonly firstWord: number;
  readonly whole: number;
  /** Tokens that one answer may have. */
  readonly answerTokens: number;
  /** A day's tokens, in and out, and US dollars; absent: no limit. */
  readonly dayTokens?: number;
  readonly dayCost?: number;
}

export interface Persona {
  readonly name: string;
  /** What it is called; absent: its name. */
  readonly called?: string;
  readonly about: string;
  /** BCP-47, the first is the one it speaks unless asked otherwise. */
  readonly languages: readonly string[];
  readonly wakeWords: readonly string[];
  /** Who it is, in its own words, for a thinker. */
  readonly prompt?: string;
  readonly manner: {
    readonly verbosity: "brief" | "normal" | "full";
    /** An emotion of the markup; its answers are in it where nothing else is said. */
    readonly tone?: string;
  };
  /** Preferred plugins, best first; others stand in when these fail. */
  readonly stt: readonly Link[];
  readonly tts: readonly VoiceLink[];
  /** Nobody stands in: without a thinker it answers by its skills only. */
  readonly think: readonly ThinkLink[];
  /** Tools of other houses and services, by the plugin or server that has them; empty: none. */
  readonly tools: readonly string[];
  readonly skills: { readonly allow?: readonly string[]; readonly deny?: readonly string[] };
  readonly memory: Memory;
  readonly limits: Limits;
  /** How it says that a simple action was done: in words, or with a short tone. Default: words. */
  readonly actions?: "words" | "tone";
  /** How long a pause ends a turn. */
  readonly patience: "eager" | "normal" | "patient";
  /** ms for which the ear stays open after an answer; absent: as the settings say. */
  readonly followUp?: number;
}
