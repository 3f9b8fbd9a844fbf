/** What a grammar knows of each language; a language that is not here has sentences and names, but no spoken values. */
import { primary } from "../../normalise.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Spoken } from "./types.ts";

const all: Readonly<Record<string, Spoken>> = { de, en };
const other: Spoken = {
  rules: { number: "<digits>", time: "<clock>" },
  kinds: ["number", "time"],
  variants: {},
  short: {},
  fillers: [],
  endings: [],
  apart: [],
};

export const spokenIn = (language: string): Spoken => all[primary(language)] ?? other;
