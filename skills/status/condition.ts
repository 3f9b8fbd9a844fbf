/** What the state of a device is in the words of people: a window's sensor that is on is an open window. */
import type { Device, Messages } from "hearsay";

export type Condition = "on" | "off" | "open" | "closed" | "locked" | "unlocked" | "running" | "done";
type State = Messages["device/changed"] | undefined;

const openings: ReadonlySet<string> = new Set(["window", "door", "garage_door", "opening"]);
const workers: ReadonlySet<string> = new Set(["cleaning", "returning"]);

const isOpening = ({ kind, class: made = "" }: Device): boolean =>
  kind === "cover" || (kind === "binary_sensor" && openings.has(made));

/** Whether it can be so at all. */
export function canBe(device: Device, condition: Condition): boolean {
  if (condition === "locked" || condition === "unlocked") return device.kind === "lock";
  if (condition === "open" || condition === "closed") return isOpening(device) || device.kind === "lock";
  if (condition === "running" || condition === "done") return device.kind !== "lock" && !isOpening(device);
  return device.kind !== "lock" && device.kind !== "scene" && device.kind !== "sensor" && !isOpening(device);
}

/** Undefined: nobody knows. A locked door is closed; of one that is not, a lock does not know. */
export function is(device: Device, state: State, condition: Condition): boolean | undefined {
  const now = state?.state ?? "unknown";
  if (now === "unknown" || now === "unavailable" || now === "") return undefined;
  if (condition === "locked") return now === "locked";
  if (condition === "unlocked") return now === "unlocked" || now === "jammed" || now === "open";
  if (device.kind === "lock") return now === "locked" ? condition === "closed" : undefined;
  if (condition === "open") return isOpen(device, now);
  if (condition === "closed") return !isOpen(device, now);
  const isRunning = runs(device, now);
  return condition === "on" || condition === "running" ? isRunning : !isRunning;
}

const isOpen = (device: Device, now: string): boolean =>
  device.kind === "binary_sensor" ? now === "on" : now !== "closed";

function runs({ kind }: Device, now: string): boolean {
  if (kind === "vacuum") return workers.has(now);
  if (kind === "media_player") return now !== "off" && now !== "standby";
  if (kind === "climate") return now !== "off";
  return now === "on";
}

/** Ending of the phrase that says how it is; undefined where nobody knows. */
export function phraseOf(device: Device, state: State): string | undefined {
  const now = state?.state ?? "unknown";
  if (now === "unavailable") return "unavailable";
  if (device.kind === "lock") return ["locked", "unlocked", "jammed"].includes(now) ? now : undefined;
  if (device.kind === "vacuum" || device.kind === "media_player") return words.has(now) ? now : undefined;
  if (is(device, state, "on") === undefined) return undefined;
  if (isOpening(device)) return is(device, state, "open") ? openness(state) : "closed";
  if (device.class === "running") return now === "on" ? "running" : "done";
  if (device.kind === "sensor") return "value";
  if (device.kind === "climate") return now === "off" ? "off" : "on";
  if (now !== "on") return now === "off" ? "off" : undefined;
  const brightness = state?.attributes.brightness;
  return typeof brightness === "number" && brightness < 100 ? "on-at" : "on";
}

const words: ReadonlySet<string> = new Set(
  "cleaning docked idle paused returning error playing on off standby".split(" "),
);

function openness(state: State): string {
  const position = state?.attributes.position;
  return typeof position === "number" && position > 0 && position < 100 ? "open-at" : "open";
}
