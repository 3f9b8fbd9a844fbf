/** The media skill with the virtual home: what is understood, what happens in the house, and what is said. */
import { describe } from "vitest";
import de from "../../skills/media/de.json" with { type: "json" };
import en from "../../skills/media/en.json" with { type: "json" };
import media from "../../skills/media/index.ts";
import { sayings } from "./home.ts";

describe("English", () =>
  sayings(media, { en, de }, "en", [
    ["what's playing", [], "Nothing is playing."],
    ["pause the music", [], "In which room? I know some in the kitchen and living room."],
    ["play some jazz", [], "In which room? I know some in the kitchen and living room."],
    [
      "play some jazz in the kitchen",
      ["kitchen_radio play query=some jazz"],
      "Playing some jazz on the kitchen radio.",
    ],
    ["what song is this", [], "This is some jazz."],
    ["next song", ["kitchen_radio next"], "Next."],
    ["what is playing in the kitchen", [], "This is Spring by Antonio Vivaldi."],
    ["previous track", ["kitchen_radio previous"], "One back."],
    ["turn the music down", ["kitchen_radio set volume=20"], "The kitchen radio is at 20 percent."],
    ["music louder", ["kitchen_radio set volume=30"], "The kitchen radio is at 30 percent."],
    [
      "set the volume of the kitchen radio to 40 percent",
      ["kitchen_radio set volume=40"],
      "The kitchen radio is at 40 percent.",
    ],
    ["mute the radio", ["kitchen_radio mute"], "The kitchen radio is silent."],
    ["unmute the kitchen radio", ["kitchen_radio unmute"], "The kitchen radio can be heard again."],
    ["pause", ["kitchen_radio pause"], "The kitchen radio is paused."],
    ["resume", ["kitchen_radio play"], "The kitchen radio is playing."],
    ["stop the music", ["kitchen_radio stop"], "The kitchen radio has stopped."],
    [
      "play the news on the tv",
      ["living_room_tv play query=the news"],
      "Playing the news on the television.",
    ],
    ["turn the tv up", ["living_room_tv set volume=40"], "The television is at 40 percent."],
    ["play music in the bedroom", [], "I know nothing like that in the bedroom."],
  ]));

describe("German", () =>
  sayings(media, { en, de }, "de", [
    ["Was läuft gerade", [], "Es läuft gerade nichts."],
    ["Spiel Jazz in der Küche", ["kitchen_radio play query=Jazz"], "Jazz kommt: Küchenradio."],
    ["Nächstes Lied", ["kitchen_radio next"], "Nächstes Stück."],
    ["Wer singt das", [], "Das ist Spring von Antonio Vivaldi."],
    ["Mach die Musik leiser", ["kitchen_radio set volume=20"], "Küchenradio ist auf 20 Prozent."],
    ["Musik lauter", ["kitchen_radio set volume=30"], "Küchenradio ist auf 30 Prozent."],
    ["Pausiere die Musik", ["kitchen_radio pause"], "Küchenradio macht Pause."],
    ["Spiel weiter", ["kitchen_radio play"], "Küchenradio spielt."],
    ["Mach die Musik aus", ["kitchen_radio stop"], "Küchenradio ist still."],
    [
      "Spiel die Nachrichten auf dem Fernseher",
      ["living_room_tv play query=die Nachrichten"],
      "Die Nachrichten kommt: Fernseher.",
    ],
    ["Schalte den Fernseher stumm", ["living_room_tv mute"], "Fernseher ist stumm."],
  ]));
