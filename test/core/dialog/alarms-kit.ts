/** Alarms on a real bus and a real store, with a clock that a test sets and a ring that it answers. */
import type { Bus, Messages } from "hearsay";
import { type Broker, startBroker } from "../../../core/bus/broker.ts";
import { newId } from "../../../core/bus/id.ts";
import { type Alarms, startAlarms } from "../../../core/dialog/alarms.ts";
import { type HubStore, openStore, type StoredAlarm } from "../../../core/store/index.ts";

type Answer = "heard" | "failed";

export interface Bench extends AsyncDisposable {
  readonly bus: Bus;
  readonly store: HubStore;
  /** Names of what rang, in order. */
  readonly rung: string[];
  /** alarm/rang, as `room name`. */
  readonly said: string[];
  /** Retained states: `name phase`, by id. */
  readonly states: Map<string, string>;
  readonly faults: string[];
  alarms: Alarms;
  now: number;
  /** Wall clock only: the clock was set, no time passed. */
  stepped: number;
  ring: (alarm: StoredAlarm, signal: AbortSignal) => Promise<Answer>;
  set(changes?: Partial<Messages["alarm/set"]>): Promise<{ alarm: string; at: number }>;
  clear(which?: Messages["alarm/clear"]): Promise<readonly string[]>;
  /** Time passes. */
  pass(ms: number): Promise<void>;
  /** Ends the alarms as a crash would leave the store, and starts them again so many ms later. */
  restart(ms?: number): Promise<void>;
}

export const minute = 60_000;

export async function openBench(start: { now?: number; stray?: string } = {}): Promise<Bench> {
  const broker: Broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined });
  const store = await openStore({ memory: true });
  const bus = broker.bus("client/test");
  const hub = broker.bus("hub/alarms");
  if (start.stray) await strayState(hub, start.stray);
  const bench = {
    bus,
    store,
    rung: [],
    said: [],
    states: new Map(),
    faults: [],
    now: start.now ?? Date.UTC(2026, 10, 20, 12),
    stepped: 0,
    ring: async () => "heard",
    set: (changes = {}) => bus.ask("alarm/set", {}, { ...pasta, ...changes }),
    clear: async (which = {}) => (await bus.ask("alarm/clear", {}, which)).cleared,
    async pass(ms) {
      bench.now += ms;
      await bench.alarms.check();
    },
    async restart(ms = 0) {
      await bench.alarms[Symbol.asyncDispose]();
      bench.now += ms;
      bench.alarms = await run();
      await bench.alarms.check();
    },
    async [Symbol.asyncDispose]() {
      await bench.alarms[Symbol.asyncDispose]();
      await broker.close();
      await store.close();
    },
  } as Omit<Bench, "alarms"> as Bench;
  const run = (): Promise<Alarms> =>
    startAlarms({
      bus: hub,
      store: store.alarms,
      bootId: newId(),
      now: () => bench.now + bench.stepped,
      elapsed: () => bench.now,
      ring: (alarm, signal) => {
        bench.rung.push(alarm.name);
        return bench.ring(alarm, signal);
      },
    });
  await watch(bench);
  bench.alarms = await run();
  return bench;
}

const pasta: Messages["alarm/set"] = {
  name: "pasta",
  kind: "timer",
  after: minute,
  site: "kitchen",
  skill: "timer",
  language: "en",
  data: { name: "pasta" },
};

/** What an earlier run left on a broker that keeps its states. */
async function strayState(hub: Bus, id: string): Promise<void> {
  const body = { name: "old", kind: "timer", at: 1, site: "kitchen", skill: "timer", phase: "set" } as const;
  await hub.publish("alarm/changed", { alarm: id }, { ...body, bootId: newId() });
}

async function watch({ bus, said, states, faults }: Bench): Promise<void> {
  await bus.on("alarm/rang", {}, ({ where, body }) => void said.push(`${where.site} ${body.name}`));
  await bus.on("fault", {}, ({ body }) => void faults.push(body.code));
  await bus.on(
    "alarm/changed",
    {},
    ({ where, body }) => void states.set(where.alarm, `${body.name} ${body.phase}`),
    ({ alarm }) => void states.delete(alarm),
  );
}

/** Resolves when what was said has reached everybody. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
