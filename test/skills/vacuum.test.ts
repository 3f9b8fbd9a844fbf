/** The vacuum skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/vacuum/de.json" with { type: "json" };
import en from "../../skills/vacuum/en.json" with { type: "json" };
import vacuum from "../../skills/vacuum/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(vacuum, { en, de }, "en", [
    ["where is the robot vacuum", [], "The robot vacuum is at its station. Its battery is at 100 percent."],
    ["vacuum the kitchen", ["robot start area=kitchen"], "The robot vacuum is starting."],
    ["what is the robot doing", [], "The robot vacuum is cleaning. Its battery is at 100 percent."],
    ["stop vacuuming", ["robot pause"], "I stopped the robot vacuum."],
    ["start the vacuum", ["robot start"], "The robot vacuum is starting."],
    ["send the vacuum home", ["robot dock"], "The robot vacuum is going home."],
    ["is the vacuum done", [], "The robot vacuum is on its way home. Its battery is at 100 percent."],
    ["clean the floor", ["robot start"], "The robot vacuum is starting."],
    ["tell the robot to stop", ["robot pause"], "I stopped the robot vacuum."],
  ]));

describe("German", () =>
  sayings(vacuum, { en, de }, "de", [
    ["Sauge die Küche", ["robot start area=kitchen"], "Saugroboter legt los."],
    ["Was macht der Saugroboter", [], "Saugroboter saugt gerade. Der Akku ist bei 100 Prozent."],
    ["Hör auf zu saugen", ["robot pause"], "Saugroboter ist angehalten."],
    ["Starte den Staubsauger", ["robot start"], "Saugroboter legt los."],
    ["Schick den Staubsauger nach Hause", ["robot dock"], "Saugroboter fährt zurück."],
    ["Saug mal durch", ["robot start"], "Saugroboter legt los."],
  ]));
