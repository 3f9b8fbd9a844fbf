/** What the answers of a pack may speak of: what was said, what the house is like, and a clock that stands still. */
import type { Facts, Found, FoundSlot, Json } from "../../core/language/engine/source.ts";
import type { Fact } from "../../core/language/respond/index.ts";
import type { Entity, House } from "./house.ts";

const clock = {
  date: { year: 2013, month: 9, day: 17 },
  time: { hour: 1, minute: 2, second: 0 },
};

type State = {
  readonly entity_id: string;
  readonly name: string;
  readonly domain: string;
  readonly state: string;
  readonly hass_state: string;
  readonly state_with_unit: string;
  readonly attributes: Facts;
};

export type AnswerFacts = {
  readonly slots: Readonly<Record<string, Fact>>;
  readonly state: State | null;
  readonly query: {
    readonly matched: readonly State[];
    readonly unmatched: readonly State[];
    readonly total_results: number;
  };
  readonly state_attr: (id: unknown, name: unknown) => Json;
};

/** All that an answer to this may speak of. */
export function factsFor(found: Found, house: House): AnswerFacts {
  const { matched, unmatched } = statesFor(found, house);
  const { timers, media } = house;
  return {
    slots: {
      timers,
      media: media[0] ?? null,
      completed_items: [],
      ...Object.fromEntries(Object.entries(found.slots).map(([name, slot]) => [name, spoken(slot)])),
      canceled: timers.length,
      ...clock,
    },
    state: matched[0] ?? unmatched[0] ?? null,
    query: { matched, unmatched, total_results: matched.length + unmatched.length },
    state_attr: (id, name) =>
      matched.find(({ entity_id }) => entity_id === id)?.attributes[String(name)] ?? null,
  };
}

/** A number as it was said ("half", "30"), anything else as what it stands for. */
const spoken = ({ value, raw }: FoundSlot): Json =>
  typeof value === "number" && raw.trim() !== "" ? raw.trim() : value;

const same = (a: unknown, b: string): boolean => String(a).trim().toLowerCase() === b.trim().toLowerCase();

/** The things that are asked for: those that are as asked, and those that are not. */
export function statesFor(
  { intent, slots }: Found,
  house: House,
): { readonly matched: readonly State[]; readonly unmatched: readonly State[] } {
  const value = (slot: string): Json | undefined => slots[slot]?.value;
  const name = value("name");
  const asked = house.entities.filter(
    name === undefined
      ? (entity) => isOfKind(entity, intent) && isAmong(entity, value, house)
      : (entity) => same(name, entity.name),
  );
  const wanted = value("state");
  const fits = ({ state }: Entity): boolean => wanted === undefined || wanted === state;
  return {
    matched: asked.filter(fits).map(stateOf),
    unmatched: asked.filter((entity) => !fits(entity)).map(stateOf),
  };
}

/** Some intents are about one kind of thing only. */
const kinds: Readonly<Record<string, string>> = {
  HassClimateGetTemperature: "climate",
  HassClimateSetTemperature: "climate",
  HassGetWeather: "weather",
};

const isOfKind = ({ domain }: Entity, intent: string): boolean => (kinds[intent] ?? domain) === domain;

function isAmong(entity: Entity, value: (slot: string) => Json | undefined, house: House): boolean {
  const room = house.areas.find(({ id }) => id === entity.area);
  const idIn = (places: House["areas"], name: Json): string | undefined =>
    places.find((place) => same(name, place.name))?.id;
  const [area, floor, domain, kind] = ["area", "floor", "domain", "device_class"].map(value);
  return (
    entity.exposed &&
    (floor === undefined || idIn(house.floors, floor) === room?.floor) &&
    (area === undefined || idIn(house.areas, area) === entity.area) &&
    (domain === undefined || same(domain, entity.domain)) &&
    (kind === undefined || kind === entity.attributes.device_class)
  );
}

function stateOf({ id, name, domain, state, said, attributes }: Entity): State {
  const unit = attributes.unit_of_measurement;
  return {
    entity_id: id,
    name,
    domain,
    state: said,
    hass_state: state,
    state_with_unit: unit === undefined || unit === "" ? said : `${said} ${unit}`,
    attributes,
  };
}
