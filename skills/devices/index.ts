/** Turns things of the house on and off, dims, opens and locks them, and says how they are. */
import { defineSkill, slot } from "hearsay";
import { type Deed, perform } from "./deed.ts";
import type { Target } from "./target.ts";
import { tell } from "./tell.ts";

const percent = slot.number({ min: 0, max: 100 });
const target = {
  device: slot.device().maybe(),
  area: slot.area().maybe(),
  kind: slot.choice().maybe(),
  scope: slot.choice().maybe(),
};
/** What one step of "brighter" is, of 100. */
const step = 25;
const faintest = 5;
const levels = new Map([
  ["full", 100],
  ["half", 50],
  ["low", faintest],
]);

export default defineSkill({
  name: "devices",
  about: "Lights, curtains, locks and other things of the house.",
  intents: {
    switch: {
      about: "Turns a device, or the lights of a room, on or off.",
      slots: { ...target, state: slot.choice() },
      run: (context) => perform(context, context.slots, switching(context.slots.state)),
    },
    brightness: {
      about: "Sets lights to a brightness in percent.",
      slots: { ...target, percent: percent.maybe(), level: slot.choice().maybe() },
      async run(context) {
        const { percent: wanted, level = "" } = context.slots;
        await perform(
          context,
          context.slots,
          brightness(() => wanted ?? levels.get(level) ?? 100),
        );
      },
    },
    dim: {
      about: "Makes lights brighter or darker.",
      slots: {
        ...target,
        direction: slot.choice().maybe(),
        shade: slot.choice().maybe(),
        percent: percent.maybe(),
      },
      async run(context) {
        const { direction, shade = direction, percent: by = step } = context.slots;
        const next = (now: number): number =>
          shade === "brighter" ? Math.min(100, now + by) : Math.max(Math.min(now, faintest), now - by);
        await perform(context, context.slots, brightness(next));
      },
    },
    move: {
      about: "Opens, closes or stops curtains, blinds and the like.",
      slots: { ...target, move: slot.choice() },
      run: (context) => perform(context, orOf("cover", context.slots), moving(context.slots.move)),
    },
    lock: {
      about: "Locks or unlocks a door.",
      slots: { ...target, lock: slot.choice().maybe(), bolt: slot.choice().maybe() },
      run: (context) =>
        perform(context, orOf("lock", context.slots), locking(context.slots.lock ?? context.slots.bolt)),
    },
    query: {
      about: "Says how a device is.",
      slots: { ...target, condition: slot.choice().maybe() },
      run: (context) => tell(context, context.slots, context.slots.condition),
    },
    which: {
      about: "Says which devices are on, open or unlocked, in the house or in a room.",
      slots: { area: target.area, kind: target.kind, condition: slot.choice() },
      run: (context) => tell(context, { scope: "everything", ...context.slots }, context.slots.condition),
    },
    unknown: {
      about: "Something was asked for that is no device of this house.",
      slots: { what: slot.text(), state: slot.choice() },
      run: (context) =>
        context.say("unknown", { what: context.slots.what.replace(/^(?:the|my|das|die|den|der) /i, "") }),
    },
  },
});

/** What is opened or locked is of one kind, even when only a room was said. */
const orOf = (kind: string, target: Target): Target => ({ ...target, kind: target.kind ?? kind });

function switching(state: string): Deed {
  if (state === "toggle")
    return { ability: "onoff", command: () => ({ action: "toggle", values: {} }), done: "toggled" };
  const action = state === "off" ? "off" : "on";
  return { ability: "onoff", command: () => ({ action, values: {} }), done: action };
}

function brightness(next: (now: number) => number): Deed {
  return {
    ability: "brightness",
    command: (now) => ({ action: "set", values: { brightness: next(now) } }),
    done: "set",
  };
}

function moving(move: string): Deed {
  const action = move === "open" || move === "stop" ? move : "close";
  return { ability: "openclose", command: () => ({ action, values: {} }), done: action };
}

function locking(lock: string | undefined): Deed {
  const action = lock === "unlock" ? "unlock" : "lock";
  return { ability: "lock", command: () => ({ action, values: {} }), done: action };
}
