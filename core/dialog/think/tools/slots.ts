/** The slots of a skill's intent as JSON Schema for a language model, and what it gives as the slots that the skill takes. */
import type { Moment, SlotKind, TimeOfDay, Values } from "../../../contract/index.ts";
import type { Things } from "../../lexicon.ts";
import { keysOf } from "../../route/tokens.ts";
import { nameIn } from "../quote.ts";

export interface SlotSpec {
  readonly kind: SlotKind;
  readonly optional: boolean;
  readonly min?: number;
  readonly max?: number;
}
export type SlotSpecs = Readonly<Record<string, SlotSpec>>;
/** Words by value, by list. */
export type Lists = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const longestText = 500;
const clock = "^([01]?\\d|2[0-3]):[0-5]\\d$";
const day = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
const moment = `^(${day}([T ]([01]\\d|2[0-3]):[0-5]\\d)?|([01]?\\d|2[0-3]):[0-5]\\d)$`;

const schemas: Readonly<Record<SlotKind, (spec: SlotSpec, values: readonly string[]) => Values>> = {
  text: () => ({ type: "string", minLength: 1, maxLength: longestText }),
  number: ({ min, max }) => ({
    type: "number",
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  }),
  duration: () => ({ type: "number", minimum: 0, description: "Seconds." }),
  time: () => ({ type: "string", pattern: clock, description: "Time of day, HH:MM, 24 hours." }),
  moment: () => ({
    type: "string",
    pattern: moment,
    description: "YYYY-MM-DD, YYYY-MM-DDTHH:MM or HH:MM, local time.",
  }),
  repeat: () => ({
    type: "object",
    required: ["unit", "every"],
    properties: {
      unit: { enum: ["minute", "hour", "day", "week", "month", "year"] },
      every: { type: "integer", minimum: 1, description: "2: each second one." },
      days: {
        type: "array",
        items: { type: "integer", minimum: 1, maximum: 7 },
        description: "Of weeks: 1 Monday to 7 Sunday.",
      },
      date: { type: "integer", minimum: 1, maximum: 31, description: "Of months and years." },
      month: { type: "integer", minimum: 1, maximum: 12, description: "Of years." },
      part: { enum: ["morning", "noon", "afternoon", "evening", "night"] },
    },
    additionalProperties: false,
  }),
  choice: (_, values) => (values.length > 0 ? { enum: values } : { type: "string", maxLength: 64 }),
  device: () => ({ type: "string", description: "A device." }),
  area: () => ({ type: "string", description: "A room or floor." }),
};

export function schemaOf(slots: SlotSpecs, lists: Lists): Values {
  // A choice that this language has no words for has nothing to choose from.
  const known = Object.entries(slots).filter(
    ([name, { kind, optional }]) => kind !== "choice" || !optional || lists[name] !== undefined,
  );
  const properties = known.map(([name, spec]) => [
    name,
    schemas[spec.kind](spec, Object.keys(lists[name] ?? {})),
  ]);
  const required = Object.entries(slots).flatMap(([name, { optional }]) => (optional ? [] : [name]));
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

export type Filling = { readonly slots: Record<string, never> } | { readonly wrong: string };

/** Arguments that fit the schema, as slots; or what is wrong with them, for the model. */
export function slotsFrom(specs: SlotSpecs, given: Values, things: Things): Filling {
  const slots: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(specs)) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (kind === "device" || kind === "area") {
      const found = thingNamed(String(value), kind === "device" ? devicesOf(things) : things.areas);
      if ("wrong" in found) return { wrong: `${name}: ${found.wrong}` };
      slots[name] = found.id;
    } else slots[name] = (readers[kind] ?? asItIs)(value);
  }
  return { slots: slots as Record<string, never> };
}

/** The same arguments with the names that the house has for what they mean: a person is asked about no other. */
export function withNames(specs: SlotSpecs, given: Values, things: Things): Values {
  const filling = slotsFrom(specs, given, things);
  if ("wrong" in filling) return given;
  const nameOf = (name: string, value: unknown): unknown => {
    const id: unknown = filling.slots[name];
    const { kind } = specs[name] ?? {};
    const known = kind === "device" ? things.devices : kind === "area" ? things.areas : [];
    return known.find((thing) => thing.id === id)?.name ?? value;
  };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, nameOf(name, value)]));
}

const asItIs = (value: unknown): unknown => value;
const readers: Partial<Record<SlotKind, (value: unknown) => unknown>> = {
  duration: (value) => Number(value) * 1000,
  time: (value) => timeIn(String(value)),
  moment: (value) => momentIn(String(value)),
};

function timeIn(text: string): TimeOfDay {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return { hour, minute };
}

function momentIn(text: string): Moment {
  const [first = "", time] = text.split(/[T ]/u);
  if (!first.includes("-")) return { time: timeIn(first) };
  const [year = 0, month = 1, date = 1] = first.split("-").map(Number);
  return { year, month, date, ...(time === undefined ? {} : { time: timeIn(time) }) };
}

export const devicesOf = ({ devices }: Things): Things["devices"] => devices.filter(({ exposed }) => exposed);

type Thing = { readonly id: string; readonly name: string; readonly aliases?: readonly string[] };
const mostNamed = 12;

function thingNamed(
  said: string,
  things: readonly Thing[],
): { readonly id: string } | { readonly wrong: string } {
  const key = keysOf(said);
  const found = things.filter(
    ({ id, name, aliases = [] }) => id === said || [name, ...aliases].some((one) => keysOf(one) === key),
  );
  const [first, ...more] = found;
  if (first && more.length === 0) return { id: first.id };
  const names = (found.length > 0 ? found : near(key, things)).flatMap(({ id, name }) => {
    const shown = nameIn(name);
    return shown === undefined ? [] : [found.length > 0 ? `${shown} (${id})` : shown];
  });
  const listed = names.slice(0, mostNamed).join("; ");
  const what = first ? "several are called so; give one of these ids" : "nothing is called so";
  return { wrong: listed === "" ? what : `${what}: ${listed}` };
}

/** Those that share a word with what was asked for, else the first ones. */
function near(key: string, things: readonly Thing[]): readonly Thing[] {
  const words = key.split(" ");
  const related = things.filter(({ name }) =>
    keysOf(name)
      .split(" ")
      .some((word) => words.includes(word)),
  );
  return related.length > 0 ? related : things;
}
