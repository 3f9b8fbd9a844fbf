/**
 * How much of its kind's first measure each unit is. An own table, because the factors are a page of exact constants:
 * the international yard and pound (1959), the US gallon of 231 cubic inches and the imperial one of 4.54609 l, as NIST
 * Special Publication 811 (2008), appendix B, and the BIPM's SI Brochure (9th edition) give them. A year is one of 365 days.
 */

export type Kind = keyof typeof linear | "temperature" | "fuel" | "currency";

const linear = {
  length: {
    millimeter: 0.001,
    centimeter: 0.01,
    decimeter: 0.1,
    meter: 1,
    kilometer: 1000,
    inch: 0.0254,
    foot: 0.3048,
    yard: 0.9144,
    mile: 1609.344,
    "nautical-mile": 1852,
    "light-year": 9_460_730_472_580_800,
  },
  mass: {
    milligram: 0.000001,
    gram: 0.001,
    kilogram: 1,
    tonne: 1000,
    ton: 907.18474,
    ounce: 0.028349523125,
    pound: 0.45359237,
    "metric-pound": 0.5,
    stone: 6.35029318,
  },
  volume: {
    milliliter: 0.001,
    centiliter: 0.01,
    deciliter: 0.1,
    liter: 1,
    "cubic-meter": 1000,
    "cubic-foot": 28.316846592,
    teaspoon: 0.00492892159375,
    tablespoon: 0.01478676478125,
    "fluid-ounce": 0.0295735295625,
    cup: 0.2365882365,
    pint: 0.473176473,
    quart: 0.946352946,
    gallon: 3.785411784,
    "imperial-fluid-ounce": 0.0284130625,
    "imperial-pint": 0.56826125,
    "imperial-gallon": 4.54609,
  },
  area: {
    "square-centimeter": 0.0001,
    "square-meter": 1,
    "square-kilometer": 1_000_000,
    "square-inch": 0.00064516,
    "square-foot": 0.09290304,
    "square-yard": 0.83612736,
    "square-mile": 2589988.110336,
    are: 100,
    hectare: 10_000,
    acre: 4046.8564224,
  },
  speed: {
    "meter-per-second": 1,
    "kilometer-per-hour": 1 / 3.6,
    "mile-per-hour": 0.44704,
    knot: 1852 / 3600,
  },
  time: {
    millisecond: 0.001,
    second: 1,
    minute: 60,
    hour: 3600,
    day: 86_400,
    week: 604_800,
    month: 31_536_000 / 12,
    year: 31_536_000,
    decade: 315_360_000,
    century: 3_153_600_000,
  },
  data: {
    bit: 0.125,
    byte: 1,
    kilobyte: 1000,
    megabyte: 1_000_000,
    gigabyte: 1_000_000_000,
    terabyte: 1_000_000_000_000,
    kilobit: 125,
    megabit: 125_000,
    gigabit: 125_000_000,
    kibibyte: 1024,
    mebibyte: 1_048_576,
    gibibyte: 1_073_741_824,
  },
  energy: {
    joule: 1,
    kilojoule: 1000,
    calorie: 4184,
    "watt-hour": 3600,
    "kilowatt-hour": 3_600_000,
    btu: 1055.05585262,
  },
  power: {
    watt: 1,
    kilowatt: 1000,
    horsepower: 745.6998715822702,
    "metric-horsepower": 735.49875,
  },
  pressure: {
    pascal: 1,
    hectopascal: 100,
    bar: 100_000,
    psi: 6894.757293168361,
    atmosphere: 101_325,
  },
  angle: {
    degree: 1,
    radian: 57.29577951308232,
    turn: 360,
  },
} as const;

/** To and from kelvin, and litres per 100 km. */
const others: Readonly<
  Record<string, { kind: Kind; to(value: number): number; from(value: number): number }>
> = {
  celsius: { kind: "temperature", to: (value) => value + 273.15, from: (value) => value - 273.15 },
  fahrenheit: {
    kind: "temperature",
    to: (value) => ((value + 459.67) * 5) / 9,
    from: (value) => (value * 9) / 5 - 459.67,
  },
  kelvin: { kind: "temperature", to: (value) => value, from: (value) => value },
  "liter-per-100-kilometers": { kind: "fuel", to: (value) => value, from: (value) => value },
  "mile-per-gallon": { kind: "fuel", to: (value) => usMiles / value, from: (value) => usMiles / value },
  "imperial-mile-per-gallon": {
    kind: "fuel",
    to: (value) => ukMiles / value,
    from: (value) => ukMiles / value,
  },
  currency: { kind: "currency", to: (value) => value, from: (value) => value },
};
const usMiles = (100 * 3.785411784) / 1.609344;
const ukMiles = (100 * 4.54609) / 1.609344;

export interface Unit {
  readonly kind: Kind;
  /** To the kind's first measure, and back. */
  to(value: number): number;
  from(value: number): number;
}

export const units: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...Object.entries(linear).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, factor]: [string, number]): [string, Unit] => [
      name,
      { kind: kind as Kind, to: (value) => value * factor, from: (value) => value / factor },
    ]),
  ),
  ...Object.entries(others),
]);
