/** The climate skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/climate/de.json" with { type: "json" };
import en from "../../skills/climate/en.json" with { type: "json" };
import climate from "../../skills/climate/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(climate, { en, de }, "en", [
    [
      "set the heating in the living room to 21 degrees",
      ["living_room_heating set temperature=21"],
      "The living room heating is set to 21 degrees.",
    ],
    [
      "set the temperature in the bedroom to 19",
      ["bedroom_heating set temperature=19"],
      "The bedroom heating is set to 19 degrees.",
    ],
    [
      "make it a bit warmer in the bedroom",
      ["bedroom_heating set temperature=20"],
      "The bedroom heating is set to 20 degrees.",
    ],
    [
      "turn the heating in the bedroom up by one degree",
      ["bedroom_heating set temperature=21"],
      "The bedroom heating is set to 21 degrees.",
    ],
    [
      "turn the bedroom heating down by one degree",
      ["bedroom_heating set temperature=20"],
      "The bedroom heating is set to 20 degrees.",
    ],
    [
      "turn down the heating in the bedroom by two degrees",
      ["bedroom_heating set temperature=18"],
      "The bedroom heating is set to 18 degrees.",
    ],
    [
      "raise the temperature in the bedroom by three degrees",
      ["bedroom_heating set temperature=21"],
      "The bedroom heating is set to 21 degrees.",
    ],
    [
      "it is too cold in the bedroom",
      ["bedroom_heating set temperature=22"],
      "The bedroom heating is set to 22 degrees.",
    ],
    ["make it warmer", [], "In which room? I know some in the living room and bedroom."],

    [
      "set the bedroom heating to auto",
      ["bedroom_heating set mode=auto"],
      "The bedroom heating is set to automatic.",
    ],
    ["what's the temperature in the bedroom", [], "It is 19.5 degrees in the bedroom."],
    ["how warm is it in the garden", [], "It is 12.5 degrees in the garden."],
    [
      "what is the temperature",
      [],
      "It is 19.5 degrees in the living room, 19.5 degrees in the bedroom, and 12.5 degrees in the garden.",
    ],
    ["how warm is it in the kitchen", [], "I know nothing like that in the kitchen."],
    ["what is the heating in the bedroom set to", [], "The heating in the bedroom is set to 22 degrees."],
    ["how humid is it in the living room", [], "The humidity in the living room is 45 percent."],
    [
      "set the bedroom heating to 90 degrees",
      ["bedroom_heating set temperature=90"],
      "That did not work with the bedroom heating.",
    ],
  ]));

describe("German", () =>
  sayings(climate, { en, de }, "de", [
    [
      "Stell die Heizung im Wohnzimmer auf 21 Grad",
      ["living_room_heating set temperature=21"],
      "Wohnzimmerheizung steht auf 21 Grad.",
    ],
    [
      "Stell die Temperatur im Schlafzimmer auf 19",
      ["bedroom_heating set temperature=19"],
      "Schlafzimmerheizung steht auf 19 Grad.",
    ],
    [
      "Mach es im Schlafzimmer etwas wärmer",
      ["bedroom_heating set temperature=20"],
      "Schlafzimmerheizung steht auf 20 Grad.",
    ],
    [
      "Im Schlafzimmer ist es zu kalt",
      ["bedroom_heating set temperature=21"],
      "Schlafzimmerheizung steht auf 21 Grad.",
    ],
    [
      "Dreh die Heizung im Schlafzimmer um zwei Grad runter",
      ["bedroom_heating set temperature=19"],
      "Schlafzimmerheizung steht auf 19 Grad.",
    ],
    ["Mir ist kalt", [], "In welchem Raum? Es gibt welche hier: Wohnzimmer und Schlafzimmer."],
    ["Wie warm ist es im Schlafzimmer", [], "Schlafzimmer: 19,5 Grad."],
    ["Welche Temperatur hat das Wohnzimmer", [], "Wohnzimmer: 19,5 Grad."],
    ["Auf wie viel Grad steht die Heizung im Schlafzimmer", [], "Eingestellt sind 19 Grad: Schlafzimmer."],
    ["Wie hoch ist die Luftfeuchtigkeit im Wohnzimmer", [], "Luftfeuchtigkeit Wohnzimmer: 45 Prozent."],
  ]));
