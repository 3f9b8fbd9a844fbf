/** Every kind of message can be checked, and be made ready to be checked before it is said. */
import { expect, it } from "vitest";
import { topics } from "../../../bus-schema/index.ts";
import { prepareChecks } from "../../../core/bus/check.ts";

it("all kinds are made ready, one a step", () => {
  expect([...prepareChecks()]).toHaveLength(Object.keys(topics).length);
});
