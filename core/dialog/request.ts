/** What a turn is asked to do, and how it went. */
import type { Answers, Messages, Persona } from "../contract/index.ts";
import type { Pauses } from "./questions/pauses.ts";
import type { Chosen } from "./rerank.ts";
import type { TurnTrace } from "./trace/trace.ts";

export interface TurnRequest {
  readonly site: string;
  /** The area it stands in, by id or name; a satellite that names none is taken to be called like its room. */
  readonly area: string;
  readonly turn: string;
  readonly reason: Messages["turn/started"]["reason"];
  readonly persona: Persona;
  /** Of its words, once these are heard. */
  language: string;
  readonly aloud: boolean;
  /** By somebody in the room, who is asked there and heard; else it was typed. */
  readonly spoken: boolean;
  /** The room has an ear now that stays. */
  readonly canHear: () => boolean;
  /** Deadlines of this turn stand still while a question waits. */
  readonly pauses: Pauses;
  readonly signal: AbortSignal;
  /** What was said here last, for "say that again". */
  readonly lastReply: string | undefined;
  /** What was left of that when it was cut. */
  readonly unheard: string | undefined;
  /** Who speaks, where that is known. */
  readonly person: string | undefined;
  readonly cause: string | undefined;
  /** When each of its stages begins and ends; every part that does something for the turn writes its own. */
  readonly trace: TurnTrace;
  readonly what: /** `spoken`: what heard the words, where they were not typed. */
    | { readonly text: string; readonly spoken?: Spoken }
    | {
        readonly listen: {
          stream?: number;
          from?: number;
          wakeWord?: string;
          patience: Persona["patience"];
          /** ms for the first word, in an ear that stays open after an answer: what is not meant for the house is let pass. */
          window?: number;
        };
      }
    | { readonly run: { skill: string; intent: string; slots: Messages["skill/run"]["slots"] } }
    /** `toSpeaker`: to somebody who spoke just now, and may speak again. */
    | { readonly say: readonly Messages["reply/say"][]; readonly toSpeaker?: true }
    /** Whatever a part of the house does in a room's turn, such as playing an announcement. */
    | { readonly deliver: (stage: Stage) => Promise<void> };
}

/** What a turn lends whoever fills it. */
export interface Stage {
  readonly request: TurnRequest;
  ask(question: Messages["question/ask"]): Promise<Answers["question/ask"]>;
  /** What sounds from now on, for "say that again". */
  says(text: string): void;
  /** Says what the room is at. */
  phase(now: Messages["session/state"]["phase"]): Promise<void>;
}

export interface Spoken {
  readonly provider: string;
  readonly by: Chosen["by"];
}

export interface TurnResult {
  readonly outcome: Messages["turn/finished"]["outcome"];
  readonly reply: string;
  /** Whether the whole reply sounded in the room. */
  readonly heard: boolean;
  /** What was left of the reply when it was cut. */
  readonly unheard?: string;
  /** The reply was a question; the next words in the room answer it. */
  readonly expects?: Messages["turn/finished"]["expects"];
  /** A command that was spoken in the place of an answer: it is a turn of its own, after this one. */
  readonly next?: { readonly text: string; readonly spoken: Spoken };
}
