/** What stands in the pretend home, and how its devices behave. */
import type { Messages } from "hearsay";
import { Fault } from "hearsay";
import { flat, type Home } from "./flat.ts";

export type HomeDevice = Home["devices"][number];
export type DeviceState = Pick<Messages["device/changed"], "state" | "attributes">;

export interface Options {
  readonly language: "en" | "de";
  readonly areas?: readonly {
    readonly id: string;
    readonly name: string;
    readonly aliases?: readonly string[];
  }[];
  readonly devices?: readonly {
    readonly id: string;
    readonly name: string;
    readonly aliases?: readonly string[];
    readonly kind: string;
    readonly area?: string;
    readonly abilities: readonly string[];
  }[];
}

/** The flat, or what the options list in its place. */
export function homeOf({ language, areas, devices }: Options): Home {
  const built = flat(language);
  return {
    floors: [],
    areas: areas ? areas.map((area) => ({ ...area, aliases: [...(area.aliases ?? [])] })) : built.areas,
    devices: devices
      ? devices.map(({ aliases = [], abilities, ...device }) => {
          return { ...device, aliases: [...aliases], abilities: [...abilities], exposed: true };
        })
      : built.devices,
  };
}

export function initialState(abilities: readonly string[]): DeviceState {
  if (abilities.includes("lock")) return { state: "locked", attributes: {} };
  if (abilities.includes("openclose")) return { state: "closed", attributes: { position: 0 } };
  const attributes = abilities.includes("brightness") ? { brightness: 0 } : {};
  return { state: "off", attributes };
}

type Action = Messages["device/command"]["action"];

const needs: Readonly<Record<Action, string>> = {
  on: "onoff",
  off: "onoff",
  toggle: "onoff",
  set: "brightness",
  open: "openclose",
  close: "openclose",
  stop: "openclose",
  lock: "lock",
  unlock: "lock",
};

/** The state after a command. Throws JOB_FAILED when the device cannot do it. */
export function apply(
  { state, attributes }: DeviceState,
  abilities: readonly string[],
  { action, values }: Messages["device/command"],
): DeviceState {
  if (!abilities.includes(needs[action])) {
    throw new Fault(
      "JOB_FAILED",
      `This device cannot ${action}; it can ${abilities.join(", ") || "nothing"}.`,
    );
  }
  if (action === "set") return dimmed(values.brightness);
  if (action === "lock" || action === "unlock") return { state: `${action}ed`, attributes };
  if (action === "open") return { state: "open", attributes: { position: 100 } };
  if (action === "close") return { state: "closed", attributes: { position: 0 } };
  if (action === "stop") return { state, attributes };
  const on = action === "on" || (action === "toggle" && state !== "on");
  if (!abilities.includes("brightness")) return { state: on ? "on" : "off", attributes };
  return on ? lit(attributes.brightness) : { state: "off", attributes: { brightness: 0 } };
}

const lit = (brightness: unknown): DeviceState => ({
  state: "on",
  attributes: { brightness: typeof brightness === "number" && brightness > 0 ? brightness : 100 },
});

function dimmed(brightness: unknown): DeviceState {
  if (typeof brightness !== "number" || brightness < 0 || brightness > 100) {
    throw new Fault("JOB_FAILED", "The brightness must be a number from 0 to 100.", {
      path: "/values/brightness",
    });
  }
  return { state: brightness > 0 ? "on" : "off", attributes: { brightness } };
}
