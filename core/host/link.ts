/** What the hub and its child processes say to each other over Node's IPC: supervision only, the house speaks on the bus. */
import type { Place } from "./find.ts";
import type { RunFacts } from "./run.ts";

/** How a child reaches the bus. */
export interface Connect {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly root?: string | undefined;
}

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  readonly retryable?: boolean;
}

export interface LoadOrder extends RunFacts {
  readonly place: Place;
  readonly name: string;
  /** Run the code of this earlier load again instead of reading the files. */
  readonly again?: string;
}

/** From the hub. `key` names one load of a plugin. */
export type Order =
  | { readonly type: "begin"; readonly process: string; readonly connect: Connect; readonly cache: string }
  | { readonly type: "log"; readonly private: boolean }
  | { readonly type: "load"; readonly call: number; readonly key: string; readonly order: LoadOrder }
  | { readonly type: "drain"; readonly call: number; readonly key: string; readonly limit: number }
  | { readonly type: "unload"; readonly call: number; readonly key: string }
  | { readonly type: "kept"; readonly call: number; readonly value?: unknown; readonly problem?: Problem };

export type Begin = Extract<Order, { type: "begin" }>;
export type StoreCall = "get" | "set" | "delete" | "keys";

/** From a child. */
export type Report =
  | { readonly type: "up" }
  | { readonly type: "beat" }
  | { readonly type: "done"; readonly call: number; readonly value?: LoadedThere; readonly problem?: Problem }
  | { readonly type: "trouble"; readonly plugin: string; readonly problem: Problem }
  | {
      readonly type: "say";
      readonly level: "debug" | "info" | "warn" | "error" | "private";
      readonly plugin: string;
      readonly text: string;
      readonly facts?: object;
    }
  | {
      readonly type: "keep";
      readonly call: number;
      readonly plugin: string;
      readonly what: StoreCall;
      readonly given: readonly unknown[];
    };

export interface LoadedThere {
  readonly provides: readonly string[];
  readonly instances: readonly string[];
}

/** A child says that it lives this often, ms. */
export const beatMs = 1000;
