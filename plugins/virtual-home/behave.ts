/** How pretend devices behave: what each action makes of a state, and what comes of that by itself a while later. */
import type { Messages } from "hearsay";
import { Fault } from "hearsay";

export type DeviceState = Pick<Messages["device/changed"], "state" | "attributes">;
type Command = Messages["device/command"];
type Action = Command["action"];
type Values = Readonly<Record<string, unknown>>;

/** What a device must be able to do, one of these, to take an action. */
const needs: Readonly<Record<Action, readonly string[]>> = {
  on: ["onoff"],
  off: ["onoff"],
  toggle: ["onoff"],
  set: ["brightness", "color", "colortemp", "position", "speed", "volume", "temperature", "mode"],
  open: ["openclose"],
  close: ["openclose"],
  stop: ["openclose", "clean", "media"],
  lock: ["lock"],
  unlock: ["lock"],
  activate: ["activate"],
  start: ["clean"],
  pause: ["clean", "media"],
  dock: ["clean"],
  play: ["media"],
  next: ["media"],
  previous: ["media"],
  mute: ["volume"],
  unmute: ["volume"],
};

export function initialState(abilities: readonly string[], kind = "", made = ""): DeviceState {
  const can = (ability: string): boolean => abilities.includes(ability);
  if (can("lock")) return { state: "locked", attributes: { battery: 80 } };
  if (can("openclose")) return { state: "closed", attributes: { position: 0 } };
  if (can("temperature"))
    return { state: "heat", attributes: { temperature: 20, current: 19.5, humidity: 45, unit: "°C" } };
  if (can("clean")) return { state: "docked", attributes: { battery: 100 } };
  if (can("media")) return { state: "off", attributes: { volume: 30, muted: false } };
  if (can("activate")) return { state: "unknown", attributes: {} };
  if (kind === "sensor") return made === "temperature" ? sensed("12.5", "°C") : sensed("50", "%");
  return { state: "off", attributes: dark(abilities) };
}

const sensed = (state: string, unit: string): DeviceState => ({ state, attributes: { unit } });

function dark(abilities: readonly string[]): Values {
  return {
    ...(abilities.includes("brightness") ? { brightness: 0 } : {}),
    ...(abilities.includes("speed") ? { speed: 0 } : {}),
    ...(abilities.includes("color") ? { color: "white", kelvin: 2700 } : {}),
  };
}

/** The state after a command. Throws JOB_FAILED when the device cannot do it. */
export function apply(before: DeviceState, abilities: readonly string[], command: Command): DeviceState {
  const { action, values } = command;
  if (!needs[action].some((ability) => abilities.includes(ability))) {
    throw new Fault(
      "JOB_FAILED",
      `This device cannot ${action}; it can ${abilities.join(", ") || "nothing"}.`,
    );
  }
  if (action === "set") return changed(before, abilities, values);
  if (action === "on" || action === "off" || action === "toggle") return switched(before, abilities, action);
  if (abilities.includes("clean")) return cleaned(before, action);
  if (abilities.includes("media")) return played(before, action, values);
  if (action === "lock" || action === "unlock")
    return { state: `${action}ed`, attributes: before.attributes };
  if (action === "open") return { state: "open", attributes: { position: 100 } };
  if (action === "close") return { state: "closed", attributes: { position: 0 } };
  return before;
}

function switched(
  { state, attributes }: DeviceState,
  abilities: readonly string[],
  action: Action,
): DeviceState {
  const isOn = state !== "off";
  const on = action === "on" || (action === "toggle" && !isOn);
  if (abilities.includes("temperature")) return { state: on ? "heat" : "off", attributes };
  if (abilities.includes("media")) {
    return on ? { state: isOn ? state : "idle", attributes } : silent("off", attributes);
  }
  const amount = ["brightness", "speed"].find((ability) => abilities.includes(ability));
  if (amount === undefined) return { state: on ? "on" : "off", attributes };
  const now = attributes[amount];
  const full = typeof now === "number" && now > 0 ? now : 100;
  return { state: on ? "on" : "off", attributes: { ...attributes, [amount]: on ? full : 0 } };
}

const silent = (state: string, { volume, muted }: Values): DeviceState => ({
  state,
  attributes: { volume, muted },
});

function cleaned({ attributes }: DeviceState, action: Action): DeviceState {
  const states: Readonly<Partial<Record<Action, string>>> = {
    start: "cleaning",
    pause: "paused",
    stop: "idle",
    dock: "returning",
  };
  return { state: states[action] ?? "idle", attributes };
}

/** What plays where nobody said what. */
const queue = [
  { title: "Clair de lune", artist: "Claude Debussy" },
  { title: "Spring", artist: "Antonio Vivaldi" },
  { title: "The Swan", artist: "Camille Saint-Saëns" },
] as const;

function played({ state, attributes }: DeviceState, action: Action, { query }: Values): DeviceState {
  const at = queue.findIndex(({ title }) => title === attributes.title);
  const track = (by: number): Values =>
    queue[(Math.max(0, at) + by + queue.length) % queue.length] ?? queue[0];
  if (action === "mute" || action === "unmute")
    return { state, attributes: { ...attributes, muted: action === "mute" } };
  if (action === "stop") return silent("idle", attributes);
  if (action === "pause") return { state: state === "playing" ? "paused" : state, attributes };
  if (action === "next") return { state: "playing", attributes: { ...attributes, ...track(1) } };
  if (action === "previous") return { state: "playing", attributes: { ...attributes, ...track(-1) } };
  if (typeof query === "string" && query !== "") {
    const { volume, muted } = attributes;
    return { state: "playing", attributes: { volume, muted, title: query } };
  }
  const going = typeof attributes.title === "string" ? {} : track(0);
  return { state: "playing", attributes: { ...attributes, ...going } };
}

const most: Readonly<Record<string, number>> = { brightness: 100, position: 100, speed: 100, volume: 100 };
const modes = ["off", "heat", "cool", "auto", "dry", "fan_only", "heat_cool"];

function changed(before: DeviceState, abilities: readonly string[], values: Values): DeviceState {
  let next = before;
  for (const [name, value] of Object.entries(values)) next = one(next, abilities, name, value);
  return next;
}

function one(
  { state, attributes }: DeviceState,
  abilities: readonly string[],
  name: string,
  value: unknown,
): DeviceState {
  const ability = name === "kelvin" ? "colortemp" : name;
  if (!abilities.includes(ability)) throw refused(name, `This device has no ${name}.`);
  const amount = most[name];
  if (amount !== undefined && !(typeof value === "number" && value >= 0 && value <= amount)) {
    throw refused(name, `The ${name} must be a number from 0 to ${amount}.`);
  }
  if (name === "temperature" && !(typeof value === "number" && value >= 5 && value <= 35)) {
    throw refused(name, "The temperature must be a number from 5 to 35.");
  }
  if (name === "mode" && !modes.includes(String(value))) throw refused(name, `There is no such mode.`);
  if (name === "mode") return { state: String(value), attributes };
  const set = { ...attributes, [name]: value };
  if (name === "brightness" || name === "speed")
    return { state: Number(value) > 0 ? "on" : "off", attributes: set };
  if (name === "position") return { state: Number(value) > 0 ? "open" : "closed", attributes: set };
  if (name === "temperature") return { state: state === "off" ? "heat" : state, attributes: set };
  return {
    state: name === "color" || name === "kelvin" ? "on" : state,
    attributes: lit(set, abilities, name),
  };
}

/** A lamp that is given a colour is on, and one of white light has none. */
function lit(attributes: Values, abilities: readonly string[], name: string): Values {
  if (name !== "color" && name !== "kelvin") return attributes;
  const dim = abilities.includes("brightness") && !(Number(attributes.brightness) > 0);
  return {
    ...attributes,
    ...(name === "kelvin" ? { color: "white" } : {}),
    ...(dim ? { brightness: 100 } : {}),
  };
}

const refused = (name: string, message: string): Fault =>
  new Fault("JOB_FAILED", message, { path: `/values/${name}` });

/** ms until the next thing happens by itself, and the state then; undefined where nothing does. */
export function later({ state, attributes }: DeviceState): { after: number; next: DeviceState } | undefined {
  if (state === "returning") return { after: 20_000, next: { state: "docked", attributes } };
  if (state === "cleaning") return { after: 30 * 60_000, next: { state: "returning", attributes } };
  const { temperature, current } = attributes;
  if (state !== "heat" || typeof temperature !== "number" || typeof current !== "number") return undefined;
  if (temperature === current) return undefined;
  const step = Math.sign(temperature - current) * Math.min(0.1, Math.abs(temperature - current));
  const warmer = Math.round((current + step) * 10) / 10;
  return { after: 60_000, next: { state, attributes: { ...attributes, current: warmer } } };
}
