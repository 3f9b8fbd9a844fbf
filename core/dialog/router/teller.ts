/** Tells on the bus what providers did today and this month, not more often than anybody reads it. */
import type { Bus, Log, Messages } from "../../contract/index.ts";
import type { Router } from "./facts.ts";
import { providerOf, quotaOf } from "./quota.ts";
import { type Capability, saidOf } from "./tally.ts";

const tellEvery = 5000;

type Facts = Pick<Router, "directory" | "ledger">;

function standingOf(
  facts: Facts,
  capability: Capability,
  plugin: string,
): Messages["provider/tally"]["health"] {
  const provider = providerOf(facts, capability, plugin);
  return provider ? facts.directory.standing(provider) : "absent";
}

export function toldOf(facts: Facts, capability: Capability, plugin: string) {
  const quota = quotaOf(facts, capability, plugin);
  return {
    capability,
    plugin,
    today: saidOf(facts.ledger.of(capability, plugin, "day")),
    month: saidOf(facts.ledger.of(capability, plugin, "month")),
    health: standingOf(facts, capability, plugin),
    ...(quota === undefined ? {} : { quota }),
  };
}

export function openTeller(bus: Bus, log: Log, facts: Facts): AsyncDisposable {
  const waiting = new Map<string, { capability: Capability; plugin: string }>();
  const told = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const say = (): void => {
    timer = undefined;
    for (const [provider, { capability, plugin }] of waiting) {
      told.add(provider);
      bus
        .publish("provider/tally", { provider }, { ...toldOf(facts, capability, plugin), bootId: bus.bootId })
        .catch((error) => log.warn("Could not tell what a provider did.", { error }));
    }
    waiting.clear();
  };
  facts.ledger.onNote((capability, plugin) => {
    if (isOver) return;
    waiting.set(`${plugin}.${capability}`, { capability, plugin });
    timer ??= setTimeout(say, tellEvery);
    timer.unref();
  });
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      clearTimeout(timer);
      for (const provider of told) await bus.clear("provider/tally", { provider }).catch(() => {});
    },
  };
}
