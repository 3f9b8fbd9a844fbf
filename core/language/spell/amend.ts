/** Ways to say numbers that the CLDR's rules lack or have wrong; more rule sets beside those of the language. */
import type { Written } from "./rules.ts";

type Sets = Readonly<Record<string, Written>>;

const serbian = (thousand: string, few: string, many: string): Sets => ({
  "%spellout-cardinal-thousands": [
    ["0", "=%spellout-cardinal-masculine=;"],
    ["1000", `${thousand}[ →→];`],
    ["2000", `←%spellout-cardinal-feminine← ${few}[ →→];`],
    ["5000", `←%spellout-cardinal-feminine← ${many}[ →→];`],
    ["100000", "=%spellout-cardinal-masculine=;"],
  ],
});

const slovenianTens = [
  "dvajset",
  "trideset",
  "štirideset",
  "petdeset",
  "šestdeset",
  "sedemdeset",
  "osemdeset",
];
const slovenianOnes = ["nič", "ena", "dva", "tri", "štiri", "pet", "šest", "sedem", "osem", "devet", "deset"];
const slovenianTeens = [
  "enajst",
  "dvanajst",
  "trinajst",
  "štirinajst",
  "petnajst",
  "šestnajst",
  "sedemnajst",
];
const czechTens = [
  "dvacet",
  "třicet",
  "čtyřicet",
  "padesát",
  "šedesát",
  "sedmdesát",
  "osmdesát",
  "devadesát",
];
const czechOnes = ["", "jeden", "dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět"];

/** Rule sets to add, by the name of the language's file. */
export const amendments: Readonly<Record<string, Sets>> = {
  // The CLDR says "jednasto" and "jedna tisíc".
  sk: {
    "%spellout-cardinal-hundreds": [
      ["0", "=%spellout-cardinal-masculine=;"],
      ["100", "sto[ →→];"],
      ["200", "←%spellout-cardinal-feminine←sto[ →→];"],
      ["1000", "tisíc[ →→];"],
      ["2000", "←%spellout-cardinal-feminine← tisíc[ →→];"],
      ["100000", "=%spellout-cardinal-masculine=;"],
    ],
  },
  // The CLDR says "jedna tisíc", and not the ones before the tens.
  cs: {
    "%spellout-cardinal-thousands": [
      ["0", "=%spellout-cardinal-masculine=;"],
      ["1000", "tisíc[ →→];"],
      ["2000", "=%spellout-cardinal-masculine=;"],
    ],
    "%spellout-cardinal-inverted": [
      ["0", "=%spellout-cardinal-masculine=;"],
      ...czechTens.map((ten, index) => [String(20 + 10 * index), `[→%%inverted-ones→a]${ten};`]),
      ["100", "sto[ →→];"],
      ["200", "=%spellout-cardinal-masculine=;"],
    ],
    "%%inverted-ones": czechOnes.map((one, index) => [String(index), `${one};`]),
  },
  // The CLDR's words are partly Croatian.
  sl: {
    "%spellout-cardinal-slovenian": [
      ["-x", "minus →→;"],
      ["x.x", "←← vejica →→;"],
      ...slovenianOnes.map((one, index) => [String(index), `${one};`]),
      ...[...slovenianTeens, "osemnajst", "devetnajst"].map((teen, index) => [
        String(11 + index),
        `${teen};`,
      ]),
      ...[...slovenianTens, "devetdeset"].map((ten, index) => [String(20 + 10 * index), `[→→in]${ten};`]),
      ["100", "sto[ →→];"],
      ["200", "dvesto[ →→];"],
      ["300", "←←sto[ →→];"],
      ["1000", "tisoč[ →→];"],
      ["2000", "←← tisoč[ →→];"],
      ["1000000", "milijon[ →→];"],
      ["2000000", "=%spellout-cardinal-masculine=;"],
    ],
  },
  sr: serbian("хиљаду", "хиљаде", "хиљада"),
  "sr-Latn": serbian("hiljadu", "hiljade", "hiljada"),
};
