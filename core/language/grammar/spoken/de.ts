/** How German says values and which of its words must not be mixed up. */
import type { Spoken } from "./types.ts";

const ones = "ein|eins|eine|einen|einer|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun";
const units = "ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun";
const teens = "zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn";
const tens = "zwanzig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig";

const numbers = [
  "null 0",
  "eins 1",
  ..."zwei zwo|drei|vier|fünf|sechs|sieben|acht|neun".split("|").map((word, index) => `${word} ${index + 2}`),
  ...teens.split("|").map((word, index) => `${word} ${index + 10}`),
  ...tens.split("|").map((word, index) => `${word} ${(index + 2) * 10}`),
  "hundert 100",
];

export const de: Spoken = {
  rules: {
    count: `(null|${ones}|${teens}|${tens}|(${units})und(${tens})|hundert|<digits>)`,
    number: "([minus] <count>|einhundert|<count> komma <count>|(anderthalb|eineinhalb|zweieinhalb))",
    unit: "(sekunde|sekunden|minute|minuten|stunde|stunden|tag|tage|tagen|woche|wochen)",
    duration:
      "(<count> <unit>|<count> (minute|minuten) [und] <count> (sekunde|sekunden)|<count> (stunde|stunden) [und] <count> (minute|minuten)|<count> (stunde|stunden) <count>|[eine|einer] (halbe|halben|viertel|dreiviertel) (stunde|minute)|[eine|einer] (viertelstunde|dreiviertelstunde)|(anderthalb|eineinhalb|zweieinhalb) (minuten|stunden))",
    few: `(${ones}|${teens}|zwanzig|dreissig|vierzig|fünfzig|(${units})und(zwanzig|dreissig|vierzig|fünfzig)|<minutes>)`,
    hour: `(${ones}|${teens}|zwanzig|(ein|zwei|drei|vier)undzwanzig|<hours>)`,
    part: "(morgens|vormittags|mittags|nachmittags|abends|nachts|früh|am (morgen|vormittag|nachmittag|abend)|in der (nacht|früh)|heute (früh|abend|nacht))",
    time: "(mittag|mitternacht|(<clock> [uhr]|<hour> [uhr [<few>]]|(halb|viertel|dreiviertel) <hour>|(viertel|<few> [minuten]) (vor|nach) [halb] <hour>) [<part>])",
    weekday: "(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)",
    day: "(heute|morgen|übermorgen|[am|nächsten|diesen|kommenden] <weekday>)",
    moment: "([um] <time> [[am] <day>]|<day> [früh|abend|nachmittag|<part>] [[um] <time>])",
    repeat:
      "(jeden (tag|morgen|abend|<weekday>)|jede (woche|stunde)|täglich|wöchentlich|werktags|(am|jedes) wochenende|unter der woche)",
  },
  kinds: ["number", "duration", "time", "moment", "repeat"],
  variants: { "%": ["%", " prozent"], ok: [" okay"] },
  short: { "gibt es": "gibts", "geht es": "gehts", "wie viel": "wieviel", "wie viele": "wieviele" },
  fillers: ["ok", "so", "also", "äh", "ähm", "hm", "nun", "jetzt", "mal"],
  endings: ["n", "en", "s"],
  apart: [
    numbers,
    ["an ein anschalten einschalten anmachen", "aus ausschalten ausmachen ab abschalten"],
    [
      "auf öffne öffnen offen hoch rauf heller lauter wärmer",
      "zu schliesse schliessen geschlossen runter herunter dunkler leiser kälter",
    ],
    [
      "verriegle verriegeln abschliessen",
      "verriegelt abgeschlossen",
      "entriegle entriegeln aufschliessen",
      "entriegelt aufgeschlossen",
    ],
    ["starte starten weiter", "stopp stoppe anhalten pause pausiere"],
    ["füge", "entferne lösche streiche"],
  ],
};
