/** One signal of several: the first of them aborts it, and one that is let go of keeps nothing. */
import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { either } from "../../../core/flow/either.ts";

it("aborts with the reason of the first, also of one that was aborted before", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const { signal } = either(a.signal, b.signal);
  expect(signal.aborted).toBe(false);
  b.abort("b");
  a.abort("a");
  expect(signal.reason).toBe("b");
  expect(either(a.signal, b.signal).signal.reason).toBe("a");
});

it.each([
  ["it is let go of", (one: Disposable) => one[Symbol.dispose]()],
  ["one of them aborted", (_: Disposable, { abort }: { abort(): void }) => abort()],
])("nobody listens to the others once %s", (_what, end) => {
  const [a, b] = [new AbortController(), new AbortController()];
  end(either(a.signal, b.signal), { abort: () => a.abort() });
  for (const { signal } of [a, b]) expect(getEventListeners(signal, "abort")).toEqual([]);
});
