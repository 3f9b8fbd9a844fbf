/** The page of settings says of each whether it is needed, and when. */
import { expect, it } from "vitest";
import { page } from "../../../../core/host/settings/page.ts";

const text = { type: "string" } as const;
const pair = { type: "object", properties: { per: text, note: text }, required: ["per"] } as const;

it.each([
  ["stands in what may be absent", { price: pair }, [], "price.per", "(needed with `price`)"],
  ["stands in what is needed", { price: pair }, ["price"], "price.per", "(needed)"],
  ["stands in what is there by itself", { price: { ...pair, default: {} } }, [], "price.per", "(needed)"],
  ["stands by itself", { key: text }, ["key"], "key", "(needed)"],
  ["may be absent", { price: pair }, [], "price.note", ""],
  [
    "has a name before it",
    { of: { type: "object", additionalProperties: pair } },
    [],
    "of.NAME.per",
    "(needed)",
  ],
])("an option that %s", (_, properties, required, path, standard) => {
  const options = { type: "object", properties, required };
  const lines = page({}, [{ name: "p", about: "", options }]).split("\n");
  const row = lines.find((line) => line.startsWith(`| \`${path}\` |`));
  expect(row?.split("|")[3]?.trim()).toBe(standard);
});
