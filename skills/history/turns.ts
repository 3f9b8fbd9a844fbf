/** Which of the last turns a question about the past is about. */
import type { SkillContext } from "hearsay";

export type Turn = ReturnType<SkillContext["house"]["turns"]>[number];

/** Questions about the past are none of what they ask for. */
const aside: ReadonlySet<string> = new Set(["history", "repeat"]);

/** The newest turn that asked for something; undefined where there is none. */
export const lastTurn = ({ house }: SkillContext): Turn | undefined =>
  house.turns().find(({ parts }) => parts.length === 0 || parts.some(({ skill }) => !aside.has(skill)));
