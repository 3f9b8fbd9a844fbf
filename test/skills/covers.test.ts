/** The covers skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/covers/de.json" with { type: "json" };
import en from "../../skills/covers/en.json" with { type: "json" };
import covers from "../../skills/covers/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(covers, { en, de }, "en", [
    ["close the blinds", ["office_blinds close"], "Closing the office blinds."],
    ["open the blinds", ["office_blinds open"], "Opening the office blinds."],
    ["lower curtains", ["living_room_curtains close"], "Okay, closing the living room curtains."],
    ["open the blinds halfway", ["office_blinds set position=50"], "Moving the office blinds halfway."],
    ["blinds down", ["office_blinds close"], "Closing the office blinds."],
    ["pull the curtains up", ["living_room_curtains open"], "Okay, opening the living room curtains."],
    ["stop the blinds", ["office_blinds stop"], "I stopped the office blinds."],
    ["open the garage door", ["garage_door open"], "Opening the garage door."],
    ["close the garage", ["garage_door close"], "Okay, closing the garage door."],
    ["close all curtains", ["living_room_curtains close"], "Closing the living room curtains."],
    ["close the curtains in the bedroom", [], "I know nothing like that in the bedroom."],
    ["open the front door", [], "I can only lock and unlock the front door. Say: unlock the front door."],
    ["open the kitchen window", [], "The kitchen window can't do that."],
  ]));

describe("German", () =>
  sayings(covers, { en, de }, "de", [
    ["Mach die Vorhänge zu", ["living_room_curtains close"], "Okay, Wohnzimmervorhang geht zu."],
    ["Fahr die Jalousie hoch", ["office_blinds open"], "Okay, Bürojalousie geht auf."],
    [
      "Mach die Bürojalousie halb auf",
      ["office_blinds set position=50"],
      "Okay, Bürojalousie fährt in die Mitte.",
    ],
    ["Rollo runter", ["office_blinds close"], "Okay, Bürojalousie geht zu."],
    ["Stopp die Jalousie", ["office_blinds stop"], "Bürojalousie ist angehalten."],
    ["Öffne das Garagentor", ["garage_door open"], "Okay, Garagentor geht auf."],
    ["Mach die Garage zu", ["garage_door close"], "Okay, Garagentor geht zu."],
    [
      "Mach die Haustür auf",
      [],
      "Ich kann nur ab- und aufschließen: Haustür. Sag zum Beispiel: Schließe Haustür auf.",
    ],
  ]));
