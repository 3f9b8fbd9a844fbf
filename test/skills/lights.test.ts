/** The lights skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/lights/de.json" with { type: "json" };
import en from "../../skills/lights/en.json" with { type: "json" };
import lights from "../../skills/lights/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(lights, { en, de }, "en", [
    [
      "set the brightness in the kitchen to 60 percent",
      ["kitchen_light set brightness=60", "kitchen_counter_light set brightness=60"],
      "The kitchen light and counter light are at 60 percent.",
    ],
    [
      "set the brightness to 50 percent",
      ["office_light set brightness=50", "standing_light set brightness=50"],
      "The office light and standing light are at 50 percent.",
    ],
    ["dim the standing light", ["standing_light set brightness=25"], "The standing light is at 25 percent."],
    [
      "make it brighter",
      ["office_light set brightness=75", "standing_light set brightness=50"],
      "Okay, I adjusted the office light and standing light.",
    ],
    [
      "turn the lights up",
      ["office_light set brightness=100", "standing_light set brightness=75"],
      "Okay, I adjusted the office light and standing light.",
    ],
    [
      "turn down the lights by 50 percent",
      ["office_light set brightness=50", "standing_light set brightness=25"],
      "Okay, I adjusted the office light and standing light.",
    ],
    [
      "dim the standing light by 60 percent",
      ["standing_light set brightness=5"],
      "The standing light is at 5 percent.",
    ],
    [
      "it's too dark in the bedroom",
      ["bedroom_light set brightness=25", "bedside_lamp set brightness=25"],
      "The bedside lamp and bedroom light are at 25 percent.",
    ],
    [
      "make the bedside lamp a bit brighter",
      ["bedside_lamp set brightness=50"],
      "The bedside lamp is at 50 percent.",
    ],
    [
      "set the living room lamp to blue",
      ["living_room_lamp set color=blue"],
      "The living room lamp is blue now.",
    ],
    ["turn the bedside lamp red", ["bedside_lamp set color=red"], "The bedside lamp is red now."],
    [
      "change the color of the bedside lamp to purple",
      ["bedside_lamp set color=purple"],
      "The bedside lamp is purple now.",
    ],
    [
      "make the bedside lamp warm white",
      ["bedside_lamp set kelvin=2700"],
      "The bedside lamp is warm white now.",
    ],
    [
      "set the living room lamp to daylight",
      ["living_room_lamp set kelvin=6500"],
      "The living room lamp is cold white now.",
    ],
    [
      "make the light in the bedroom warmer",
      ["bedside_lamp set kelvin=2700"],
      "The bedside lamp is warm white now.",
    ],
    ["make the kitchen light green", [], "The kitchen light can't do that."],
  ]));

describe("German", () =>
  sayings(lights, { en, de }, "de", [
    [
      "Stell die Helligkeit in der Küche auf 60 Prozent",
      ["kitchen_light set brightness=60", "kitchen_counter_light set brightness=60"],
      "Küchenlicht und Thekenlicht sind auf 60 Prozent.",
    ],
    [
      "Mach es heller",
      ["office_light set brightness=25", "standing_light set brightness=25"],
      "Bürolicht und Stehlampe sind auf 25 Prozent.",
    ],
    [
      "Dimm die Stehlampe um 10 Prozent",
      ["standing_light set brightness=15"],
      "Stehlampe ist auf 15 Prozent.",
    ],
    [
      "Hier ist es zu dunkel",
      ["office_light set brightness=50", "standing_light set brightness=40"],
      "Okay, Bürolicht und Stehlampe angepasst.",
    ],
    [
      "Erhöhe die Helligkeit um 10 Prozent",
      ["office_light set brightness=60", "standing_light set brightness=50"],
      "Okay, Bürolicht und Stehlampe angepasst.",
    ],
    [
      "Im Schlafzimmer ist es zu dunkel",
      ["bedroom_light set brightness=25", "bedside_lamp set brightness=25"],
      "Nachttischlampe und Schlafzimmerlicht sind auf 25 Prozent.",
    ],
    [
      "Stell die Wohnzimmerlampe auf Blau",
      ["living_room_lamp set color=blue"],
      "Wohnzimmerlampe leuchtet jetzt blau.",
    ],
    ["Mach die Nachttischlampe rot", ["bedside_lamp set color=red"], "Nachttischlampe leuchtet jetzt rot."],
    [
      "Stell die Nachttischlampe auf warmweiß",
      ["bedside_lamp set kelvin=2700"],
      "Nachttischlampe leuchtet jetzt warmweiß.",
    ],
    [
      "Mach das Licht im Wohnzimmer wärmer",
      ["living_room_lamp set kelvin=2700"],
      "Wohnzimmerlampe leuchtet jetzt warmweiß.",
    ],
  ]));
