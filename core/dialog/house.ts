/** What every part of the dialog needs, put together once by the hub. */
import type { Bus, Log, Persona } from "../contract/index.ts";
import type { Calls } from "./calls.ts";
import type { Directory } from "./directory.ts";
import type { Ears } from "./ears.ts";
import type { Grammars } from "./grammars.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Memory } from "./route/memory.ts";
import type { Recent } from "./route/recent.ts";
import type { Traces } from "./trace/book.ts";
import type { Watch } from "./trace/watch.ts";

export interface DialogSettings {
  /** Silence that ends a turn at normal patience, ms. */
  readonly silence: number;
  /** Longest utterance, ms. */
  readonly maxUtterance: number;
  /** Silence after which an opened ear closes again, ms. */
  readonly noSpeech: number;
  /** How long a skill may take when it names nothing itself, ms. */
  readonly skillDeadline: number;
}

export interface Dialogue {
  readonly bus: Bus;
  readonly log: Log;
  readonly directory: Directory;
  readonly calls: Calls;
  readonly ears: Ears;
  readonly lexicon: Lexicon;
  readonly grammars: Grammars;
  readonly memory: Memory;
  readonly recent: Recent;
  readonly traces: Traces;
  readonly watch: Watch;
  readonly settings: () => DialogSettings;
  readonly personaOf: (site: string, name?: string) => Persona;
  /** The house's language, for requests and personas that name none. */
  readonly language: string;
}
