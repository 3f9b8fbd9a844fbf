/** Every fault has its line in docs/faults.md with the very remedy that is shown, every code in use is on the list, and none is idle. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faultCodes } from "../../core/contract/index.ts";
import { read, sources } from "./tree.ts";

const page = readFileSync(new URL("../../docs/faults.md", import.meta.url), "utf8");
const rows = new Map(
  [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$/gm)].map(([, code, what, remedy]) => [
    code,
    { what, remedy },
  ]),
);
const source = sources(["core", "plugins", "skills"]).filter((file) => file !== "core/contract/fault.ts");
const used = new Set(
  source.flatMap((file) => [...read(file).matchAll(/"([A-Z]+(?:_[A-Z]+)*)"/g)].map(([, code]) => code)),
);

describe("faults", () => {
  it.each(Object.entries(faultCodes))("%s is explained", (code, remedy) => {
    expect(rows.get(code)?.what).toMatch(/\w.*\./);
    expect(rows.get(code)?.remedy).toBe(remedy);
  });
  it("the page names no code that does not exist", () => {
    expect([...rows.keys()].filter((code) => !((code as string) in faultCodes))).toEqual([]);
  });
  it("every code can happen", () => {
    expect(Object.keys(faultCodes).filter((code) => !used.has(code))).toEqual([]);
  });
});
