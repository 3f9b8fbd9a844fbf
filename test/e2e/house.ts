/** A whole hub with the real models for end-to-end tests, and what it says while a test looks on. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kind, Message } from "../../core/contract/index.ts";
import { type Hub, startHub } from "../../core/hub.ts";

export interface House extends AsyncDisposable {
  readonly hub: Hub;
  readonly data: string;
  /** The next message of a kind that fits, from now on. */
  next<K extends Kind>(kind: K, fits?: (message: Message<K>) => boolean): Promise<Message<K>>;
}

const anyPorts = { "bus.port": 0, "bus.wsPort": 0, "http.port": 0 };
/** No machine's own microphone takes part in a test. */
const noMicrophone = { "plugins.use": { "satellite-local": { enabled: false } } };

/** `data`: an earlier house's folder, to start again with all it kept. */
export async function openHouse(
  options: { data?: string; overrides?: object; keep?: boolean } = {},
): Promise<House> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), "hearsay-e2e-")));
  const overrides = { ...anyPorts, ...noMicrophone, ...options.overrides };
  const hub = await startHub({ env: process.env, data, quiet: true, overrides });
  return {
    hub,
    data,
    next<K extends Kind>(kind: K, fits: (message: Message<K>) => boolean = () => true) {
      const { promise, resolve } = Promise.withResolvers<Message<K>>();
      const ear = hub.bus.on(kind, {}, (message) => {
        if (fits(message)) resolve(message);
      });
      return promise.finally(async () => (await ear)[Symbol.asyncDispose]());
    },
    async [Symbol.asyncDispose]() {
      await hub.close();
      if (!options.keep) await rm(data, { recursive: true, force: true });
    },
  };
}
