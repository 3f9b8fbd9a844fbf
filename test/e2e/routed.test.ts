/** Typed conversations with a whole hub, its own skills and the virtual home; nothing is heard or spoken in it. */
import { afterAll, describe, expect, it } from "vitest";
import type { Messages } from "../../core/contract/index.ts";
import { askByText } from "../../core/satellite/ask.ts";
import { openHouse } from "./house.ts";

const off = Object.fromEntries(
  ["satellite-local", "stt-moonshine", "tts-piper", "tts-kokoro", "tts-flite", "vad-silero"]
    .concat(["wake-openwakeword", "wake-vosk", "intent-embeddings"])
    .map((name) => [name, { enabled: false }]),
);
const house = await openHouse({
  overrides: { "plugins.use": { ...off, "virtual-home": { enabled: true } } },
});
afterAll(() => house[Symbol.asyncDispose]());

const { bus } = house.hub;
const devices = new Map<string, Messages["device/changed"]>();
await bus.on("device/changed", {}, ({ where, body }) => void devices.set(where.device, body));
const states = (): Record<string, string> =>
  Object.fromEntries([...devices].map(([id, { state }]) => [id, state]));

/** Devices whose state a sentence changed, with the new one, and what was answered. */
async function say(text: string, site: string, language: string) {
  const before = states();
  const { reply } = await askByText({ bus, site, text, language, speak: false });
  const changed = Object.entries(states()).filter(([id, state]) => before[id] !== state);
  return { reply: reply.text, changed: Object.fromEntries(changed) };
}

type Turn = readonly [text: string, changed: Readonly<Record<string, string>>, reply?: RegExp];

const all = (state: string, ...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, state]));
const kitchen = ["kitchen_light", "kitchen_counter_light"];
const bedroom = ["bedroom_light", "bedside_lamp"];
const elsewhere = ["living_room_lamp", "living_room_light", "office_light", "standing_light"].concat(
  bedroom,
  ["dining_room_light", "hallway_light", "bathroom_light"],
);

describe("a conversation", () => {
  it.each<[string, string, string, readonly Turn[]]>([
    [
      "of several commands",
      "attic",
      "en",
      [
        ["turn on the kitchen light and the bedside lamp", all("on", "kitchen_light", "bedside_lamp")],
        ["turn them off", all("off", "kitchen_light", "bedside_lamp")],
        [
          "turn on the bedside lamp, unlock the front door and set a timer for five minutes",
          { bedside_lamp: "on", front_door: "unlocked" },
          /lamp is on.* front door is unlocked.* 5 minutes/i,
        ],
        ["lock the front door", all("locked", "front_door")],
      ],
    ],
    [
      "that points back",
      "attic",
      "en",
      [
        ["turn on the kitchen light", all("on", "kitchen_light")],
        ["turn it off again", all("off", "kitchen_light")],
        ["turn on the lights in the kitchen", all("on", ...kitchen)],
        ["and in the bedroom?", all("on", ...bedroom)],
        ["turn on the fan there", all("on", "bedroom_fan")],
        ["turn it off", all("off", "bedroom_fan")],
        ["is the front door locked", {}, /yes/i],
        ["unlock it", all("unlocked", "front_door")],
        ["lock it again", all("locked", "front_door")],
      ],
    ],
    [
      "in a room means what is there",
      "kitchen",
      "en",
      [
        ["turn on the lights", all("on", ...kitchen)],
        ["turn them off", all("off", ...kitchen)],
        ["and in the bedroom", all("off")],
      ],
    ],
    [
      "in a room called by another name",
      "study",
      "en",
      [
        ["open the blinds", { office_blinds: "open" }],
        ["close them", { office_blinds: "closed" }],
      ],
    ],
    [
      "in a room with a fan and heating",
      "bedroom",
      "en",
      [
        ["turn on the fan", all("on", "bedroom_fan")],
        ["turn it off", all("off", "bedroom_fan")],
        ["turn off the heating", all("off", "bedroom_heating")],
      ],
    ],
    [
      "that spares the same rooms again",
      "kitchen",
      "en",
      [
        ["turn on the kitchen light", all("on", "kitchen_light")],
        ["turn on the lights except in the kitchen", all("on", ...elsewhere)],
        ["turn it off", all("off", ...elsewhere)],
        ["turn it on again", all("on", ...elsewhere)],
      ],
    ],
    [
      "that spares the same rooms again in German",
      "kitchen",
      "de",
      [
        ["mach die Küchenlampe an", all("on", "kitchen_light")],
        ["mach alle Lichter an außer in der Küche", all("on", ...elsewhere)],
        ["mach sie wieder aus", all("off", ...elsewhere)],
      ],
    ],
    [
      "that speaks of one of several things",
      "attic",
      "en",
      [
        ["cancel all timers", {}],
        ["turn on the kitchen light and set a timer for five minutes", all("on", "kitchen_light")],
        ["turn it off again", all("off", "kitchen_light")],
        ["cancel it", {}, /timer/i],
        ["how much time is left", {}, /no timer/i],
        ["set a timer for five minutes", {}],
        ["make it fifteen", {}, /15 minutes/],
        ["cancel it", {}, /cancelled|stopped/],
        ["set a timer for five minutes", {}],
        ["no make it fifteen minutes", {}, /15 minutes/],
        ["cancel it", {}, /cancelled|stopped/],
        ["set a timer for five minutes", {}],
        ["add five minutes", {}, /10 minutes/],
        ["cancel that", {}, /cancelled|stopped/],
      ],
    ],
    [
      "that speaks of one of several things in German",
      "attic",
      "de",
      [
        ["lösch alle timer", {}],
        [
          "mach das Küchenlicht an und stell einen Timer auf fünf Minuten",
          all("on", "kitchen_light"),
          /5 Minuten/,
        ],
        ["mach es wieder aus", all("off", "kitchen_light")],
        ["brich ihn ab", {}, /abgebrochen|gestoppt/],
        ["mach die Küchenlampe an und stell einen Timer auf fünf Minuten", all("on", "kitchen_light")],
        ["mach sie wieder aus", all("off", "kitchen_light")],
        ["mach fünfzehn Minuten draus", {}, /15 Minuten/],
        ["brich es ab", {}, /abgebrochen|gestoppt/],
      ],
    ],
    [
      "that is taken back",
      "cellar",
      "en",
      [
        ["turn on the kitchen light", all("on", "kitchen_light")],
        ["cancel it", all("off", "kitchen_light"), /took that back|taken back/],
      ],
    ],
    [
      "that is taken back in German",
      "garage",
      "de",
      [
        ["mach die Küchenlampe an", all("on", "kitchen_light")],
        ["brich das ab", all("off", "kitchen_light"), /zurückgenommen/],
      ],
    ],
    ["in no room asks for one", "attic", "en", [["turn on the lights", {}, /which room/i]]],
    [
      "that takes things back",
      "attic",
      "en",
      [
        ["cancel all timers", {}],
        ["set a timer for five minutes", {}, /5 minutes/],
        ["how much time is left", {}, /5 minutes|4 minutes/],
        ["no make it fifteen minutes", {}, /15 minutes/],
        ["forget it", {}, /okay|all right/i],
        ["how much time is left", {}, /15 minutes|14 minutes/],
        ["cancel the timer", {}, /cancelled|stopped/i],
        ["set a pasta timer for ten minutes", {}, /10 minutes/],
        ["pause it", {}, /paused the pasta timer/],
        ["resume it", {}, /pasta timer run on/],
        ["make it twelve minutes", {}, /12 minutes on the pasta timer/],
        ["cancel all timers", {}, /./],
        ["um turn on uh the bedside lamp", { bedside_lamp: "on" }],
        ["no wait, turn it off", { bedside_lamp: "off" }],
        ["turn on the kitchen light wait no the office light", { office_light: "on" }],
        ["turn off the office light in five minutes", {}, /only at once/],
        ["good night turn off all the lights", { office_light: "off" }],
        ["set an alarm for seven", {}, /7 AM/],
        ["what time is it", {}, /^it/i],
        ["remind me to call mum", {}, /when/i],
        ["in ten minutes", {}, /to call mum/],
        ["buy cheese and turn on the kitchen light", { kitchen_light: "on" }, /cheese/],
      ],
    ],
    [
      "that takes things back in German",
      "bedroom",
      "de",
      [
        ["stell einen nudeltimer auf acht minuten", {}, /8 Minuten/],
        ["vergiss es", {}, /okay|ordnung/i],
        ["und noch einen timer für anderthalb stunden", {}, /1 Stunde und 30 Minuten/],
        ["lösch alle timer", {}, /Alle \d Timer/],
        ["mach ähm das licht im badezimmer bitte mal an", { bathroom_light: "on" }],
        ["nein die küchenlampe", { bathroom_light: "off", kitchen_light: "on" }],
        ["gute nacht mach alle lichter aus", all("off", "kitchen_light")],
      ],
    ],
    [
      "in German",
      "bedroom",
      "de",
      [
        ["mach das Licht an und stell einen Timer auf fünf Minuten", all("on", ...bedroom), /5 Minuten/],
        ["mach das Licht aus und die Küchenlampe an", { ...all("off", ...bedroom), kitchen_light: "on" }],
        ["mach sie wieder aus", all("off", "kitchen_light")],
        ["mach das Licht in der Küche an", all("on", ...kitchen)],
        ["und im Schlafzimmer?", all("on", ...bedroom)],
      ],
    ],
  ])("%s", async (_, site, language, turns) => {
    await say("turn off all the lights", "hall", "en");
    for (const [text, wanted, answer = /./] of turns) {
      const { changed, reply } = await say(text, site, language);
      expect({ text, changed }).toEqual({ text, changed: wanted });
      expect(reply).toMatch(answer);
    }
  });
});
