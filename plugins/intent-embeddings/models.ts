/** The sentence embedding models of the catalogue that this plugin knows how to ask, and what their answers are worth. */
import type { Scale } from "./guess.ts";
import { primary, tongueFor } from "./tongue.ts";

export interface Model {
  /** None: all. */
  readonly languages: readonly string[];
  readonly licence: string;
  /** Stands before every text: what the model was taught with. */
  readonly prefix: string;
  readonly scale: Scale;
  /** Languages in which the scores were fitted on sentences that people wrote; in all others it is only asked back. */
  readonly fitted: readonly string[];
}

export const models = {
  "minilm-l6-v2-en": {
    languages: ["en"],
    licence: "Apache-2.0",
    prefix: "",
    scale: { least: 0 },
    fitted: ["en"],
  },
  // Its authors name 0.7 to 1 for the cosines; not measured here.
  "e5-small-multilingual": {
    languages: [],
    licence: "MIT",
    prefix: "query: ",
    scale: { least: 0.7 },
    fitted: [],
  },
} as const satisfies Readonly<Record<string, Model>>;

export type ModelName = keyof typeof models;
export const modelNames = Object.keys(models) as ModelName[];

/** Whether a guess may be acted upon: its scores were fitted, and its language has guards. */
export const mayAct = ({ fitted }: Model, language: string): boolean =>
  fitted.includes(primary(language)) && tongueFor(language).guarded;
