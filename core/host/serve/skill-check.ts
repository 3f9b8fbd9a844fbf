/** Refuses a skill whose words do not fit it before anybody can say them, and slots that do not fit its intent. */
import type { Skill, SkillWords, Slots } from "../../contract/index.ts";
import { Fault } from "../../contract/index.ts";
import { checkWords } from "../../language/check.ts";
import { isNamed } from "./skill-confirms.ts";

/** Words by language. */
export type WordsByLanguage = Readonly<Record<string, SkillWords>>;

/** The name under which skill/run asks for the alarm handler. */
export const alarmIntent = "alarm";

/** A JSON Pointer (RFC 6901) to a part of the words. */
const pointer = (...parts: readonly string[]): string =>
  parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

function refuse(skill: Skill, path: string, what: string): never {
  throw new Fault("PLUGIN_INVALID", `Skill ${skill.name}: ${what}`, {
    path,
    remedy: "Correct the file that is named; docs/write-a-skill.md describes it.",
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Throws PLUGIN_INVALID or SENTENCE_INVALID; the path of what is wrong in en.json begins with `/en`. */
export function checkSkill(skill: Skill, words: WordsByLanguage): void {
  if (Object.keys(words).length === 0) refuse(skill, "", "has no language file, such as en.json.");
  if (Object.hasOwn(skill.intents, alarmIntent)) {
    refuse(skill, "/intents/alarm", `"${alarmIntent}" is the name of the alarm handler, not of an intent.`);
  }
  const phrases = Object.values(words).flatMap(({ say }) => Object.keys(say));
  for (const [at, one] of (skill.confirms ?? []).entries()) {
    if (phrases.some((phrase) => isNamed([one], phrase))) continue;
    refuse(skill, `/confirms/${at}`, `it has no phrase "${one}".`);
  }
  for (const [language, file] of Object.entries(words)) {
    const fault = faultIn(skill, language, file);
    if (!fault) continue;
    const { code, message, cause } = fault;
    throw new Fault(code, `${skill.name}/${language}.json ${message}`, {
      path: pointer(language) + (fault.path ?? ""),
      cause,
    });
  }
}

/** The first fault of a language file; its path is a JSON Pointer into it. */
export const faultIn = (skill: Skill, language: string, file: SkillWords): Fault | undefined =>
  checkWords(file, skill, language)[0];

const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  duration: (value) => typeof value === "number" && value >= 0,
  time: (value) => isRecord(value) && typeof value.hour === "number" && typeof value.minute === "number",
  moment: isRecord,
  repeat: (value) => isRecord(value) && typeof value.unit === "string" && typeof value.every === "number",
  choice: (value) => typeof value === "string",
  device: (value) => typeof value === "string",
  area: (value) => typeof value === "string",
};

/** Throws MESSAGE_INVALID when a slot is missing, of another kind, or out of its bounds. */
export function checkSlots(slots: Slots, filled: Readonly<Record<string, unknown>>): void {
  for (const [name, { kind, optional, min, max }] of Object.entries(slots)) {
    const value = filled[name];
    const path = pointer("slots", name);
    if (value === undefined && optional) continue;
    if (value === undefined) throw new Fault("MESSAGE_INVALID", `The slot "${name}" is missing.`, { path });
    if (!fits[kind]?.(value))
      throw new Fault("MESSAGE_INVALID", `The slot "${name}" is no ${kind}.`, { path });
    if (typeof value === "number" && (value < (min ?? value) || value > (max ?? value))) {
      throw new Fault("MESSAGE_INVALID", `The slot "${name}" is ${value}, out of its bounds.`, { path });
    }
  }
}
