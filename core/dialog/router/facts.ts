/** What the router of voices and ears lends whoever speaks and listens, and what it stands on. */
import type { Bus, Fault, Link, Log, Persona, Store, VoiceLink } from "../../contract/index.ts";
import type { Directory } from "../directory.ts";
import type { Place } from "./choices.ts";
import type { Ledger } from "./ledger.ts";
import type { Order } from "./order.ts";
import type { Usual } from "./usual.ts";

export interface Router extends AsyncDisposable {
  readonly directory: Directory;
  readonly ledger: Ledger;
  readonly usual: Usual;
  /** For the next clause, or the next utterance. */
  voices(persona: Persona, place: Omit<Place, "persona">): Order<VoiceLink>;
  ears(persona: Persona, place: Omit<Place, "persona">): Order<Link>;
  /** Says a fault on the bus, the same one once. */
  tell(fault: Fault): void;
}

export interface RouterFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly directory: Directory;
  readonly personaOf: (site: string, name?: string) => Persona;
  readonly language: string;
  /** "last", or absent: a provider whose free quota is used up comes after all others. */
  readonly quota?: () => "last" | "ignore";
  /** Absent: nothing outlives this process. */
  readonly store?: { choices: Store; ledger: Store } | undefined;
  readonly now?: () => number;
}
