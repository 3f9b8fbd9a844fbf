/** What the checks of the bus suite share: two clients, and ways to wait. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type AudioFrame, type Bus, Fault } from "../../core/contract/index.ts";
import type { Check } from "./suite.ts";

/** Two clients on one bus; disposing ends both and the bus. */
export interface TwoClients extends AsyncDisposable {
  readonly one: Bus;
  readonly other: Bus;
}
export type BusCheck = Check<TwoClients>;

/** ms until something that must come counts as lost; ms in which something that must not come would have come. */
const patience = 5_000;
export const silence = 80;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the list has so many entries. */
export async function reach(list: readonly unknown[], length: number): Promise<void> {
  const end = Date.now() + patience;
  while (list.length < length && Date.now() < end) await pause(2);
  expect(list.length, "messages heard").toBeGreaterThanOrEqual(length);
}

export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const thrown = await Promise.race([
    work.then(
      () => undefined,
      (error: unknown) => error,
    ),
    pause(patience).then(() => "hangs"),
  ]);
  expect(thrown).toBeInstanceOf(Fault);
  return thrown as Fault;
}

export const session = (phase: "idle" | "listening" | "thinking", persona = "house") => ({
  phase,
  persona,
  language: "en",
  bootId: randomUUID(),
});
export const clause = (index: number) => ({ index, text: `clause ${index}`, position: 0 });
export const frameOf = (sequence: number, data: Uint8Array): AudioFrame => ({
  format: { codec: "pcm", rate: 16_000, channels: 1 },
  stream: 7,
  sequence,
  at: 1_700_000_000_000 + sequence * 20,
  data,
});
