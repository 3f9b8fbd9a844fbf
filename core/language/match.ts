/** How the understanding of a sentence is told, whether a skill's words or a language pack understood it. */
import type { Messages } from "../../bus-schema/index.ts";
import type { Counts } from "./engine/index.ts";

export interface Match {
  readonly skill: string;
  readonly intent: string;
  /** By name, those that were said: as `SlotKinds` in the contract has them. */
  readonly slots: Readonly<Record<string, unknown>>;
  /** 0 to 1: share of the characters, politeness left out, that are no free text. */
  readonly score: number;
  /** The template, as the skill's author wrote it. */
  readonly template: string;
  /** What its characters were read as: `decidedBy` tells by them why one match is better than another. */
  readonly counts: Counts;
  /** The words that filled each slot, and where they stand in the text. */
  readonly said: Readonly<
    Record<string, { readonly raw: string; readonly from: number; readonly to: number }>
  >;
  /** What is answered to it, where it is a sentence of a language pack. */
  readonly answer?: PackAnswer;
}

/** What a pack answers to one sentence, for whoever carries it out. */
export type PackAnswer = NonNullable<Messages["skill/run"]["answer"]>;

export interface MatchFilter {
  /** Names of skills, or `skill/intent`; absent or empty: all. */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** Phrases to be left out at the beginning, such as the wake word. */
  readonly skip?: readonly string[];
  /** Id of the area the speaker is in: of devices with one name, the one there is meant. */
  readonly area?: string;
}

/** `areas`: all that can be said where an area is meant; those of them that are floors stand in `floors` too. */
export type Places = Pick<Messages["devices/listed"], "devices" | "areas"> &
  Partial<Pick<Messages["devices/listed"], "floors">>;
