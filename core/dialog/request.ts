/** What a turn is asked to do, and how it went. */
import type { Messages, Persona } from "../contract/index.ts";
import type { TurnTrace } from "./trace/trace.ts";

export interface TurnRequest {
  readonly site: string;
  /** The area it stands in, by id or name; a satellite that names none is taken to be called like its room. */
  readonly area: string;
  readonly turn: string;
  readonly reason: Messages["turn/started"]["reason"];
  readonly persona: Persona;
  readonly language: string;
  readonly aloud: boolean;
  readonly signal: AbortSignal;
  /** What was said here last, for "say that again". */
  readonly lastReply: string | undefined;
  readonly cause: string | undefined;
  /** When each of its stages begins and ends; every part that does something for the turn writes its own. */
  readonly trace: TurnTrace;
  readonly what:
    | { readonly text: string }
    | {
        readonly listen: { stream?: number; from?: number; wakeWord?: string; patience: Persona["patience"] };
      }
    | { readonly run: { skill: string; intent: string; slots: Messages["skill/run"]["slots"] } }
    | { readonly say: readonly Messages["reply/say"][] };
}

export interface TurnResult {
  readonly outcome: Messages["turn/finished"]["outcome"];
  readonly reply: string;
  /** Whether the whole reply sounded in the room. */
  readonly heard: boolean;
  /** The reply was a question; the next words in the room answer it. */
  readonly expects?: Messages["turn/finished"]["expects"];
}
