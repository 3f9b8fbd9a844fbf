/** What is said of one plugin on the bus: its retained `plugin/state`, and its failures. */
import { asFault, Fault, type FaultCode, type Messages, problemOf } from "../contract/index.ts";
import type { Loaded } from "./load.ts";
import type { Yard } from "./raise.ts";

export type PluginState = Messages["plugin/state"];
type Phase = Pick<PluginState, "phase" | "progress" | "problem">;
type Offer = { readonly provides: readonly string[]; readonly instances: readonly string[] };

export interface Standing {
  readonly phase: Phase;
  readonly body: PluginState;
  /** From now on it is this. */
  is(loaded: Pick<Loaded, "about" | "kind" | "version">, placement: string): void;
  say(phase: Phase): void;
  /** Says its problem as state and as a fault. */
  fail(fault: Fault, phase: "failed" | "ready"): void;
  clear(): Promise<void>;
}

export function createStanding(yard: Yard, name: string, offer: () => Offer | undefined): Standing {
  let facts: Pick<PluginState, "about" | "kind" | "version" | "placement"> = {
    about: "",
    kind: "plugin",
    version: "0",
    placement: "inline",
  };
  let phase: Phase = { phase: "stopped" };
  const body = (): PluginState => {
    const { provides = [], instances = [] } = offer() ?? {};
    return {
      ...facts,
      ...phase,
      provides: [...provides],
      instances: [...instances],
      bootId: yard.bus.bootId,
    };
  };
  function say(next: Phase): void {
    phase = next;
    yard.bus
      .publish("plugin/state", { plugin: name }, body())
      .catch((error) => yard.logOf(name).warn("Its state could not be said.", { error }));
  }
  return {
    get phase() {
      return phase;
    },
    get body() {
      return body();
    },
    is({ about, kind, version }, placement) {
      facts = { about, kind, version, placement };
    },
    say,
    fail(fault, next) {
      say({ phase: next, problem: problemOf(fault) });
      yard.trouble(name, fault);
    },
    clear: () => yard.bus.clear("plugin/state", { plugin: name }),
  };
}

/** As a fault that has the plugin's name in front, where its message does not tell it. */
export function faultOfPlugin(name: string, thrown: unknown, code: FaultCode): Fault {
  const fault = asFault(thrown, code);
  if (fault.message.includes(name)) return fault;
  const { remedy, retryable, path } = fault;
  const facts = { remedy, retryable, cause: thrown, ...(path === undefined ? {} : { path }) };
  return new Fault(fault.code, `${name}: ${fault.message}`, facts);
}
