/** Long work in slices: what else is due runs in between, all that is yielded is heard, and it can be given up. */
import { expect, test } from "vitest";
import { inSlices } from "../../../core/flow/slices.ts";

/** Steps that take a millisecond of the processor each. */
function* steps(count: number): Generator<number, string> {
  for (let step = 0; step < count; step++) {
    const until = performance.now() + 1;
    while (performance.now() < until);
    yield step;
  }
  return "done";
}

test("everything is done in order, and others have their turn meanwhile", async () => {
  let turns = 0;
  const other = setInterval(() => turns++, 1);
  const heard: number[] = [];
  const result = await inSlices(steps(60), { each: (step) => heard.push(step) });
  clearInterval(other);
  expect([result, heard]).toEqual(["done", Array.from({ length: 60 }, (_, step) => step)]);
  expect(turns).toBeGreaterThan(2);
});

test("it ends when it is given up", async () => {
  const given = new AbortController();
  let last = 0;
  setTimeout(() => given.abort(new Error("enough")), 10);
  const work = inSlices(steps(5000), { each: (step) => (last = step), signal: given.signal });
  await expect(work).rejects.toThrow("enough");
  expect(last).toBeLessThan(4000);
});
