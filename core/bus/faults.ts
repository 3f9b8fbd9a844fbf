/** Says `fault` on the bus when messages are dropped, seldom enough that a broken peer cannot flood it. */
import type { Messages } from "../../bus-schema/index.ts";
import { Fault } from "../contract/index.ts";

export interface FaultReporter extends Disposable {
  /** Reports a fault; the same one again within the pause is only counted and said with its count afterwards. */
  report(fault: Fault, kind?: string): void;
}

/** ms between two reports of the same fault. */
const pause = 10_000;
/** Different faults kept track of; what comes beyond is said under one name. */
const variety = 200;

export function createFaultReporter(say: (body: Messages["fault"]) => unknown): FaultReporter {
  const waiting = new Map<string, { count: number; timer: NodeJS.Timeout; body: Messages["fault"] }>();

  const tell = (key: string, body: Messages["fault"]): void => {
    const timer = setTimeout(() => {
      const held = waiting.get(key);
      waiting.delete(key);
      if (held && held.count > 0) tell(key, { ...held.body, count: held.count });
    }, pause).unref();
    waiting.set(key, { count: 0, timer, body });
    say(body);
  };

  return {
    report(fault, kind) {
      const known = `${fault.code} ${kind ?? ""} ${fault.path ?? ""}`;
      const key = waiting.has(known) || waiting.size < variety ? known : "others";
      const held = waiting.get(key);
      if (held) {
        held.count++;
        return;
      }
      const { code, message, remedy, path } = fault;
      tell(key, {
        code,
        message: message.slice(0, 4096),
        remedy,
        count: 1,
        ...(kind === undefined ? {} : { kind }),
        ...(path === undefined ? {} : { path }),
      });
    },
    [Symbol.dispose]() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

/** Anything a check threw, as the fault it is. */
export function faultFrom(thrown: unknown): Fault {
  return thrown instanceof Fault ? thrown : new Fault("INTERNAL", "A check failed.", { cause: thrown });
}
