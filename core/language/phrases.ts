/** Fills the phrases of a skill: `{name}` and `{name:format}`, with `\` before a brace that is meant as itself. */
import { Fault } from "../contract/fault.ts";
import { formats, type Locale, sayNumber } from "./formats.ts";

type Piece = string | { readonly name: string; readonly format: string | undefined };

const longestPhrase = 2000;
const known = new Map<string, readonly Piece[]>();
const mostKnown = 2000;

/** Throws SENTENCE_INVALID with the position and what was expected there. */
export function parsePhrase(form: string): readonly Piece[] {
  const there = known.get(form);
  if (there !== undefined) return there;
  if (form.length > longestPhrase) {
    throw new Fault("SENTENCE_INVALID", `a phrase has at most ${longestPhrase} characters`);
  }
  const pieces: Piece[] = [];
  for (const found of form.matchAll(/\\(.)|\{([^{}]*)\}|[{}]|[^\\{}]+|\\/gsu)) {
    const [text, escaped, inside] = found;
    if (escaped !== undefined) pieces.push(escaped);
    else if (inside !== undefined) pieces.push(placeOf(form, found.index, inside));
    else if (text === "{" || text === "}") {
      throw new Fault(
        "SENTENCE_INVALID",
        `at character ${found.index + 1}: "${text}" has no partner, in "${form}"`,
      );
    } else pieces.push(text);
  }
  if (known.size >= mostKnown) known.clear();
  known.set(form, pieces);
  return pieces;
}

function placeOf(form: string, at: number, inside: string): Piece {
  const [, name, format] = /^\s*([A-Za-z_][\w-]*)\s*(?::\s*([A-Za-z]+)\s*)?$/.exec(inside) ?? [];
  if (name === undefined) {
    throw new Fault(
      "SENTENCE_INVALID",
      `at character ${at + 1}: expected {name} or {name:format}, in "${form}"`,
    );
  }
  if (format !== undefined && !Object.hasOwn(formats, format)) {
    const all = Object.keys(formats).join(", ");
    throw new Fault(
      "SENTENCE_INVALID",
      `at character ${at + 1}: there is no format "${format}", only ${all}`,
    );
  }
  return { name, format };
}

/**
 * The phrase with its values in. Without a format a number is said as one and an array as a list.
 * Throws SENTENCE_INVALID for a wrong phrase, SKILL_FAILED for a value that is missing or cannot be said.
 */
export function renderPhrase(
  form: string,
  values: Readonly<Record<string, unknown>>,
  locale: Locale,
): string {
  return parsePhrase(form)
    .map((piece) => (typeof piece === "string" ? piece : sayValue(piece, values, locale, form)))
    .join("");
}

function sayValue(
  { name, format }: Exclude<Piece, string>,
  values: Readonly<Record<string, unknown>>,
  locale: Locale,
  form: string,
): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const said =
    format === undefined
      ? plain(value, locale)
      : value === undefined
        ? undefined
        : formats[format]?.(value, locale);
  if (said !== undefined) return said;
  const what =
    value === undefined ? "was not given" : `cannot be said${format === undefined ? "" : ` as a ${format}`}`;
  throw new Fault("SKILL_FAILED", `The value {${name}} of the phrase "${form}" ${what}.`, {
    path: `/${name}`,
    remedy: "Give it to say() with the value the format takes; docs/write-a-skill.md lists them.",
  });
}

function plain(value: unknown, locale: Locale): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return sayNumber(value, locale.language);
  return Array.isArray(value) ? formats.list?.(value, locale) : undefined;
}
