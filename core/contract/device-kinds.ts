/** The words for kinds of device that people use, and which devices of the bus they are. */
import type { House } from "./skill-context.ts";

export type Device = ReturnType<House["devices"]>[number];

type Test = (device: Device) => boolean;

const is =
  (kind: string, ...classes: readonly string[]): Test =>
  (device) =>
    device.kind === kind && (classes.length === 0 || classes.includes(device.class ?? ""));
const either =
  (...tests: readonly Test[]): Test =>
  (device) =>
    tests.some((test) => test(device));

/** Covers that are a way into the house, and no shade. */
const entrance = is("cover", "garage", "gate", "door", "window");
const shade: Test = (device) => device.kind === "cover" && !entrance(device);
const named =
  (pattern: RegExp): Test =>
  ({ kind, name }) =>
    kind === "light" && pattern.test(name);
const alias =
  (pattern: RegExp): Test =>
  ({ kind, aliases = [] }) =>
    kind === "light" && aliases.some((one) => pattern.test(one));

/** By what was said: the devices that are exactly that, else those that somebody may call so; the first that is there. */
const words: Readonly<Record<string, readonly Test[]>> = {
  lamp: [named(/lamp/i), alias(/\blamp/i), alias(/lamp/i), is("light")],
  cover: [shade, is("cover")],
  blind: [is("cover", "blind", "shade", "shutter"), shade],
  shutter: [is("cover", "shutter"), shade],
  curtain: [is("cover", "curtain"), shade],
  awning: [is("cover", "awning"), shade],
  garage: [either(is("cover", "garage", "gate"), is("binary_sensor", "garage_door"))],
  window: [either(is("cover", "window"), is("binary_sensor", "window"))],
  door: [
    either(is("lock"), is("cover", "door"), is("binary_sensor", "door")),
    either(is("cover", "garage", "gate"), is("binary_sensor", "garage_door")),
  ],
  outlet: [is("switch", "outlet"), is("switch")],
  tv: [is("media_player", "tv"), is("media_player")],
  speaker: [is("media_player", "speaker"), is("media_player")],
  radio: [({ kind, name }) => kind === "media_player" && /radio/i.test(name), is("media_player")],
  temperature: [is("sensor", "temperature"), is("climate")],
  humidity: [is("sensor", "humidity"), is("climate")],
};

/** Words that mean their own class alone wherever the house has one of it: curtains are no blinds then. */
const strict: ReadonlySet<string> = new Set("blind shutter curtain awning outlet tv".split(" "));

/** `kind`: one of the words above, or a kind of devices/listed. `house`: all devices there are. */
export function ofKind(
  devices: readonly Device[],
  kind: string,
  house: readonly Device[],
): readonly Device[] {
  const tests = words[kind] ?? [is(kind)];
  const first = tests.findIndex((test) => (strict.has(kind) ? house : devices).some(test));
  const test = tests[first];
  return test ? devices.filter(test) : [];
}
