/** Replaces a load of a plugin by the next: side by side where that is possible, one after the other where it is not. */
import { Fault } from "../contract/index.ts";
import { begin, type Life, progressOf, ready, retire } from "./life.ts";
import { type Handle, type Plan, planOf, raise } from "./raise.ts";
import { faultOfPlugin } from "./standing.ts";

export interface Reloaded {
  /** ms without a ready provider; 0 when the old one ran until the new one was there. */
  readonly outage: number;
  /** ms until the new one was there. */
  readonly took: number;
}

/** How long jobs of the old one may go on. */
export const drainMs = 30_000;
const exclusiveDrainMs = 2000;

/** Rejects with the new load's fault; the old one goes on then. */
export async function replace(life: Life): Promise<Reloaded> {
  const began = performance.now();
  const since = (): number => performance.now() - began;
  const { current: old, yard } = life;
  if (!old) return started(life, since);
  try {
    const plan = await planOf(yard, life.place, progressOf(life, true));
    const alone = plan.loaded.exclusive || old.plan.loaded.exclusive;
    const outage = alone ? await exchange(life, old, plan) : await overlap(life, old, plan);
    return { outage, took: since() };
  } catch (thrown) {
    const fault = faultOfPlugin(life.name, thrown, "PLUGIN_START_FAILED");
    if (life.current) life.standing.fail(fault, "ready");
    throw fault;
  }
}

async function started(life: Life, since: () => number): Promise<Reloaded> {
  await begin(life);
  if (life.current) return { outage: since(), took: since() };
  const { problem } = life.standing.phase;
  const facts = problem?.remedy === undefined ? {} : { remedy: problem.remedy };
  throw new Fault("PLUGIN_START_FAILED", problem?.message ?? `${life.name} is disabled.`, facts);
}

async function overlap(life: Life, old: Handle, plan: Plan): Promise<number> {
  ready(life, await raise(life.yard, plan));
  void retire(life, old, drainMs);
  return 0;
}

async function exchange(life: Life, old: Handle, plan: Plan): Promise<number> {
  const began = performance.now();
  life.current = undefined;
  life.standing.say({ phase: "starting" });
  await retire(life, old, exclusiveDrainMs);
  try {
    ready(life, await raise(life.yard, plan));
  } catch (thrown) {
    await backTo(life, old);
    throw thrown;
  }
  return performance.now() - began;
}

async function backTo(life: Life, old: Handle): Promise<void> {
  try {
    ready(life, await raise(life.yard, old.plan, old));
  } catch (thrown) {
    life.standing.fail(faultOfPlugin(life.name, thrown, "PLUGIN_START_FAILED"), "failed");
  }
}
