/** Says what an intent would do in the words that a person would use for it: one of the skill's own sentences, filled. */
import type { Messages, Values } from "../../../contract/index.ts";
import { formats } from "../../../language/formats.ts";
import { nearest } from "../../../language/normalise.ts";
import { type Part, parseTemplate } from "../../../language/parse.ts";
import type { Lists, SlotSpecs } from "./slots.ts";

export interface Wanted {
  readonly skill: Messages["skill/state"];
  readonly intent: string;
  readonly slots: SlotSpecs;
  /** Arguments as a language model gives them. */
  readonly given: Values;
  readonly language: string;
}

const longestValue = 80;

/** Undefined where none of its sentences in the language has exactly these slots. */
export function sentenceFor({ skill, intent, slots, given, language }: Wanted): string | undefined {
  const tongue = nearest(language, Object.keys(skill.languages));
  const words = tongue === undefined ? undefined : skill.languages[tongue];
  if (!words || tongue === undefined) return undefined;
  const lists = words.lists as Lists;
  const values = new Map(
    Object.entries(given)
      .filter(([name, value]) => slots[name] !== undefined && value !== null && value !== undefined)
      .map(([name, value]) => [name, spokenOf(name, value, { slots, lists, language: tongue })] as const),
  );
  const rule = (name: string): readonly Part[] => parseTemplate(words.rules[name] ?? "");
  for (const template of words.hear[intent] ?? []) {
    const said = filled(parseTemplate(template), rule, values);
    if (said?.used.size === values.size) return said.text.replace(/\s+/gu, " ").trim();
  }
  return undefined;
}

interface Said {
  readonly text: string;
  readonly used: ReadonlySet<string>;
}

const nothing: Said = { text: "", used: new Set() };

/** Undefined where it needs a slot that has no value. Of what may be said either way, that with the most of the slots. */
function filled(
  parts: readonly Part[],
  rule: (name: string) => readonly Part[],
  values: ReadonlyMap<string, string>,
  depth = 0,
): Said | undefined {
  if (depth > 8) return undefined;
  let text = "";
  const used = new Set<string>();
  for (const part of parts) {
    const said = one(part);
    if (!said) return undefined;
    text += said.text;
    for (const name of said.used) used.add(name);
  }
  return { text, used };

  function one(part: Part): Said | undefined {
    if (part.type === "text") return { ...nothing, text: part.text };
    if (part.type === "slot") {
      const value = values.get(part.name);
      return value === undefined ? undefined : { text: value, used: new Set([part.name]) };
    }
    if (part.type === "rule") return filled(rule(part.name), rule, values, depth + 1);
    const isOptional = part.options.at(-1)?.length === 0;
    const found = part.options.flatMap((option) => filled(option, rule, values, depth + 1) ?? []);
    const most = Math.max(0, ...found.map(({ used: { size } }) => size));
    if (isOptional && most === 0) return nothing;
    return found.find(({ used: { size } }) => size === most);
  }
}

interface Tongue {
  readonly slots: SlotSpecs;
  readonly lists: Lists;
  readonly language: string;
}

function spokenOf(name: string, value: unknown, { slots, lists, language }: Tongue): string {
  const kind = slots[name]?.kind;
  const locale = { language, timeZone: "UTC" };
  if (kind === "duration") return formats.duration?.(Number(value) * 1000, locale) ?? "";
  if (kind === "choice")
    return lists[name]?.[String(value)]?.[0]?.replace(/[[\](){}|<>]/gu, "") ?? String(value);
  return (typeof value === "object" ? JSON.stringify(value) : String(value))
    .replace(/[\s\p{Cc}]+/gu, " ")
    .slice(0, longestValue);
}
