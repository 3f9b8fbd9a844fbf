/** What was switched on and off by command, kept over restarts. */
import type { Store } from "../contract/index.ts";

interface Choice {
  readonly on: boolean;
  /** What the settings said then; once they say otherwise they are the newer word. */
  readonly said: boolean | null;
}

export interface Choices {
  /** Undefined: nothing was chosen, or the settings changed since. */
  of(name: string, said: boolean | undefined): boolean | undefined;
  set(name: string, on: boolean, said: boolean | undefined): Promise<void>;
}

const prefix = "choice.";

export async function openChoices(store: Store): Promise<Choices> {
  const kept = new Map<string, Choice>();
  for (const key of await store.keys(prefix)) {
    const choice = await store.get<Choice>(key);
    if (choice) kept.set(key.slice(prefix.length), choice);
  }
  return {
    of(name, said) {
      const choice = kept.get(name);
      return choice && choice.said === (said ?? null) ? choice.on : undefined;
    },
    async set(name, on, said) {
      const choice = { on, said: said ?? null };
      kept.set(name, choice);
      await store.set(prefix + name, choice);
    },
  };
}
