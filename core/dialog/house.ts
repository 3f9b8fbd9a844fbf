/** What every part of the dialog needs, put together once by the hub. */
import type { Bus, Log, Persona } from "../contract/index.ts";
import type { NoteStore } from "../store/index.ts";
import type { Calls } from "./calls.ts";
import type { Directory } from "./directory.ts";
import type { Ears } from "./ears.ts";
import type { Grammars } from "./grammars.ts";
import type { History } from "./history/index.ts";
import type { Lexicon } from "./lexicon.ts";
import type { SoundCache } from "./reply/cache/cache.ts";
import type { Memory } from "./route/memory.ts";
import type { Recent } from "./route/recent.ts";
import type { Router } from "./router/facts.ts";
import type { Mind } from "./think/mind.ts";
import type { Traces } from "./trace/book.ts";
import type { Watch } from "./trace/watch.ts";

/** What the settings say of one room. */
export interface RoomSettings {
  readonly bargeIn?: "auto" | "off";
  /** ms for which its ear stays open after an answer. */
  readonly followUp?: number;
  readonly patience?: Persona["patience"];
  /** dB by which it seems louder when several rooms heard a wake word. */
  readonly priority?: number;
  /** Hours in which it speaks softly; `volume` is the part of its own that is left. */
  readonly quiet?: { readonly from: string; readonly to: string; readonly volume: number };
}

export interface DialogSettings {
  /** Silence that ends a turn of words that no sentence is known of, at normal patience, ms. */
  readonly silence: number;
  /** "sentences": what was said so far decides how much silence ends a turn; "silence": always `silence`, then the words are looked for. */
  readonly endpointing?: "sentences" | "silence";
  /** Short tones in the room. */
  readonly cue?: Readonly<Record<"open" | "done" | "thinking", "none" | "tone">>;
  /** Instead of the persona's own. */
  readonly patience?: Persona["patience"];
  /** What holds for single rooms, by site. */
  readonly rooms?: Readonly<Record<string, RoomSettings>>;
  /** ms for which an ear stays open after an answer; 0 or absent: it closes. */
  readonly followUp?: number;
  /** Longest utterance, ms. */
  readonly maxUtterance: number;
  /** Silence after which an opened ear closes again, ms. */
  readonly noSpeech: number;
  /** "auto", or absent: people can talk over an answer; "off": only a wake word interrupts it. */
  readonly bargeIn?: "auto" | "off";
  /** MB of spoken sentences that are kept; absent: none. */
  readonly voiceCache?: number;
  /** "last", or absent: a provider whose free quota is used up comes after all others. */
  readonly freeQuota?: "last" | "ignore";
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
  /** Facts about people, and summaries of talk; absent: none are kept. */
  readonly notes?: NoteStore | undefined;
  readonly talked: History["talked"];
  /** What language models are lent, and what they cost. */
  readonly mind: Mind;
  readonly router: Router;
  /** Absent: nothing that was spoken is kept. */
  readonly sounds?: SoundCache | undefined;
  readonly settings: () => DialogSettings;
  readonly personaOf: (site: string, name?: string, person?: string) => Persona;
  /** IANA name; absent: the machine's. */
  readonly timeZone?: string;
  /** The house's language, for requests and personas that name none. */
  readonly language: string;
}
