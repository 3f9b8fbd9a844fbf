/** Time zones of cities and countries by the names people say, from Node's own data and a small table of what it lacks. */
import { capitals, cities } from "./cities.ts";

export interface Place {
  /** As it is said, with its article. */
  readonly name: string;
  /** Where one is there: "in der Schweiz". */
  readonly there: string;
  /** IANA name. */
  readonly zone: string;
  /** "in" its country, where that has several times and this is the capital's. */
  readonly country?: string;
}

const spoken = ["en", "de"] as const;
type Spoken = (typeof spoken)[number];
const spokenOf = (language: string): Spoken => (language.toLowerCase().startsWith("de") ? "de" : "en");

/** "São Paulo", "Sao-Paulo" and "sao paulo" are one name. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/^(?:the|der|die|das|den|dem|city of|stadt) /, "")
    .trim();

interface Entry {
  readonly names: Readonly<Record<Spoken, string>>;
  readonly zone?: string;
  /** Of a country: its code. */
  readonly region?: string;
}

let known: ReadonlyMap<string, Entry> | undefined;

/** Cities of the table win over those of zone names, and these over countries: "Luxembourg" is all of them. */
function index(): ReadonlyMap<string, Entry> {
  if (known) return known;
  const all = new Map<string, Entry>();
  for (const [name, entry] of [...countries(), ...zones(), ...table()]) all.set(plain(name), entry);
  known = all;
  return all;
}

function* countries(): Generator<[string, Entry]> {
  const display = spoken.map((one) => new Intl.DisplayNames(one, { type: "region", fallback: "none" }));
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  for (const region of letters.flatMap((first) => letters.map((second) => first + second))) {
    const [en, de] = display.map((one) => one.of(region));
    if (!en || !de || zonesOf(region).length === 0) continue;
    const entry = { names: { en, de }, region };
    yield [en, entry];
    yield [de, entry];
  }
  for (const [region, names] of Object.entries(otherNames)) {
    const [en = "", de = en] = display.map((one) => one.of(region) ?? region);
    for (const name of names) yield [name, { names: { en, de }, region }];
  }
}

const otherNames: Readonly<Record<string, readonly string[]>> = {
  US: ["America", "USA", "US", "States", "Amerika", "Vereinigten Staaten"],
  GB: ["Britain", "Great Britain", "England", "UK", "Großbritannien", "Scotland", "Wales", "Schottland"],
  NL: ["Holland"],
  CZ: ["Czech Republic", "Tschechische Republik"],
  AE: ["Emirates", "UAE", "Emirate", "Vereinigten Arabischen Emirate"],
  TR: ["Turkey", "Türkiye"],
  KR: ["Korea"],
  BA: ["Bosnia", "Bosnien"],
  CI: ["Ivory Coast"],
  MM: ["Burma"],
  HK: ["Hong Kong", "Hongkong"],
  MO: ["Macau", "Macao"],
};

/** Newer engines have a method, older ones a property. */
function zonesOf(region: string): readonly string[] {
  const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & {
    getTimeZones?(): readonly string[] | undefined;
    readonly timeZones?: readonly string[];
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

function* zones(): Generator<[string, Entry]> {
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const name = (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
    if (zone.includes("/") && !zone.startsWith("Etc/")) yield [name, { names: { en: name, de: name }, zone }];
  }
}

function* table(): Generator<[string, Entry]> {
  for (const [zone, list] of Object.entries(cities)) {
    for (const item of list.split(", ")) {
      const [en = item, de = en, ...others] = item.split("/");
      for (const name of [en, de, ...others]) yield [name, { names: { en, de }, zone }];
    }
  }
}

/** Countries whose names have an article. */
const withThe = "AE BS CF CG CK CZ DO FK GB GM KM KY MH MP MV NL PH SB SC TC US VA VG VI".split(" ");
const withDie = "CF CH DO MN SK TR UA VA".split(" ");
const withDen = "IQ IR LB SD SS TD YE".split(" ");
const withPlural = "AE BS KM KY MH MV NL PH SC TC US VG VI".split(" ");

/** The name with its article, and with "in" before it. */
function spell(name: string, tongue: Spoken, region = ""): { readonly name: string; readonly there: string } {
  if (tongue === "en") {
    const whole = withThe.includes(region) ? `the ${name}` : name;
    return { name: whole, there: `in ${whole}` };
  }
  if (withDie.includes(region)) return { name: `die ${name}`, there: `in der ${name}` };
  if (withDen.includes(region)) return { name: `der ${name}`, there: `im ${name}` };
  if (!withPlural.includes(region)) return { name, there: `in ${name}` };
  const dative = name.replace(/e (?=\p{Lu})/gu, "en ").replace(/(?<=[^ns])$/, name.endsWith("A") ? "" : "n");
  return { name: `die ${name}`, there: `in den ${dative}` };
}

/** The place that is called so, in either language; undefined where it is not known. `now` decides whose clocks agree. */
export function placeOf(said: string, language: string, now: number): Place | undefined {
  const entry = index().get(plain(said));
  if (!entry) return undefined;
  const tongue = spokenOf(language);
  const whole = spell(entry.names[tongue], tongue, entry.region);
  if (entry.zone !== undefined) return { ...whole, zone: entry.zone };
  const all = zonesOf(entry.region ?? "");
  const [zone = "UTC"] = all;
  if (all.every((other) => offset(other, now) === offset(zone, now))) return { ...whole, zone };
  const capital = capitals[entry.region ?? ""];
  if (!capital) return undefined;
  const [its = "UTC", en = "", de = en] = capital.split("|");
  return { ...spell({ en, de }[tongue], tongue), zone: its, country: whole.there };
}

/** Minutes that a zone's clock is ahead of UTC. */
export function offset(zone: string, now: number): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(
    now,
  );
  const text = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
