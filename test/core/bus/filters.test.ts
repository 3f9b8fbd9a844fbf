/** The trie of network filters against the plain rule of MQTT 3.1.1 section 4.7. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { createFilters } from "../../../core/bus/filters.ts";

function plain(filter: string, topic: string): boolean {
  const wanted = filter.split("/");
  const levels = topic.split("/");
  for (const [index, level] of wanted.entries()) {
    if (level === "#") return true;
    if (levels[index] === undefined || (level !== "+" && level !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}

const level = fc.constantFrom("a", "b", "", "c");
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join("/"));
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant("+")), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, open]) => [...levels, ...(open ? ["#"] : [])].join("/"));

it("match what the rule matches, also after some were taken away", () => {
  fc.assert(
    fc.property(
      fc.array(filter, { maxLength: 8 }),
      fc.array(filter, { maxLength: 4 }),
      topic,
      (kept, passing, said) => {
        const filters = createFilters();
        for (const one of [...kept, ...passing]) filters.add(one);
        for (const one of passing) filters.remove(one);
        expect(filters.matches(said)).toBe(kept.some((one) => plain(one, said)));
        expect(filters.size).toBe(kept.length);
      },
    ),
  );
});

it("forget everything when all are taken away, and mind no stranger", () => {
  const filters = createFilters();
  filters.add("a/+");
  filters.remove("never/added");
  filters.remove("a/+");
  filters.remove("a/+");
  expect([filters.size, filters.matches("a/b")]).toEqual([0, false]);
});
