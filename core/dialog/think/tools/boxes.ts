/** Keeps what tools others lend to the house: plugins, and the servers that they speak for. */
import type { Bus, Messages } from "../../../contract/index.ts";

export type Box = Messages["tool/state"] & { readonly instance: string };

export interface Boxes extends AsyncDisposable {
  all(): readonly Box[];
}

export async function openBoxes(bus: Bus): Promise<Boxes> {
  const boxes = new Map<string, Box>();
  const states = await bus.on(
    "tool/state",
    {},
    ({ where: { instance }, body }) => void boxes.set(instance, { ...body, instance }),
    ({ instance }) => void boxes.delete(instance),
  );
  return {
    all: () => [...boxes.values()],
    [Symbol.asyncDispose]: () => states[Symbol.asyncDispose](),
  };
}
