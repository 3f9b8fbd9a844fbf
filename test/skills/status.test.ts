/** The status skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/status/de.json" with { type: "json" };
import en from "../../skills/status/en.json" with { type: "json" };
import status from "../../skills/status/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(status, { en, de }, "en", [
    ["is the front door locked", [], "Yes. The front door is locked."],
    ["is the front door unlocked", [], "No. The front door is locked."],
    ["is the door closed", [], "Yes. The front door is locked."],
    ["is the living room lamp on", [], "No. The living room lamp is off."],
    ["are the lights on in the kitchen", [], "None of them is on."],
    ["which lights are off in the kitchen", [], "These are off: kitchen light and counter light."],
    ["are any lights on", [], "None of them is on."],
    ["how many lights are on", [], "None of them is on."],
    ["how many lights are off", [], "11 of 11 are off."],
    ["which windows are open", [], "None of them is open."],
    ["are all windows closed", [], "Yes, all of them."],
    ["are all windows open", [], "Not all. These are not: kitchen window and bedroom window."],
    ["is anything unlocked", [], "No. The front door is locked."],
    ["is anything on upstairs", [], "The bedroom heating is on."],
    ["is the garage door open", [], "No. The garage door is closed."],
    ["did i close the garage door", [], "Yes. The garage door is closed."],
    ["is the washing machine done", [], "Yes. The washing machine is done."],
    ["is the washing machine running", [], "No. The washing machine is done."],
    ["what does the garden thermometer say", [], "The garden thermometer shows 12.5 degrees."],
    ["how is the robot vacuum", [], "The robot vacuum is at its station."],
    ["what is the battery of the front door", [], "The battery of the front door is at 80 percent."],
    ["battery of the kitchen light", [], "I know of no battery in the kitchen light."],
    ["which batteries are low", [], "All batteries I know of are fine."],
    ["is the front door on", [], "That can't be said of the front door."],
  ]));

describe("German", () =>
  sayings(status, { en, de }, "de", [
    ["Ist die Haustür abgeschlossen?", [], "Ja. Haustür ist abgeschlossen."],
    ["Sind noch Lichter an?", [], "Davon ist nichts an."],
    ["Ist in der Küche das Licht an?", [], "Davon ist nichts an."],
    ["Welche Fenster sind offen?", [], "Davon ist nichts offen."],
    ["Sind alle Fenster zu?", [], "Ja, alle."],
    ["Wie viele Lichter sind aus?", [], "11 von 11 sind aus."],
    ["Ist die Waschmaschine fertig?", [], "Ja. Waschmaschine ist fertig."],
    ["Läuft die Waschmaschine noch?", [], "Nein. Waschmaschine ist fertig."],
    ["Was zeigt das Gartenthermometer?", [], "Gartenthermometer zeigt 12,5 Grad."],
    ["Wie voll ist die Batterie der Haustür?", [], "Batterie von Haustür: 80 Prozent."],
    ["Welche Batterien sind leer?", [], "Alle Batterien, die ich kenne, sind in Ordnung."],
    ["Habe ich das Garagentor offen gelassen?", [], "Nein. Garagentor ist geschlossen."],
  ]));
