/** Hand-made houses and matches for the tests of the judge. */
import { noCounts } from "../../core/language/engine/prefer.ts";
import type { Facts, Found, FoundSlot, Json } from "../../core/language/engine/source.ts";
import { parseYaml } from "../../core/language/pack/yaml.ts";
import { type House, houseOf } from "./house.ts";

/** A slot's value as it was said; `{value, raw}` where the words were others. */
function slotOf(value: Json): FoundSlot {
  const words = typeof value === "object" && value !== null && "raw" in value ? value : undefined;
  const meant = words === undefined ? value : (words.value ?? null);
  const raw = words === undefined ? String(value) : String(words.raw);
  return { value: meant, all: [meant], raw, from: 0, to: raw.length, wildcard: false };
}

export const foundOf = (intent: string, slots: Facts, response?: string): Found => ({
  intent,
  block: 0,
  template: "",
  slots: Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, slotOf(value)])),
  captures: {},
  context: {},
  counts: noCounts,
  ...(response === undefined ? {} : { response }),
});

interface HouseFacts {
  readonly entities?: readonly Facts[];
  readonly areas?: readonly Facts[];
  readonly floors?: readonly Facts[];
  readonly timers?: readonly Facts[];
  readonly media?: readonly Facts[];
  readonly here?: string;
}

/** As a test file would say it: JSON is YAML. */
export function houseOfFacts({ here, ...facts }: HouseFacts): House {
  const house = houseOf([parseYaml(JSON.stringify(facts), "made.yaml")], true);
  return here === undefined ? house : { ...house, here };
}
