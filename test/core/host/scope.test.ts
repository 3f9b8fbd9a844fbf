/** Scopes: everything is released, last first, whatever goes wrong. */
import { expect, it } from "vitest";
import type { Fault } from "../../../core/contract/index.ts";
import { createScope } from "../../../core/host/scope.ts";

function watched(limitMs?: number) {
  const troubles: Fault[] = [];
  const order: string[] = [];
  const scope = createScope((fault) => troubles.push(fault), limitMs);
  const thing = (name: string, act: () => unknown = () => {}) => ({
    async [Symbol.asyncDispose]() {
      order.push(name);
      await act();
    },
  });
  return { scope, troubles, order, thing };
}

it("disposes last first, after the signal", async () => {
  const { scope, order, thing } = watched();
  for (const name of ["a", "b", "c"]) scope.own(thing(name, () => order.push(String(scope.signal.aborted))));
  await scope[Symbol.asyncDispose]();
  expect(order).toEqual(["c", "true", "b", "true", "a", "true"]);
});

it("goes on when one throws", async () => {
  const { scope, order, troubles, thing } = watched();
  scope.own(thing("a"));
  scope.own(thing("b", () => Promise.reject(new Error("stuck"))));
  await scope[Symbol.asyncDispose]();
  expect(order).toEqual(["b", "a"]);
  expect(troubles.map(({ message }) => message)).toEqual([
    "Something it owned could not be released: stuck.",
  ]);
});

it("leaves behind what hangs", async () => {
  const { scope, order, troubles, thing } = watched(20);
  scope.own(thing("a"));
  scope.own(thing("b", () => new Promise(() => {})));
  await scope[Symbol.asyncDispose]();
  expect(order).toEqual(["b", "a"]);
  expect(troubles[0]?.code).toBe("JOB_TIMEOUT");
});

it("takes nothing twice, and what comes too late at once", async () => {
  const { scope, order, thing } = watched();
  const first = scope.own(thing("a"));
  scope.disown(first);
  await Promise.all([scope[Symbol.asyncDispose](), scope[Symbol.asyncDispose]()]);
  scope.own(thing("late"));
  expect(order).toEqual(["late"]);
});
