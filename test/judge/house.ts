/** The house of a test file: its rooms, floors, things, timers and media, as lists of names and as facts for answers. */
import { type List, makeList } from "../../core/language/engine/index.ts";
import type { Facts, Json, ListValue } from "../../core/language/engine/source.ts";
import {
  at,
  dataOf,
  isGroup,
  isThere,
  isTrue,
  itemsOf,
  mapOf,
  maybeText,
  type Spot,
  textOf,
} from "../../core/language/pack/yaml.ts";
import { float } from "../../core/language/respond/index.ts";

export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** As the house names it, and as people do. */
  readonly state: string;
  readonly said: string;
  /** Id of its room. */
  readonly area?: string;
  readonly attributes: Facts;
  readonly exposed: boolean;
}

export interface Place {
  readonly id: string;
  readonly name: string;
  /** Id of its floor. */
  readonly floor?: string;
}

export interface House {
  readonly areas: readonly Place[];
  readonly floors: readonly Place[];
  readonly entities: readonly Entity[];
  readonly timers: readonly Facts[];
  readonly media: readonly { readonly title: string }[];
  /** The room that is spoken in. */
  readonly here: string;
  /** Whether names come with all that is known of the thing, as the older layout has it. */
  readonly wide: boolean;
}

/** The room, where a file names none: no room is called so. */
const nowhere = "__context_area__";

/** A name as an id, where a file gives none. */
const idOf = (name: string): string => name.trim().toLowerCase().replaceAll(" ", "_");

/** A house of files, the first that says something of a kind counts. `byName`: rooms and floors refer by name. */
export function houseOf(files: readonly (Spot | undefined)[], byName: boolean): House {
  const items = (key: string): readonly Spot[] => {
    const found = files.map((file) => file && at(file, key)).find((spot) => spot && isThere(spot));
    return found === undefined ? [] : itemsOf(found);
  };
  const refer = (text: string): string => (byName ? idOf(text) : text);
  const rooms = items("areas");
  const here = rooms.find((room) => isTrue(at(room, "context_area")));
  return {
    areas: rooms.map((spot) => placeAt(spot, refer)),
    floors: items("floors").map((spot) => placeAt(spot, refer)),
    entities: items("entities").map((spot) => entityAt(spot, refer)),
    timers: items("timers").map(timerAt),
    media: items("media").map(mediumAt),
    here: here === undefined ? nowhere : textOf(at(here, "name")),
    wide: !byName,
  };
}

function placeAt(spot: Spot, refer: (text: string) => string): Place {
  const name = textOf(at(spot, "name")).trim();
  const floor = maybeText(at(spot, "floor"));
  const id = maybeText(at(spot, "id"));
  return {
    name,
    id: id === undefined ? idOf(name) : refer(id),
    ...(floor === undefined ? {} : { floor: refer(floor) }),
  };
}

function entityAt(spot: Spot, refer: (text: string) => string): Entity {
  const name = textOf(at(spot, "name")).trim();
  const id = maybeText(at(spot, "id"));
  const domain = maybeText(at(spot, "domain")) ?? id?.split(".")[0] ?? "";
  const area = maybeText(at(spot, "area"));
  const exposed = at(spot, "is_exposed");
  return {
    id: id ?? `${domain}.${idOf(name)}`,
    name,
    domain,
    ...stateAt(spot),
    ...(area === undefined ? {} : { area: refer(area) }),
    attributes: mapOf(at(spot, "attributes"), attributeAt),
    exposed: !isThere(exposed) || isTrue(exposed),
  };
}

/** A number that is written "20.0" is said so. */
function attributeAt(spot: Spot): Json {
  const value = dataOf(spot);
  return Number.isInteger(value) && textOf(spot).includes(".") ? { ...float(Number(value)) } : value;
}

function stateAt(spot: Spot): Pick<Entity, "state" | "said"> {
  const state = [at(spot, "state"), at(spot, "state_with_unit")].find(isThere);
  if (state === undefined) return { state: "off", said: "off" };
  if (!isGroup(state)) return { state: textOf(state), said: textOf(state) };
  return { state: textOf(at(state, "out")), said: textOf(at(state, "in")) };
}

export const timersAt = (spot: Spot): readonly Facts[] => itemsOf(spot).map(timerAt);
export const titlesAt = (spot: Spot): House["media"] => itemsOf(spot).map(mediumAt);

const mediumAt = (spot: Spot): { readonly title: string } => ({ title: textOf(at(spot, "title")) });

const numbers = ["total_seconds_left", "rounded_hours_left", "rounded_minutes_left", "rounded_seconds_left"];
const starts = ["start_hours", "start_minutes", "start_seconds"];
/** What a timer says of itself where a file does not. */
const still: Facts = {
  is_active: false,
  name: "",
  area: "",
  ...Object.fromEntries([...numbers, ...starts].map((key) => [key, 0])),
};

const timerAt = (spot: Spot): Facts => ({ ...still, ...mapOf(spot, dataOf) });

/** The names that can be said in a house. */
export function listsOf(
  house: House,
  facts: { readonly language: string; readonly ignoreWhitespace: boolean },
): Readonly<Record<"name" | "area" | "floor", List>> {
  const list = (values: readonly ListValue[]): List => makeList({ kind: "text", values }, facts);
  return {
    name: list(
      house.entities.map((entity) => ({ ...nameOf(entity.name, house), context: contextOf(entity, house) })),
    ),
    area: list(house.areas.map(({ name }) => nameOf(name, house))),
    floor: list(house.floors.map(({ name }) => nameOf(name, house))),
  };
}

/** Names are templates; in the older layout each way to say one is a value of its own. */
const nameOf = (name: string, { wide }: House): ListValue => (wide ? { in: name } : { in: name, out: name });

function contextOf({ domain, attributes, area }: Entity, { wide, areas }: House): Facts {
  if (!wide) return { domain };
  const room = areas.find(({ id }) => id === area)?.name;
  return { domain, ...attributes, ...(room === undefined ? {} : { area: room }) } satisfies Readonly<
    Record<string, Json>
  >;
}
