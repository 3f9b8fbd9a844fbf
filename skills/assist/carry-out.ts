/** Does one thing with the devices that are meant, and answers with the pack's words for it. */
import { asFault, type Device, Fault, type Messages, type SkillContext } from "hearsay";
import { explain, factsOf, type Meant } from "./meant.ts";

type Command = Messages["device/command"];
export type Order = readonly [Command["action"], Command["values"]?];

export async function carryOut(
  context: SkillContext,
  meant: Meant,
  orderFor: (device: Device) => Order,
): Promise<void> {
  if (!("devices" in meant)) return explain(context, meant);
  const { devices } = meant;
  const results = await Promise.allSettled(devices.map((device) => order(context, device, orderFor(device))));
  const done = devices.filter((_, index) => results[index]?.status === "fulfilled");
  const faults = results.flatMap((one) => (one.status === "rejected" ? [asFault(one.reason)] : []));
  if (faults.length > 0) {
    context.log.warn("A device did not do as it was told.", { codes: faults.map(({ code }) => code) });
  }
  if (done.length > 0) await acknowledge(context, done);
  else if (!(await context.answer({}, "handle_error"))) await context.say("failed");
}

/** Rejects unless whoever has the device says that it changed. */
async function order(context: SkillContext, { id }: Device, [action, values = {}]: Order): Promise<void> {
  const { changed } = await context.device({ device: id, action, values });
  if (!changed.includes(id)) throw new Fault("JOB_FAILED", "The device did not change.");
}

async function acknowledge(context: SkillContext, devices: readonly Device[]): Promise<void> {
  const matched = devices.map((device) => factsOf(context, device));
  if (!(await context.answer({ query: { matched, unmatched: [] } }))) await context.say("done");
}
