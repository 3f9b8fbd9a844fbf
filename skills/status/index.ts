/** Says how things of the house are: what is on, open, locked or done, and which battery is low. */
import { defineSkill, deviceSlots, slot } from "hearsay";
import { tellBatteries, tellBattery } from "./battery.ts";
import { count, query, tellState, which } from "./tell.ts";

const asked = { risk: "none", repeatable: true } as const;

export default defineSkill({
  name: "status",
  about: "How the things of the house are: on, open, locked, done, and their batteries.",
  // What a sensor shows may be a text from anywhere.
  outside: true,
  intents: {
    query: {
      about: "Says whether a device, or those of a kind in a room, are on, open, locked or done.",
      ...asked,
      slots: { ...deviceSlots, condition: slot.choice().maybe() },
      run: (context) => query(context, context.slots, context.slots.condition ?? "on"),
    },
    state: {
      about: "Says how a device is, or what a sensor shows.",
      ...asked,
      slots: { device: slot.device(), area: slot.area().maybe() },
      run: (context) => tellState(context, context.slots),
    },
    which: {
      about: "Says which devices are on, open or unlocked, in the house or in a room.",
      ...asked,
      slots: {
        area: deviceSlots.area,
        kind: deviceSlots.kind,
        scope: deviceSlots.scope,
        condition: slot.choice(),
      },
      run: (context) => which(context, context.slots, context.slots.condition),
    },
    count: {
      about: "Says how many devices of a kind are on, open or locked.",
      ...asked,
      slots: { area: deviceSlots.area, kind: slot.choice(), condition: slot.choice() },
      run: (context) => count(context, context.slots, context.slots.condition),
    },
    battery: {
      about: "Says how full the battery of a device is.",
      ...asked,
      slots: { device: slot.device(), area: slot.area().maybe() },
      run: (context) => tellBattery(context, context.slots),
    },
    batteries: {
      about: "Says which batteries of the house are low.",
      ...asked,
      slots: {},
      run: tellBatteries,
    },
  },
});
