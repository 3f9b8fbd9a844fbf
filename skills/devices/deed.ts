/** Does one thing with the devices that were meant, and says honestly what came of it. */
import type { Messages, SkillContext } from "hearsay";
import { asFault } from "hearsay";
import { type Device, findDevices, type Target } from "./target.ts";

export interface Deed {
  /** What a device must be able to do. */
  readonly ability: string;
  /** `now`: its brightness, 0 to 100. */
  command(now: number): Pick<Messages["device/command"], "action" | "values">;
  /** Ending of the phrases that say it is done. */
  readonly done: string;
}

/** More names than this are only counted. */
const namesSaid = 3;

export async function perform(context: SkillContext, target: Target, deed: Deed): Promise<void> {
  const meant = findDevices(context, target, deed.ability);
  if (!("devices" in meant)) return context.say(meant.phrase, meant.values);
  const asked = meant.devices.map(async (device) => {
    const command = deed.command(brightnessOf(context, device));
    await context.device({ device: device.id, ...command });
    return command.values.brightness;
  });
  const results = await Promise.allSettled(asked);
  const failed = results.flatMap((result) => (result.status === "rejected" ? [asFault(result.reason)] : []));
  const done = meant.devices.filter((_, index) => results[index]?.status === "fulfilled");
  if (done.length > 0) await sayDone(context, deed, done, oneValue(results));
  if (failed.length === 0) return;
  context.log.warn("A device did not do as it was told.", { codes: failed.map(({ code }) => code) });
  const left = meant.devices.filter((device) => !done.includes(device));
  const silent = failed.every(({ code }) => code === "ASK_TIMEOUT");
  await context.say(silent ? "no-answer" : "failed", { names: left.map(({ name }) => name) });
}

function brightnessOf({ house }: SkillContext, { id }: Device): number {
  const now = house.deviceState(id);
  const brightness = now?.attributes.brightness;
  if (typeof brightness === "number") return brightness;
  return now?.state === "on" ? 100 : 0;
}

/** The brightness, where all were set to one. */
function oneValue(results: readonly PromiseSettledResult<unknown>[]): unknown {
  const values = new Set(results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])));
  return values.size === 1 ? [...values][0] : undefined;
}

async function sayDone(
  context: SkillContext,
  { done: ending }: Deed,
  devices: readonly Device[],
  percent: unknown,
): Promise<void> {
  const names = devices.map(({ name }) => name);
  const phrase = ending === "set" && percent === undefined ? "set-each" : ending;
  const [name] = names;
  if (names.length === 1) return context.say(`done-${phrase}`, { name, percent });
  if (names.length <= namesSaid) return context.say(`done-${phrase}-these`, { names, percent });
  await context.say(`done-${phrase}-many`, { count: names.length, percent });
}
