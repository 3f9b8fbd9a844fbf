/** Whose code is running: names the plugin in a failure that nobody caught. */
import { AsyncLocalStorage } from "node:async_hooks";

const running = new AsyncLocalStorage<string>();

/** What this begins, timers and promises too, is the plugin's. */
export const asPlugin = <T>(name: string, act: () => T): T => running.run(name, act);

/**
 * What this begins is the house's again: in this process a message is a function call, and what others do on hearing it
 * is not the sender's. The promise that is given back is the plugin's still.
 */
export function asHouse<T>(act: () => Promise<T>): Promise<T> {
  return running.exit(act).then((value) => value);
}

export const asHouseNow = (act: () => void): void => running.exit(act);

export const currentPlugin = (): string | undefined => running.getStore();
