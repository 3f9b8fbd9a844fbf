/** What of a provider is free in a month, by its own word, and what of that is used up. */
import type { Messages } from "../../contract/index.ts";
import type { Provider } from "../directory.ts";
import type { Router } from "./facts.ts";
import type { Capability } from "./tally.ts";

export type Quota = NonNullable<Messages["provider/tally"]["quota"]>;
type Facts = Pick<Router, "directory" | "ledger">;

export function quotaOf(facts: Facts, capability: Capability, plugin: string): Quota | undefined {
  const provider = providerOf(facts, capability, plugin);
  const { free } = (provider?.traits ?? {}) as { readonly free?: { amount?: unknown; of?: unknown } };
  if (typeof free?.amount !== "number" || (free.of !== "character" && free.of !== "second")) return undefined;
  const { characters, seconds } = facts.ledger.of(capability, plugin, "month");
  const used = free.of === "character" ? characters : Math.round(seconds);
  return { of: free.of, amount: free.amount, used };
}

export function isSpent(facts: Facts, capability: Capability, plugin: string): boolean {
  const quota = quotaOf(facts, capability, plugin);
  return quota !== undefined && quota.used >= quota.amount;
}

export const providerOf = (
  { directory }: Pick<Router, "directory">,
  capability: Capability,
  plugin: string,
): Provider | undefined =>
  directory.all({ capability, full: true, ill: true }).find((one) => one.plugin === plugin);
