/** Does one thing with the devices that were meant, and says honestly what came of it. */
import type { Messages } from "../../bus-schema/index.ts";
import { type DevicesMeant, type DeviceWish, findDevices } from "./device-find.ts";
import type { Device } from "./device-kinds.ts";
import { commandsBack } from "./device-restore.ts";
import { asFault, Fault } from "./fault.ts";
import type { SkillContext } from "./skill-context.ts";
import type { Values } from "./tools.ts";

type Command = Pick<Messages["device/command"], "action" | "values">;
type State = Messages["device/changed"] | undefined;

/**
 * One thing to do. A skill that does it has the phrases none, none-there {area}, not-there {name} {area}, cannot {name}, the
 * questions where {areas} and which {name} {areas}, and no-answer {name}, no-answer-these {names}, failed {names}; and for each `done`:
 * done-X {name}, done-X-these {names}, done-X-many {count}, all with the values of the command.
 */
export interface Deed {
  /** What a device must be able to do; one of them is enough. */
  readonly abilities: readonly string[];
  command(device: Device, state: State): Command;
  /** Ending of the phrases that say it is done. */
  done(device: Device): string;
}

/** More names than this are only counted. */
const namesSaid = 3;
/** As many choices as a question may have. */
const mostAreas = 64;

interface Done {
  readonly device: Device;
  readonly values: Values;
}

/**
 * The devices that are meant; where several rooms have such, it is asked which, with the phrase `where` or `which`, and `find`
 * is called again with the area. Undefined: nobody answered, or it was said why there are none.
 */
export async function askDevices(
  context: SkillContext,
  find: (area?: { readonly area: string }) => DevicesMeant,
): Promise<readonly Device[] | undefined> {
  const meant = find();
  if ("devices" in meant) return meant.devices;
  const { phrase, values, areas } = meant;
  if (!areas || areas.length > mostAreas) {
    await context.say(phrase, values);
    return undefined;
  }
  const area = await context.askChoice(phrase, areas, values);
  if (area === undefined) return undefined;
  const there = find({ area });
  if ("devices" in there) return there.devices;
  await context.say(there.phrase, there.values);
  return undefined;
}

export async function perform(context: SkillContext, wish: DeviceWish, deed: Deed): Promise<void> {
  const { abilities } = deed;
  const devices = await askDevices(context, (at) => findDevices(context, { ...wish, ...at }, abilities));
  if (!devices) return;
  const asked = devices.map((device) => ask(context, device, deed));
  const results = await Promise.allSettled(asked);
  const done = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  for (const [phrase, group] of Map.groupBy(done, ({ device }) => deed.done(device))) {
    await sayDone(context, phrase, group);
  }
  const failed = results.flatMap((result, index) => {
    const device = devices[index];
    if (result.status === "fulfilled" || !device) return [];
    return [{ name: device.name, code: asFault(result.reason).code }];
  });
  if (failed.length === 0) return;
  context.log.warn("A device did not do as it was told.", { codes: failed.map(({ code }) => code) });
  const silent = failed.filter(({ code }) => code === "ASK_TIMEOUT").map(({ name }) => name);
  const [name] = silent;
  if (name !== undefined) {
    await context.say(silent.length > 1 ? "no-answer-these" : "no-answer", { name, names: silent });
  }
  const refused = failed.filter(({ code }) => code !== "ASK_TIMEOUT").map((one) => one.name);
  if (refused.length > 0) await context.say("failed", { names: refused });
}

/** Rejects unless whoever has the device says that it changed. */
async function ask(context: SkillContext, device: Device, deed: Deed): Promise<Done> {
  const before = context.house.deviceState(device.id);
  const command = deed.command(device, before);
  const back = before ? commandsBack(device, before) : [];
  if (back.length > 0) context.undo((now) => putBack(now, device, back));
  const { changed } = await context.device({ device: device.id, ...command });
  if (!changed.includes(device.id)) {
    throw new Fault("JOB_FAILED", "The device did not change.", { retryable: true });
  }
  return { device, values: command.values };
}

async function putBack(context: SkillContext, { id }: Device, commands: readonly Command[]): Promise<void> {
  for (const command of commands) await context.device({ device: id, ...command });
}

async function sayDone(context: SkillContext, phrase: string, done: readonly Done[]): Promise<void> {
  const names = done.map(({ device }) => device.name);
  const [first] = done;
  const isOne = new Set(done.map(({ values }) => JSON.stringify(values))).size === 1;
  const ending = isOne ? phrase : `${phrase}-each`;
  const values = isOne ? first?.values : {};
  if (names.length === 1) return context.say(`done-${phrase}`, { name: names[0], ...values });
  if (names.length <= namesSaid) return context.say(`done-${ending}-these`, { names, ...values });
  await context.say(`done-${ending}-many`, { count: names.length, ...values });
}
