/** The fans skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/fans/de.json" with { type: "json" };
import en from "../../skills/fans/en.json" with { type: "json" };
import fans from "../../skills/fans/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(fans, { en, de }, "en", [
    [
      "set the speed of the bedroom fan to 50 percent",
      ["bedroom_fan set speed=50"],
      "The bedroom fan runs at 50 percent.",
    ],
    ["make the fan faster", ["bedroom_fan set speed=75"], "The bedroom fan runs at 75 percent."],
    ["set the fan speed to low", ["bedroom_fan set speed=25"], "The bedroom fan runs at 25 percent."],
    ["turn up the fan", ["bedroom_fan set speed=50"], "The bedroom fan runs at 50 percent."],
    [
      "reduce the fan speed by 10 percent",
      ["bedroom_fan set speed=40"],
      "The bedroom fan runs at 40 percent.",
    ],
  ]));

describe("German", () =>
  sayings(fans, { en, de }, "de", [
    [
      "Stell die Stufe vom Schlafzimmerventilator auf 50 Prozent",
      ["bedroom_fan set speed=50"],
      "Schlafzimmerventilator läuft mit 50 Prozent.",
    ],
    [
      "Mach den Ventilator langsamer",
      ["bedroom_fan set speed=25"],
      "Schlafzimmerventilator läuft mit 25 Prozent.",
    ],
    [
      "Lass den Ventilator schneller laufen",
      ["bedroom_fan set speed=50"],
      "Schlafzimmerventilator läuft mit 50 Prozent.",
    ],
    [
      "Stell den Ventilator auf hoch",
      ["bedroom_fan set speed=100"],
      "Schlafzimmerventilator läuft mit 100 Prozent.",
    ],
  ]));
