/** Sentence blocks of a pack: its shorthands for domains and the room are spelled out here. */
import type { Block, Constraint, Facts } from "../engine/source.ts";
import type { Combination } from "./intents.ts";
import { factsAt, given, listsAt } from "./lists.ts";
import {
  at,
  dataOf,
  isGroup,
  isText,
  isThere,
  isTrue,
  itemsOf,
  mapOf,
  maybeText,
  type Spot,
  textOf,
  textsOf,
  wrong,
} from "./yaml.ts";

/** What a file's blocks belong to. */
export interface Home {
  readonly intent: string;
  /** Name of the slot combination, where the layout has them. */
  readonly name?: string;
  readonly combination?: Combination;
}

/** The blocks of a list; those for phrase recognisers only are left out where there are others. Faults: PACK_INVALID. */
export function blocksAt(spot: Spot, home: Home): readonly Block[] {
  const blocks = itemsOf(spot);
  const full = blocks.filter((block) => !isTrue(at(block, "speech_to_phrase")));
  return (full.length > 0 ? full : blocks).map((block) => blockAt(block, home));
}

function blockAt(spot: Spot, home: Home): Block {
  const sentences = textsOf(at(spot, "sentences"));
  const keywords = at(spot, "required_keywords");
  const lists = at(spot, "lists");
  const rules = at(spot, "expansion_rules");
  return {
    intent: home.intent,
    sentences,
    where: spot.where,
    ...domainsAt(spot, home),
    ...given({
      keywords: isThere(keywords) ? textsOf(keywords) : undefined,
      lists: isThere(lists) ? listsAt(lists) : undefined,
      rules: isThere(rules) ? mapOf(rules, textOf) : undefined,
      response: maybeText(at(spot, "response")),
      metadata: metadataAt(spot, home),
    }),
  };
}

function metadataAt(spot: Spot, { name }: Home): Facts | undefined {
  const { metadata } = factsAt(spot, "metadata");
  if (name === undefined) return metadata;
  return { ...metadata, slot_combination: name };
}

/** Fixed slots and what is required, with the shorthands spelled out. */
function domainsAt(spot: Spot, home: Home): Pick<Block, "slots" | "requires" | "excludes"> {
  const names = nameDomainsAt(spot, home);
  const inferred = maybeText(at(spot, "inferred_domain"));
  const slots: Record<string, Facts[string]> = { ...factsAt(spot, "slots").slots };
  const requires: Record<string, Constraint> = { ...constraintsAt(at(spot, "requires_context")) };
  if (names !== undefined) requires.domain = names;
  else if (inferred !== undefined) slots.domain = inferred;
  if (home.combination?.contextArea === true) requires.area = { slot: true };
  const excludes = constraintsAt(at(spot, "excludes_context"));
  return {
    ...(Object.keys(slots).length > 0 ? { slots } : {}),
    ...(Object.keys(requires).length > 0 ? { requires } : {}),
    ...(Object.keys(excludes).length > 0 ? { excludes } : {}),
  };
}

function nameDomainsAt(spot: Spot, { combination, name }: Home): readonly string[] | undefined {
  const domains = at(spot, "name_domains");
  if (!isThere(domains)) return undefined;
  if (!isText(domains)) return textsOf(domains);
  const group = textOf(domains);
  const known = combination?.groups[group];
  if (known !== undefined) return known;
  throw wrong(domains, `intents.yaml has no group "${group}" for ${name ?? "these sentences"}.`);
}

function constraintsAt(spot: Spot): Readonly<Record<string, Constraint>> {
  return mapOf(spot, (inner) => {
    if (!isGroup(inner)) return dataOf(inner);
    const value = dataOf(at(inner, "value"));
    const slot = dataOf(at(inner, "slot"));
    if (slot === null || slot === false) return value;
    if (slot !== true && typeof slot !== "string") {
      throw wrong(
        at(inner, "slot"),
        "a fact goes into a slot by its name, or by true into the one of its own name.",
      );
    }
    return value === null ? { slot } : { value, slot };
  });
}
