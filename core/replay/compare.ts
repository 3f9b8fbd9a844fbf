/** Tells where what was played differs from what was recorded, or from what a scenario expects. */
import type { Expected } from "./script.ts";
import type { Done } from "./turns.ts";
import { type Phrases, sameInOtherWords } from "./wording.ts";

export interface Difference {
  /** Its number in its room, from 1. */
  readonly turn: number;
  readonly site: string;
  readonly field: string;
  readonly wanted: unknown;
  readonly got: unknown;
  /** The same was said in other words: worth a note, and no failure. */
  readonly wording?: true;
}

/** What is compared; when a thing happened and how long it took may differ. */
const compared = ["reason", "text", "rule", "intents", "effects", "said", "cut", "outcome", "code"] as const;
/** What can be compared with another house, which is asked the same as text. */
export const elsewhere = ["text", "intents", "said", "outcome"] as const;
type Field = (typeof compared)[number];
/** Times that are this close are taken for the same, ms. */
const closeMs = 5000;
/** Ids are new in every run. */
const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** In each room, the first turn with the first one, and so on. `phrases`: those that an answer may be another form of. */
export function differences(
  recorded: readonly Done[],
  played: readonly Done[],
  fields: readonly Field[] = compared,
  phrases: Phrases = {},
): readonly Difference[] {
  const sites = [...new Set([...recorded, ...played].map(({ site }) => site))].sort();
  return sites.flatMap((site) => {
    const wanted = recorded.filter((one) => one.site === site);
    const got = played.filter((one) => one.site === site);
    return Array.from({ length: Math.max(wanted.length, got.length) }, (_, index) =>
      between(site, index + 1, wanted[index], got[index], fields),
    )
      .flat()
      .map((one) => noted(one, wanted[one.turn - 1], phrases));
  });
}

function noted(one: Difference, of: Done | undefined, phrases: Phrases): Difference {
  const { field, wanted, got } = one;
  if (field !== "said" || typeof wanted !== "string" || typeof got !== "string") return one;
  const skills = of?.intents.map(({ skill }) => skill) ?? [];
  return sameInOtherWords(wanted, got, phrases, skills) ? { ...one, wording: true } : one;
}

function between(
  site: string,
  turn: number,
  wanted: Done | undefined,
  got: Done | undefined,
  fields: readonly Field[],
): readonly Difference[] {
  // What had not ended when the recording did is not known.
  if (wanted && wanted.outcome === undefined) return [];
  if (!wanted || !got) {
    const brief = (one: Done | undefined): unknown => one && { reason: one.reason, text: one.text };
    return [{ turn, site, field: "turn", wanted: brief(wanted), got: brief(got) }];
  }
  return fields
    .filter((field) => !alike(wanted[field], got[field]))
    .map((field) => ({ turn, site, field, wanted: wanted[field], got: got[field] }));
}

/** What a scenario expects of its turns. An array or object must have what is named; strings are as they are, or /patterns/. */
export function unmet(expected: readonly Expected[], played: readonly Done[]): readonly Difference[] {
  const missing = expected.flatMap((wanted, index): Difference[] => {
    const got = played[index];
    if (!got)
      return [{ turn: index + 1, site: String(wanted.site ?? ""), field: "turn", wanted, got: undefined }];
    const full: Readonly<Record<string, unknown>> = { ...got };
    return Object.keys(wanted)
      .filter((field) => !holds(wanted[field], full[field]))
      .map((field) => ({ turn: index + 1, site: got.site, field, wanted: wanted[field], got: full[field] }));
  });
  const more = played.slice(expected.length).map(
    ({ site, reason, text }, index): Difference => ({
      turn: expected.length + index + 1,
      site,
      field: "turn",
      wanted: undefined,
      got: { reason, text },
    }),
  );
  return [...missing, ...more];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function holds(wanted: unknown, got: unknown): boolean {
  if (typeof wanted === "string" && /^\/.+\/$/.test(wanted)) {
    return typeof got === "string" && new RegExp(wanted.slice(1, -1), "u").test(got);
  }
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(got) && got.length === wanted.length && wanted.every((one, at) => holds(one, got[at]))
    );
  }
  if (isObject(wanted))
    return isObject(got) && Object.keys(wanted).every((key) => holds(wanted[key], got[key]));
  return wanted === got;
}

function alike(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number")
    return a === b || (a > 1e12 && Math.abs(a - b) <= closeMs);
  if (typeof a === "string" && typeof b === "string") return a === b || (idForm.test(a) && idForm.test(b));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => alike(a[key], b[key]));
}
