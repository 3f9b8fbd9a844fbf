/** Which phrases of a skill only say that something was done. */
import type { Skill } from "../../contract/index.ts";

/** Whether one of `names` means this phrase; `done-*` means all that begin so. */
export const isNamed = (names: readonly string[], phrase: string): boolean =>
  names.some((name) => (name.endsWith("*") ? phrase.startsWith(name.slice(0, -1)) : phrase === name));

/** Where a wrong guess does harm, people are told in words what was done. */
export function confirmsOf(skill: Skill, intent: string): (phrase: string) => boolean {
  const { confirms = [], intents, packs = {} } = skill;
  const risky = { ...packs, ...intents }[intent]?.risk === "high";
  return (phrase) => !risky && isNamed(confirms, phrase);
}
