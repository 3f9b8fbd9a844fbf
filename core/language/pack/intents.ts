/** What a pack says of its intents: which slots go together, whose names may be said, and where the room is needed. */
import { given } from "./lists.ts";
import { at, entriesOf, isGroup, isList, isTrue, mapOf, maybeText, type Spot, textsOf } from "./yaml.ts";

/** Slots that are filled together, and what holds of the sentences that fill them. */
export interface Combination {
  readonly slots: readonly string[];
  /** Whether the room that was spoken in fills the slot `area`. */
  readonly contextArea: boolean;
  /** Domains that what is named may be of; none: of whatever there is, or nothing is named. */
  readonly nameDomains: readonly string[];
  /** Shorthands for domains that what is named may be of. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Domains that the sentences mean without a name ("the lights"). */
  readonly inferredDomains: readonly string[];
  /** Slots of free text. */
  readonly wildcards: readonly string[];
  readonly importance?: string;
  readonly about?: string;
}

export interface IntentFacts {
  readonly domain?: string;
  readonly about?: string;
  readonly slots: Readonly<Record<string, { readonly required: boolean; readonly about?: string }>>;
  /** In the order of the file, which is the order in which their sentences are tried. */
  readonly combinations: Readonly<Record<string, Combination>>;
}

/** All of intents.yaml. Faults: PACK_INVALID. */
export const intentsAt = (spot: Spot): Readonly<Record<string, IntentFacts>> => mapOf(spot, intentAt);

function intentAt(spot: Spot): IntentFacts {
  const slots = mapOf(at(spot, "slots"), (slot) => ({
    required: isGroup(slot) && isTrue(at(slot, "required")),
    ...(isGroup(slot) ? given({ about: maybeText(at(slot, "description")) }) : {}),
  }));
  return {
    slots,
    combinations: mapOf(at(spot, "slot_combinations"), combinationAt),
    ...given({ domain: maybeText(at(spot, "domain")), about: maybeText(at(spot, "description")) }),
  };
}

function combinationAt(spot: Spot): Combination {
  // The older layout has a bare list of slots here.
  if (isList(spot)) return { ...empty, slots: textsOf(spot) };
  return {
    slots: textsOf(at(spot, "slots")),
    contextArea: isTrue(at(spot, "context_area")),
    nameDomains: byImportance(at(spot, "name_domains")),
    groups: mapOf(at(spot, "name_domain_groups"), textsOf),
    inferredDomains: byImportance(at(spot, "inferred_domains")),
    wildcards: textsOf(at(spot, "wildcard_slots")),
    ...given({ importance: maybeText(at(spot, "importance")), about: maybeText(at(spot, "description")) }),
  };
}

const empty: Combination = {
  slots: [],
  contextArea: false,
  nameDomains: [],
  groups: {},
  inferredDomains: [],
  wildcards: [],
};

const byImportance = (spot: Spot): readonly string[] =>
  isGroup(spot) ? [...entriesOf(spot).values()].flatMap(textsOf) : textsOf(spot);
