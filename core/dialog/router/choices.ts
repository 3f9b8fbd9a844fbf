/** What was chosen by hand: a provider put before all others, for all or only for a language, a persona or a room. */
import type { Log, Messages, Store } from "../../contract/index.ts";
import { asFault } from "../../contract/index.ts";

export type Use = Messages["provider/use"];
export interface Chosen {
  readonly plugin: string;
  readonly voice?: string;
}
/** Where somebody speaks or listens. */
export interface Place {
  readonly language: string;
  readonly persona: string;
  readonly site?: string;
}

export interface Choices {
  /** Remembers it, or without a plugin forgets it; whether that changed anything. */
  use(wanted: Use): Promise<boolean>;
  /** The one that is meant most closely: a room before a persona, a persona before a language. */
  of(capability: Use["capability"], place: Place): Chosen | undefined;
}

const baseOf = (language: string): string => language.split("-")[0] ?? language;
const keyOf = ({ capability, site = "*", persona = "*", language }: Use): string =>
  [capability, site, persona, language === undefined ? "*" : baseOf(language)].join("/");

/** Where the store cannot be read, nothing was chosen. */
export async function openChoices(store: Store | undefined, log: Log): Promise<Choices> {
  const chosen = new Map<string, Chosen>();
  try {
    for (const key of (await store?.keys()) ?? []) {
      const one = await store?.get<Chosen>(key);
      if (one) chosen.set(key, one);
    }
  } catch (error) {
    log.error("Which voices and ears were chosen cannot be read.", { code: asFault(error).code });
  }
  return {
    async use(wanted) {
      const { plugin, voice } = wanted;
      const key = keyOf(wanted);
      const before = JSON.stringify(chosen.get(key));
      if (plugin === undefined) {
        chosen.delete(key);
        await store?.delete(key);
      } else {
        const next = { plugin, ...(voice === undefined ? {} : { voice }) };
        chosen.set(key, next);
        await store?.set(key, next);
      }
      return JSON.stringify(chosen.get(key)) !== before;
    },
    of(capability, { language, persona, site = "*" }) {
      for (const room of new Set([site, "*"])) {
        for (const who of [persona, "*"]) {
          for (const tongue of [baseOf(language), "*"]) {
            const found = chosen.get([capability, room, who, tongue].join("/"));
            if (found) return found;
          }
        }
      }
      return undefined;
    },
  };
}
