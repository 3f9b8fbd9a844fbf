/** How devices are put back to what they were: colours, positions, and what is not put back by itself. */
import { expect, it } from "vitest";
import { commandsBack } from "../../../core/contract/device-restore.ts";
import type { Messages } from "../../../core/contract/index.ts";

const on = { action: "on", values: {} };
const off = { action: "off", values: {} };
const set = (values: object) => ({ action: "set", values });
const lamp = ["onoff", "brightness", "color", "colortemp"];
const cover = ["openclose", "position"];

it.each([
  [
    "a lamp that was red",
    lamp,
    "on",
    { brightness: 40, color: "red" },
    [on, set({ brightness: 40, color: "red" })],
  ],
  [
    "a lamp that was warm white",
    lamp,
    "on",
    { brightness: 40, color: "white", kelvin: 2700 },
    [on, set({ brightness: 40, kelvin: 2700 })],
  ],
  [
    "a lamp in its white mode, whatever its colour was",
    lamp,
    "on",
    { color: "red", color_mode: "white", kelvin: 4000 },
    [on, set({ kelvin: 4000 })],
  ],
  ["a lamp that was off", lamp, "off", { brightness: 40, color: "red" }, [off]],
  ["a lamp without colours", ["onoff"], "on", { color: "red" }, [on]],
  ["a half open cover", cover, "open", { position: 35 }, [set({ position: 35 })]],
  [
    "an open cover without positions",
    ["openclose"],
    "open",
    { position: 35 },
    [{ action: "open", values: {} }],
  ],
  ["a closed cover of unknown position", cover, "closed", {}, [{ action: "close", values: {} }]],
  ["a cover that moved", ["openclose"], "opening", {}, []],
  ["a locked lock", ["lock"], "locked", {}, [{ action: "lock", values: {} }]],
  ["an unlocked lock, which stays locked", ["lock"], "unlocked", {}, []],
  ["a robot that cleaned", ["clean"], "cleaning", {}, []],
])("%s", (_, abilities, state, attributes, wanted) => {
  const before = { state, attributes } as unknown as Messages["device/changed"];
  expect(commandsBack({ abilities } as never, before)).toEqual(wanted);
});
