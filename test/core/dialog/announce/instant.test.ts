/** The one moment at which rooms begin together. */
import { expect, it } from "vitest";
import { createInstant } from "../../../../core/dialog/announce/instant.ts";

it.each([
  ["rooms that are ready within 200 ms begin together", [0, 200], [400, 400]],
  ["one that is later begins later, and takes others with it", [0, 201, 300], [400, 601, 601]],
  ["a clock that is set back keeps nobody waiting for the old moment", [3_600_000, 0], [3_600_400, 400]],
])("%s", (_, ready, begins) => {
  let now = 0;
  const instant = createInstant(() => now);
  const told = ready.map((at) => {
    now = at;
    return instant();
  });
  expect(told).toEqual(begins);
});
