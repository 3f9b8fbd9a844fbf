/** Switches things of the house on and off, sets how bright, far open or fast they are, and sets scenes. */
import { type Deed, defineSkill, deviceSlots, findDevices, perform, slot } from "hearsay";

const percent = slot.number({ min: 0, max: 100 });
const faintest = 5;
const levels = new Map([
  ["full", 100],
  ["half", 50],
  ["low", faintest],
]);

export default defineSkill({
  name: "devices",
  about: "Lights, plugs, fans, scenes and other things of the house: on, off, or by so much.",
  confirms: ["done-*"],
  intents: {
    switch: {
      about:
        "Turns devices on or off: one by its name, or those of a kind in a room, on a floor or in the whole house.",
      slots: { ...deviceSlots, state: slot.choice() },
      run(context) {
        const { state, device, kind } = context.slots;
        return perform(context, context.slots, switching(state, device !== undefined || kind !== undefined));
      },
    },
    set: {
      about: "Sets lights, blinds, fans, loudspeakers or heating to a number, or to full, half or low.",
      slots: { ...deviceSlots, percent: percent.maybe(), level: slot.choice().maybe() },
      run(context) {
        const { percent: wanted, level = "" } = context.slots;
        return perform(context, context.slots, setting(wanted ?? levels.get(level) ?? 100));
      },
    },
    step: {
      about: "Turns one device up or down by its name: a light, a blind, a fan, a loudspeaker or heating.",
      slots: {
        device: slot.device(),
        area: slot.area().maybe(),
        way: slot.choice().maybe(),
        turn: slot.choice().maybe(),
        percent: percent.maybe(),
      },
      run: (context) =>
        perform(
          context,
          context.slots,
          stepping(context.slots.way ?? context.slots.turn, context.slots.percent),
        ),
    },
    go: {
      about:
        "Stops, pauses or continues one device, such as a blind, a robot vacuum or a radio, by its name.",
      slots: {
        device: slot.device(),
        area: slot.area().maybe(),
        go: slot.choice().maybe(),
        halt: slot.choice().maybe(),
      },
      run: (context) => perform(context, context.slots, going(context.slots.go ?? context.slots.halt ?? "")),
    },
    scene: {
      about: "Sets a scene, such as movie night, or runs a script of the house.",
      slots: { device: slot.device() },
      async run(context) {
        const meant = findDevices(context, context.slots);
        const [scene] = "devices" in meant ? meant.devices : [];
        const isScene = scene?.abilities.includes("activate") ?? true;
        if (!isScene) return context.say("what-with", { name: scene?.name });
        await perform(context, context.slots, switching("on"));
      },
    },
    later: {
      lend: false,
      about: "Says that things cannot be switched at a later time, only at once.",
      risk: "none",
      repeatable: true,
      slots: {
        what: slot.text(),
        state: slot.choice(),
        duration: slot.duration().maybe(),
        time: slot.time().maybe(),
        moment: slot.moment().maybe(),
      },
      run: (context) => context.say("later"),
    },
    unknown: {
      about: "Something was asked for that is no device of this house.",
      risk: "none",
      repeatable: true,
      fallback: true,
      slots: { what: slot.text(), state: slot.choice(), kind: slot.choice().maybe() },
      run: (context) =>
        context.say("unknown", { what: context.slots.what.replace(/^(?:the|my|das|die|den|der) /i, "") }),
    },
  },
});

/** `named`: things or their kind were said; "turn everything on" sets no scene, and sends no robot out. */
function switching(state: string, named = true): Deed {
  const acts = state === "off" ? ["clean"] : ["clean", "activate"];
  const other = state === "toggle" || (state !== "off" && !named) ? [] : acts;
  return {
    abilities: ["onoff", ...other],
    command({ abilities }) {
      if (abilities.includes("onoff")) {
        return { action: state === "toggle" || state === "off" ? state : "on", values: {} };
      }
      const action = abilities.includes("activate") ? "activate" : state === "off" ? "dock" : "start";
      return { action, values: {} };
    },
    done({ abilities }) {
      if (state === "toggle") return "toggled";
      if (abilities.includes("onoff")) return state === "off" ? "off" : "on";
      return abilities.includes("activate") ? "activated" : state === "off" ? "docking" : "started";
    },
  };
}

const scales = ["brightness", "position", "speed", "volume", "temperature"] as const;

const scaleOf = (abilities: readonly string[]) =>
  scales.find((scale) => abilities.includes(scale)) ?? "brightness";

/** What one step is, of 100 or in degrees. */
const steps = { brightness: 25, position: 25, speed: 25, volume: 10, temperature: 1 } as const;

function stepping(way: string | undefined, percent: number | undefined): Deed {
  return {
    abilities: scales,
    command({ abilities }, state) {
      const scale = scaleOf(abilities);
      const known = state?.attributes[scale];
      const now = typeof known === "number" ? known : state?.state === "on" ? 100 : 0;
      const by = percent ?? steps[scale];
      const next = Math.min(100, Math.max(0, way === "down" ? now - by : now + by));
      return { action: "set", values: { [scale]: next } };
    },
    done: ({ abilities }) => scaleOf(abilities),
  };
}

function setting(amount: number): Deed {
  return {
    abilities: scales,
    command: ({ abilities }) => ({ action: "set", values: { [scaleOf(abilities)]: amount } }),
    done: ({ abilities }) => scaleOf(abilities),
  };
}

const goes: Readonly<Record<string, readonly ["stop" | "pause" | "play" | "start", string]>> = {
  stop: ["stop", "stopped"],
  pause: ["pause", "paused"],
  resume: ["play", "resumed"],
};

function going(go: string): Deed {
  const [action, done] = goes[go] ?? (["stop", "stopped"] as const);
  const isCover = (abilities: readonly string[]): boolean => abilities.includes("openclose");
  return {
    abilities: go === "stop" ? ["clean", "media", "openclose", "onoff"] : ["clean", "media"],
    command({ abilities }) {
      if (abilities.includes("clean")) return { action: action === "play" ? "start" : action, values: {} };
      const isMoving = abilities.includes("media") || isCover(abilities);
      return { action: isMoving ? action : "off", values: {} };
    },
    done: () => done,
  };
}
