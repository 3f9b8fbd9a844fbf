/** Long thinking is told of, a few times and not while somebody is asked. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openFiller } from "../../../../core/dialog/think/say/filler.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  ["after a while, and once more", false, 60_000, 2],
  ["not at once", false, 3000, 0],
  ["not while a question waits", true, 60_000, 0],
])("says that it still thinks: %s", (_, held, ms, count) => {
  const begun = Date.now();
  let silentSince = begun;
  const said: string[] = [];
  const pauses = {
    held: () => held,
    hold: () => ({ [Symbol.dispose]() {} }),
    join: () => ({ [Symbol.dispose]() {} }),
  };
  using _filler = openFiller(
    { pauses },
    {
      silent: () => Date.now() - silentSince,
      say(phrase) {
        said.push(phrase);
        silentSince = Date.now();
      },
    },
  );
  vi.advanceTimersByTime(ms);
  expect(said).toEqual(Array(count).fill("still-thinking"));
});
