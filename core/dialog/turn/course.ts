/** What the parts of one turn share while it runs, and how its room is told what it is at. */
import type { Messages } from "../../contract/index.ts";
import type { Cues } from "../cue/cues.ts";
import type { Dialogue } from "../house.ts";
import type { TurnRequest } from "../request.ts";
import type { Draft } from "../route/understand.ts";

export type Timing = {
  endpoint?: number;
  stt?: number;
  match?: number;
  action?: number;
  firstSound?: number;
};

export interface Course {
  readonly house: Dialogue;
  readonly request: TurnRequest;
  readonly cues: Cues;
  readonly draft: Draft;
  readonly timing: Timing;
  /** When the speaker stopped, or the turn began, ms since 1970. */
  spokenAt: number;
  /** What sounded where a part of the house filled the turn. */
  delivered: string;
  /** When each piece of the answer's text came, ms since 1970. */
  readonly texts: number[];
}

export async function phase(
  { house, request }: Pick<Course, "house" | "request">,
  now: Messages["session/state"]["phase"],
  openUntil?: number,
): Promise<void> {
  const { site, turn, persona, language } = request;
  const until = openUntil === undefined ? {} : { openUntil };
  const body = { phase: now, turn, persona: persona.name, language, bootId: house.bus.bootId, ...until };
  await house.bus.publish("session/state", { site }, body, { turn });
}

/** A stage of the turn is over that began at `from`, ms since 1970. */
export function mark(
  { request: { trace }, timing, spokenAt }: Course,
  stage: "match" | "action",
  from = spokenAt,
): void {
  timing[stage] = Date.now() - from;
  if (stage === "match") trace.mark("understanding", from, Date.now());
}
