/** The house around a dialog that is played: who says what where and when, and how its rooms, devices and providers are. */
import type { IntentGuess, Kind, Messages } from "../contract/index.ts";

/** Sound of one person, in one room. */
export interface Voiced {
  /** ms from the begin of the world. */
  readonly from: number;
  readonly to: number;
  /** Empty: a cough, a door. */
  readonly text: string;
}

/** What one person says in a room, with the pauses in it. */
export interface Spoken {
  readonly site: string;
  readonly parts: readonly Voiced[];
  /** What was made of it where that is known; absent: the words themselves. */
  readonly heard?: readonly HeardAs[];
}

/** A recogniser's answer after so much of what was said. */
export interface HeardAs {
  /** ms from the begin of the world: what it had heard until then. */
  readonly at: number;
  readonly final: boolean;
  readonly text: string;
  readonly rest: Partial<Messages["stt/heard"]>;
}

/** Something from outside of the dialog and its skills. */
export type Event =
  | { readonly at: number; readonly say: Say }
  | { readonly at: number; readonly gone: string }
  | { readonly at: number; readonly back: string }
  | { readonly at: number; readonly crash: string };

/** One message, and who says it. */
export interface Say {
  readonly kind: Kind;
  readonly where: Readonly<Record<string, string>>;
  readonly body: object;
  readonly by: string;
}

export interface Room {
  readonly area?: string;
  readonly name?: string;
  readonly floor?: string;
  readonly microphone: boolean;
  readonly speaker: boolean;
  readonly echoCancelled?: boolean;
  readonly headphones?: boolean;
  /** Takes what it plays at once, as the command line does. */
  readonly hasty?: boolean;
}

/** ms. */
export interface Delays {
  readonly vad: number;
  readonly stt: number;
  readonly tts: number;
}

export interface World {
  /** ms since 1970. */
  readonly start: number;
  /** How long it lasts at most, ms. */
  readonly lasts: number;
  readonly language: string;
  readonly timeZone: string;
  readonly rooms: Readonly<Record<string, Room>>;
  /** Persona of the rooms that were given one. */
  readonly personas: Readonly<Record<string, string>>;
  readonly persona: string;
  /** Names of the skills that are there; absent: all that come with Hearsay. */
  readonly skills?: readonly string[];
  readonly settings: object;
  readonly spoken: readonly Spoken[];
  readonly events: readonly Event[];
  readonly home: Messages["devices/listed"] | undefined;
  readonly delays: Delays;
  /** What an intent provider makes of a text; absent: there is none. */
  readonly guesses?: Readonly<Record<string, readonly IntentGuess[]>>;
}
