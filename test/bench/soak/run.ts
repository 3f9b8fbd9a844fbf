/** One soak: rooms in which people do things, a house in which things break, and the account of what came of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { connectBus } from "../../../core/bus/remote.ts";
import type { Bus } from "../../../core/contract/index.ts";
import { seeded } from "../../../core/replay/chance.ts";
import { spawnHub } from "../load/hub.ts";
import { type Account, type Accountant, openAccountant } from "./accountant.ts";
import { doSomething } from "./deeds.ts";
import { goWrong } from "./faults.ts";
import { openWire } from "./proxy.ts";
import { openSoakRoom, type SoakRoom } from "./rooms.ts";
import { type Held, retainedIn, watchHeld } from "./watch.ts";

export interface SoakOptions {
  /** It ends when so many have begun. */
  readonly turns: number;
  readonly seed: number;
  readonly rooms: number;
  /** Between two faults, ms, at the median. */
  readonly faultsEvery: number;
  log(text: string): void;
}
export interface SoakResult {
  readonly turns: number;
  readonly minutes: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** How the deeds of people ended; what was refused says why. */
  readonly deeds: Readonly<Record<string, number>>;
  readonly faultsMade: Readonly<Record<string, number>>;
  readonly faultsTold: Readonly<Record<string, number>>;
  /** Problems that turns ended with. */
  readonly problems: Readonly<Record<string, number>>;
  /** Began and did not end. */
  readonly lost: readonly Account[];
  /** Ended without an answer and without a reason. */
  readonly unexplained: readonly Account[];
  /** Ends that did not reach the account, but have a trace: on a busy machine its own link breaks too. */
  readonly learntLater: number;
  /** Connections of the account. */
  readonly connections: number;
  readonly held: Held;
  readonly retained: { readonly before: number; readonly after: number };
  readonly survived: boolean;
}

/** The longest that a turn may still take when nothing more is begun, ms. */
const settleMs = 60_000;

export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { turns, seed, log } = options;
  const chance = seeded(seed);
  await using hub = await spawnHub({ plugins: { use: { "virtual-home": { enabled: true } } } });
  await using parts = new AsyncDisposableStack();
  const wire = parts.use(await openWire(hub.facts.mqtt));
  const bus = parts.use(
    await connectBus({
      url: `mqtt://127.0.0.1:${hub.facts.mqtt}`,
      username: "local",
      password: hub.facts.token,
      by: "client/accountant",
      client: "accountant",
    }),
  );
  const accountant = parts.use(await openAccountant(bus));
  let learntLater = 0;
  const again = bus.onConnection(async (up) => {
    if (up) learntLater += await askTraces(bus, accountant);
  });
  parts.defer(() => again[Symbol.dispose]());
  const rooms: SoakRoom[] = [];
  for (let n = 0; n < options.rooms; n++) {
    rooms.push(parts.use(await openSoakRoom(hub.facts, wire.port, `room${n}`)));
  }
  await sleep(2000);
  const before = await retainedIn(hub);
  const held = watchHeld(hub, () => accountant.turns.size, turns);
  const begun = performance.now();
  const deeds: Record<string, number> = {};
  const faultsMade: Record<string, number> = {};
  const over = new AbortController();
  const count = (of: Record<string, number>, what: string): void => {
    of[what] = (of[what] ?? 0) + 1;
  };
  const living = rooms.map(async (room, index) => {
    const own = seeded(seed + 1000 * (index + 1));
    while (accountant.turns.size < turns) {
      const ending = await doSomething({ room, accountant, chance: own });
      count(deeds, ending);
      if (ending.startsWith("lost")) log(`${room.site}, ${accountant.turns.size} turns: ${ending}`);
      // A link that is down refuses at once; people do not ask a thousand times a second.
      await sleep(20 + own() * 100);
    }
  });
  const breaking = (async () => {
    while (!over.signal.aborted) {
      await sleep(options.faultsEvery * (0.5 + chance()), undefined, { signal: over.signal }).catch(() => {});
      if (over.signal.aborted) return;
      const kind = await goWrong({ hub, bus, wire, rooms, chance, log });
      count(faultsMade, kind);
      log(`${accountant.turns.size} turns, ${kind}, ${accountant.open().length} open`);
    }
  })();
  await Promise.all(living);
  over.abort();
  await breaking;
  const until = performance.now() + settleMs;
  while (accountant.open().length > 0 && performance.now() < until) await sleep(250);
  learntLater += await askTraces(bus, accountant);
  const minutes = Math.round((performance.now() - begun) / 600) / 100;
  const ended = [...accountant.turns.values()];
  return {
    turns: ended.length,
    minutes,
    outcomes: tally(ended.map(({ outcome = "none" }) => outcome)),
    deeds,
    faultsMade,
    faultsTold: accountant.faults,
    problems: tally(ended.flatMap(({ code }) => code ?? [])),
    lost: accountant.open(),
    unexplained: accountant.unexplained(),
    learntLater,
    connections: bus.stats().connections,
    held: held.end(),
    retained: { before, after: await retainedIn(hub) },
    survived: (await hub.costs()).hub.mb > 0,
  };
}

/** Ends those turns of which the house has a trace: it is written when a turn is over, and the last 200 are kept. */
async function askTraces(bus: Bus, accountant: Accountant): Promise<number> {
  let found = 0;
  for (const account of accountant.open()) {
    const kept = await bus.ask("trace/show", {}, { turn: account.turn }).catch(() => undefined);
    if (!kept?.trace || account.outcome !== undefined) continue;
    const { outcome, code } = kept.trace;
    Object.assign(account, { outcome, ...(code === undefined ? {} : { code }) });
    found++;
  }
  return found;
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
