/** What the engine says of a sentence that is still being spoken: complete, still growing, or nothing any more. */
import { expect, test } from "vitest";
import { createLanguage } from "../../../core/language/index.ts";
import { skillState } from "./kit.ts";

const house = createLanguage();
house.setSkill(
  skillState(
    "home",
    {
      on: { device: { kind: "device" } },
      timer: { length: { kind: "duration" } },
      level: { device: { kind: "device" }, level: { kind: "number" } },
      note: { text: { kind: "text" } },
      remind: { when: { kind: "moment" } },
      stop: {},
    },
    {
      en: {
        hear: {
          on: ["turn on [the] {device}", "(turn|switch) [the] {device} on"],
          timer: ["set [a] timer for {length}"],
          level: ["set [the] {device} to {level}"],
          note: ["write down {text}"],
          remind: ["remind me {when}"],
          stop: ["stop"],
        },
      },
    },
  ),
);
house.setPlaces({
  areas: [],
  devices: ["bedroom lamp", "bedroom lamp strip", "fan"].map((name, index) => ({
    id: `d${index}`,
    name,
    aliases: [],
    area: "",
    kind: "light",
    exposed: true,
    can: [],
  })),
} as never);

const said = (complete: boolean, grows: boolean) => ({ complete, grows });

test.each([
  ["stop", said(true, false)],
  ["sto", said(false, true)],
  ["stop it", said(false, false)],
  ["turn on", said(false, true)],
  ["turn on the", said(false, true)],
  ["turn on the fan", said(true, false)],
  ["turn on the bed", said(false, true)],
  ["turn on the bedroom lamp", said(true, true)],
  ["turn on the bedroom lamp strip", said(true, false)],
  ["turn on the banana", said(false, false)],
  ["remind me in", said(false, true)],
  ["remind me on", said(false, true)],
  ["remind me at a", said(false, true)],
  ["remind me of", said(false, false)],
  ["set a timer for five and", said(false, true)],
  ["could", said(false, true)],
  ["could you", said(false, true)],
  ["could you please", said(false, true)],
  ["please sto", said(false, true)],
  ["turn on the fan pl", said(false, true)],
  ["turn on the fan if you", said(false, true)],
  ["turn on the fan if you could", said(true, false)],
  ["turn on the banana if you", said(false, false)],
  ["set a timer", said(false, true)],
  ["set a timer for five", said(false, true)],
  ["set a timer for five minutes", said(true, true)],
  ["set a timer for banana", said(false, false)],
  ["set the fan to twenty", said(true, true)],
  ["set the fan to twenty percent", said(true, false)],
  ["write down", said(false, true)],
  ["write down milk", said(true, true)],
  ["please stop", said(true, false)],
  ["what is love", said(false, false)],
  ["", said(false, false)],
])('"%s"', (text, verdict) => {
  expect(house.verdict(text, "en")).toEqual(verdict);
});
