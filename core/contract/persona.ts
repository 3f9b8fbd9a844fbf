/** A persona: who answers, with which voice, and what it may do. One JSON file in personas/. */

export interface Persona {
  readonly name: string;
  readonly about: string;
  /** BCP-47, the first is the one it speaks unless asked otherwise. */
  readonly languages: readonly string[];
  readonly wakeWords: readonly string[];
  /** Preferred plugins, best first; others stand in when these fail. */
  readonly stt: readonly string[];
  readonly tts: readonly string[];
  readonly voice?: string;
  readonly skills: { readonly allow?: readonly string[]; readonly deny?: readonly string[] };
  /** How it says that a simple action was done: in words, or with a short tone. Default: words. */
  readonly actions?: "words" | "tone";
  /** How long a pause ends a turn. */
  readonly patience: "eager" | "normal" | "patient";
  /** ms for which the ear stays open after an answer; absent: as the settings say. */
  readonly followUp?: number;
}
