/** Turns one measure into another: lengths, weights, volumes, temperatures and more; of money it knows no rates. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";
import { de, en, type Names } from "./names.ts";
import { type Unit, units } from "./table.ts";
import { roundedFor } from "./tell.ts";

export default defineSkill({
  name: "units",
  about:
    "Conversion of units: length, weight, volume, temperature, area, speed, time, data, energy, pressure.",
  intents: {
    convert: {
      about: "Says how much an amount of one unit is in another; amount 1 where none is given.",
      risk: "none",
      repeatable: true,
      slots: { amount: slot.number().maybe(), from: slot.choice(), to: slot.choice() },
      run: (context) => {
        const { amount = 1, from, to } = context.slots;
        return convert(context, [{ amount, unit: from }], to);
      },
    },
    both: {
      lend: false,
      about: "Converts an amount in two units, such as 5 feet 11 inches; `also` is the smaller one.",
      risk: "none",
      repeatable: true,
      slots: {
        amount: slot.number(),
        from: slot.choice(),
        more: slot.number(),
        also: slot.choice().maybe(),
        to: slot.choice(),
      },
      run: (context) => {
        const { amount, from, more, also = smaller[from] ?? from, to } = context.slots;
        return convert(
          context,
          [
            { amount, unit: from },
            { amount: more, unit: also },
          ],
          to,
        );
      },
    },
    heat: {
      about: "Converts a temperature to the other scale: Fahrenheit to Celsius, or Celsius to Fahrenheit.",
      risk: "none",
      repeatable: true,
      slots: { amount: slot.number(), heat: slot.choice() },
      run: (context) => {
        const { amount, heat } = context.slots;
        return convert(context, [{ amount, unit: heat }], heat === "celsius" ? "fahrenheit" : "celsius");
      },
    },
    rate: {
      lend: false,
      about: "Says that exchange rates are not known.",
      risk: "none",
      repeatable: true,
      slots: { from: slot.choice().maybe() },
      run: (context) => {
        const { from = "currency" } = context.slots;
        return context.say(from === "currency" || isMoney(from) ? "currency" : "worth");
      },
    },
  },
});

/** "six foot two" leaves the inches out. */
const smaller: Readonly<Record<string, string>> = {
  foot: "inch",
  pound: "ounce",
  stone: "pound",
  hour: "minute",
  minute: "second",
  meter: "centimeter",
};
/** Names that money has in common with a weight. */
const isMoney = (unit: string): boolean => unit === "currency" || unit === "pound" || unit === "metric-pound";

interface Part {
  readonly amount: number;
  readonly unit: string;
}

async function convert(context: SkillContext, parts: readonly Part[], wanted: string): Promise<void> {
  const { language } = context;
  const [first] = parts;
  if (!first) return;
  // "30 degrees in Fahrenheit" are no angle.
  const from = asTemperature(first.unit, wanted);
  const to = asTemperature(wanted, first.unit);
  const [source, target] = [units.get(from), units.get(to)];
  if (!source || !target) return context.say("unlike", { from: first.unit, to: wanted });
  const said = parts.map(({ amount, unit }, at) => amountOf(amount, at === 0 ? from : unit, language));
  const failure = failureOf(source, target, parts);
  if (failure) return context.say(failure, { from: several(from, language), to: several(to, language) });
  const base = parts.reduce((sum, { amount, unit }, at) => {
    return sum + (at === 0 ? source : (units.get(unit) ?? source)).to(amount);
  }, 0);
  if (source.kind === "temperature" && base < -1e-9) return context.say("cold");
  const { value, exact } = roundedFor(target.from(base));
  const answer = { from: said.join(" "), to: amountOf(value, to, language) };
  await context.say(exact ? "answer" : "about", answer);
}

/** The phrase that says why it cannot be done. */
function failureOf(source: Unit, target: Unit, parts: readonly Part[]): string | undefined {
  const kinds = [source.kind, target.kind];
  if (kinds.includes("currency")) return "currency";
  const odd = parts.some(({ unit }, at) => at > 0 && units.get(unit)?.kind !== source.kind);
  if (kinds.includes("mass") && kinds.includes("volume")) return "stuff";
  if (source.kind !== target.kind || odd) return "unlike";
  return source.kind === "fuel" && parts[0]?.amount === 0 ? "none" : undefined;
}

function asTemperature(unit: string, other: string): string {
  if (unit !== "degree" || units.get(other)?.kind !== "temperature") return unit;
  return other === "fahrenheit" ? "celsius" : "fahrenheit";
}

const namesOf = (unit: string, language: string): Names =>
  (language.toLowerCase().startsWith("de") ? de : en)[unit] ?? [unit, unit];
const several = (unit: string, language: string): string => namesOf(unit, language)[1];

function amountOf(amount: number, unit: string, language: string): string {
  const [one, many] = namesOf(unit, language);
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 15 }).format(amount);
  return `${number} ${Math.abs(amount) === 1 ? one : many}`;
}
