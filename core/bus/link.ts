/** Keeps one MQTT connection up: opens it, opens it again with a growing, jittered pause, until it is closed. */
import { MqttClient } from "mqtt";
import { Fault } from "../contract/index.ts";
import { keepNoNumbers } from "./numbers.ts";
import { shown, streamTo } from "./stream.ts";

export interface LinkOptions {
  readonly url: string;
  /** MQTT client identifier. */
  readonly id: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Made anew for every connection. */
  readonly will: () => { topic: string; payload: Buffer };
  /** Called with every connection, and with undefined when it is lost. */
  readonly change: (client: MqttClient | undefined) => void;
  readonly hear: (topic: string, payload: Buffer) => void;
}

export interface Link {
  /** Resolves with the first connection; rejects with BUS_UNREACHABLE after `timeout` ms, or CANCELLED. */
  first(timeout: number, signal: AbortSignal | undefined): Promise<void>;
  /** Ends the connection, with DISCONNECT, so that the will is not published. */
  close(): Promise<void>;
}

/** ms before the first and the longest pause between two attempts. */
const shortest = 100;
const longest = 15_000;
/** ms for the last acknowledgements when the connection is closed. */
const patience = 2_000;
/** s; a frozen client's will comes after one and a half of it. */
const keepalive = 10;

/**
 * CONNACK codes that another attempt does not mend (MQTT 3.1.1 section 3.2.2.3): what is refused, and what to do. Many
 * brokers, Mosquitto among them, say 5 of a wrong password too.
 */
const refusals: Readonly<Record<number, readonly [string, string]>> = {
  2: ["this client's identifier", "Give the client another name."],
  4: ["the name or password", "Check name and password; a hub has them in bus.clients of its settings."],
  5: [
    "this client: wrong name or password, or no right to connect",
    "Check name, password and role; a hub has them in bus.clients of its settings.",
  ],
};
const codeOf = (error: Error | undefined): number =>
  Number((error as { code?: unknown } | undefined)?.code ?? 0);

export function openLink(options: LinkOptions): Link {
  keepNoNumbers();
  const stream = streamTo(options.url);
  const started = Promise.withResolvers<void>();
  started.promise.catch(() => {});
  let client: MqttClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let attempts = 0;
  let connectedOnce = false;
  let closed = false;
  let lastError: Error | undefined;

  const unreachable = (): Fault => {
    const refused = refusals[codeOf(lastError)];
    if (refused === undefined) {
      const message = `${shown(options.url)} cannot be reached${reason(lastError)}`;
      return new Fault("BUS_UNREACHABLE", message, { cause: lastError, retryable: true });
    }
    const [why, remedy] = refused;
    return new Fault("BUS_UNREACHABLE", `${shown(options.url)} refused ${why}.`, {
      remedy,
      cause: lastError,
    });
  };
  const again = (): void => {
    if (closed) return;
    const pause = Math.min(longest, shortest * 2 ** Math.min(attempts++, 10));
    timer = setTimeout(attempt, pause * (0.5 + Math.random() / 2));
  };
  const attempt = (): void => {
    const made = connect(options, stream);
    client = made;
    let up = false;
    made.on("connect", () => {
      attempts = 0;
      up = true;
      connectedOnce = true;
      options.change(made);
      started.resolve();
    });
    made.on("message", options.hear);
    made.on("error", (error) => {
      lastError = error;
      if (!connectedOnce && refusals[codeOf(error)]) {
        closed = true;
        started.reject(unreachable());
      }
    });
    made.once("close", () => {
      if (up) options.change(undefined);
      made.end(true);
      again();
    });
  };

  attempt();
  return {
    async first(timeout, signal) {
      const limit = setTimeout(() => started.reject(unreachable()), timeout);
      const cancel = (): void => started.reject(new Fault("CANCELLED", "Connecting was cancelled."));
      signal?.addEventListener("abort", cancel, { once: true });
      if (signal?.aborted) cancel();
      try {
        await started.promise;
      } finally {
        clearTimeout(limit);
        signal?.removeEventListener("abort", cancel);
      }
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      if (client) await end(client);
    },
  };
}

/** Waits for what is not acknowledged yet, but not for a broker that never answers. */
async function end(client: MqttClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const limit = setTimeout(() => {
    client.stream.destroy();
    resolve();
  }, patience);
  client.end(!client.connected, () => resolve());
  await promise;
  clearTimeout(limit);
}

function connect(options: LinkOptions, stream: ReturnType<typeof streamTo>): MqttClient {
  return new MqttClient(stream as ConstructorParameters<typeof MqttClient>[0], {
    clientId: options.id,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    protocolVersion: 4,
    clean: true,
    keepalive,
    // Each connection is a client of its own: what waits, and what is subscribed, core/bus/remote.ts knows.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    connectTimeout: 10_000,
    will: { ...options.will(), qos: 1, retain: true },
  });
}

function reason(error: Error | undefined): string {
  if (!error) return ": nothing answers.";
  return `: ${error.message || ("code" in error ? String(error.code) : "connection failed")}.`;
}
