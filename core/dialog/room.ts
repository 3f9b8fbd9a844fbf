/** What is known of one room between its turns, what waits there, and what may be wished of it. */
import type { TurnRequest, TurnResult } from "./request.ts";
import type { Stage } from "./trace/trace.ts";
import type { Turn } from "./turn.ts";

export interface Wish {
  readonly site: string;
  readonly reason: TurnRequest["reason"];
  readonly what: TurnRequest["what"];
  readonly persona?: string;
  readonly language?: string;
  /** Who speaks, where that is known. */
  readonly person?: string;
  readonly aloud?: boolean;
  readonly cause?: string;
  /** Stages that led to it, for its trace. */
  readonly before?: readonly Stage[];
  /** Ends the turn that is under way instead of waiting for it. */
  readonly interrupts: boolean;
  /** Aborted when the turn is not wanted any more, also while it waits. */
  readonly signal?: AbortSignal;
}

/** What was left of a conversation. */
export interface Left {
  /** Of an answer that was cut, in its language. */
  readonly unheard?: { readonly text: string; readonly language: string };
  /** The house asked something, and got a command instead. */
  readonly dropped: boolean;
}

export interface Spoken {
  /** ms since 1970. */
  readonly at: number;
  readonly persona: string;
  readonly language: string;
}

export interface Waiting {
  readonly wish: Wish;
  begin(): Promise<void>;
  /** It will never begin. */
  drop(why: string): void;
}

export interface Entry {
  readonly turn: string;
  /** When it was opened, ms since 1970. */
  readonly enteredAt: number;
}

export interface Room {
  waiting: Waiting[];
  current?: { readonly turn: Turn; readonly abort: AbortController };
  /** Settles when nothing waits any more; undefined while the room is idle. */
  work: Promise<void> | undefined;
  lastReply?: string;
  unheard?: NonNullable<Left["unheard"]>;
  dropped?: boolean;
  spoken?: Spoken;
}

export function remember(room: Room, { reply, unheard }: TurnResult, language: string): void {
  room.lastReply = reply;
  delete room.unheard;
  if (unheard !== undefined) room.unheard = { text: unheard, language };
}
