/** How a device is put back to what it was before a command, where that does no harm. */
import type { Messages } from "../../bus-schema/index.ts";
import type { Device } from "./device-kinds.ts";

type Command = Pick<Messages["device/command"], "action" | "values">;
type State = Messages["device/changed"];

/** What is set, by the ability it takes and the name of the value. */
const settable = [
  ["brightness", "brightness"],
  ["speed", "speed"],
  ["volume", "volume"],
  ["temperature", "temperature"],
] as const;

/**
 * The commands, in order, that make a device be as it was; none where it cannot be put back or should not: nothing is
 * unlocked and no robot is sent out again by itself.
 */
export function commandsBack({ abilities }: Pick<Device, "abilities">, before: State): readonly Command[] {
  const { state, attributes } = before;
  const can = (ability: string): boolean => abilities.includes(ability);
  if (can("lock")) return state === "locked" ? [{ action: "lock", values: {} }] : [];
  if (can("openclose")) return positionBack(abilities, before);
  if (can("clean")) return state === "docked" ? [{ action: "dock", values: {} }] : [];
  const off: Command = { action: "off", values: {} };
  if (state === "off" && can("onoff"))
    return can("media") ? [...valuesBack(abilities, attributes), off] : [off];
  const on: readonly Command[] = can("onoff") && !can("media") ? [{ action: "on", values: {} }] : [];
  return [...on, ...valuesBack(abilities, attributes), ...modeBack(abilities, before)];
}

function positionBack(abilities: readonly string[], { state, attributes }: State): readonly Command[] {
  const { position } = attributes;
  if (abilities.includes("position") && typeof position === "number") {
    return [{ action: "set", values: { position } }];
  }
  return state === "open" || state === "closed"
    ? [{ action: state === "open" ? "open" : "close", values: {} }]
    : [];
}

function valuesBack(abilities: readonly string[], attributes: State["attributes"]): readonly Command[] {
  const values = settable.flatMap(([ability, name]) => {
    const value = attributes[name];
    return abilities.includes(ability) && typeof value === "number" ? [[name, value] as const] : [];
  });
  const { color, kelvin, color_mode: mode } = attributes;
  if (abilities.includes("color") && typeof color === "string" && color !== "white" && mode !== "white")
    values.push(["color", color] as never);
  else if (abilities.includes("colortemp") && typeof kelvin === "number")
    values.push(["kelvin", kelvin] as never);
  return values.length > 0 ? [{ action: "set", values: Object.fromEntries(values) }] : [];
}

function modeBack(abilities: readonly string[], { state, attributes }: State): readonly Command[] {
  if (abilities.includes("mode")) return [{ action: "set", values: { mode: state } }];
  if (!abilities.includes("media")) return [];
  const muted = attributes.muted;
  const sound: readonly Command[] =
    abilities.includes("volume") && typeof muted === "boolean"
      ? [{ action: muted ? "mute" : "unmute", values: {} }]
      : [];
  if (state === "playing") return [...sound, { action: "play", values: {} }];
  return state === "paused"
    ? [...sound, { action: "pause", values: {} }]
    : [...sound, { action: "stop", values: {} }];
}
