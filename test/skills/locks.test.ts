/** The locks skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/locks/de.json" with { type: "json" };
import en from "../../skills/locks/en.json" with { type: "json" };
import locks from "../../skills/locks/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(locks, { en, de }, "en", [
    ["unlock the front door", ["front_door unlock"], "The front door is unlocked."],
    ["lock the front door", ["front_door lock"], "The front door is locked."],
    ["lock up", ["front_door lock"], "The front door is locked."],
    ["lock the door", ["front_door lock"], "The front door is locked."],
    ["lock all doors", ["front_door lock"], "The front door is locked."],
    ["make sure the front door is locked", ["front_door lock"], "The front door is locked."],
    ["unlock the door in the kitchen", [], "I know nothing like that in the kitchen."],
  ]));

describe("German", () =>
  sayings(locks, { en, de }, "de", [
    ["Schließe die Haustür auf", ["front_door unlock"], "Haustür ist aufgeschlossen."],
    ["Schließ die Haustür ab", ["front_door lock"], "Haustür ist abgeschlossen."],
    ["Sperr die Tür zu", ["front_door lock"], "Haustür ist abgeschlossen."],
    ["Haustür aufsperren", ["front_door unlock"], "Haustür ist aufgeschlossen."],
    ["Schließ ab", ["front_door lock"], "Haustür ist abgeschlossen."],
  ]));
