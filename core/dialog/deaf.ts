/** Tells of rooms in which no wake word is heard because every detector has as many rooms as it may. */
import type { Bus, Log } from "../contract/index.ts";
import { Fault, problemOf } from "../contract/index.ts";

export interface Deafness extends Disposable {
  /** The rooms that are refused now; all others are heard, or want nothing. */
  note(refused: ReadonlySet<string>): void;
}

/** Rooms come and go in a moment, such as when a process is started again; that is not told, ms. */
const graceMs = 2000;
const remedy =
  "Give the wake-word plugin a higher limit in hearsay.yaml, let some satellites hear wake words themselves, or mute some.";

export function watchDeafness(bus: Bus, log: Log): Deafness {
  const told = new Set<string>();
  let now: ReadonlySet<string> = new Set();
  let timer: NodeJS.Timeout | undefined;

  const say = (site: string, deaf: boolean, problem?: Fault): void => {
    const body = { deaf, ...(problem ? { problem: problemOf(problem) } : {}) };
    bus
      .publish("wake/refused", { site }, body)
      .catch((error) => log.warn("Could not tell a room whether it is heard.", { site, error }));
  };
  function tell(): void {
    timer = undefined;
    const anew = [...now].filter((site) => !told.has(site));
    for (const site of [...told].filter((one) => !now.has(one))) {
      told.delete(site);
      say(site, false);
    }
    if (anew.length === 0) return;
    const [first] = anew;
    const others = anew.length > 1 ? ` and ${anew.length - 1} more` : "";
    const text = `No wake word is heard in ${first}${others}: every detector has as many rooms as it may.`;
    const fault = new Fault("PROVIDER_BUSY", text, { retryable: true, remedy });
    for (const site of anew) {
      told.add(site);
      say(site, true, fault);
    }
    log.warn(text, { rooms: anew.length });
    const { code, message } = problemOf(fault);
    bus.publish("fault", {}, { code, message, remedy, count: anew.length }).catch(() => {});
  }

  return {
    note(refused) {
      now = refused;
      const changed = [...told].some((site) => !now.has(site)) || [...now].some((site) => !told.has(site));
      if (changed) timer ??= setTimeout(tell, graceMs).unref();
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
