/** Rules of the house that a linter does not know: small files, a first sentence, no machine's path, no registry's name. */
import { describe, expect, it } from "vitest";
import { read, sources } from "./tree.ts";

const code = sources(["bus-schema", "core", "plugins", "skills", "test"]).filter(
  (file) => !file.includes("generated"),
);
const all = [...code, ...sources(["."], ".md"), ...sources(["."], ".json"), ...sources(["."], ".yaml")];

describe("house style", () => {
  it("no file is longer than 300 lines", () => {
    expect(code.filter((file) => read(file).split("\n").length > 301)).toEqual([]);
  });
  it("every file says first why it exists", () => {
    expect(code.filter((file) => !/^(#!.*\n)?\/\*\*? ?\S|^\/\/ \S/.test(read(file)))).toEqual([]);
  });
  it("nothing is left open or silenced", () => {
    const marks =
      /\b(TODO|FIXME|XXX|HACK)\b|: any(?=[;,)\]>=|}]| =)|as any\b|@ts-ignore|@ts-expect-error|biome-ignore/;
    expect(code.filter((file) => file !== "test/house/style.test.ts" && marks.test(read(file)))).toEqual([]);
  });
  it("no machine's path and no registry's address stands anywhere", () => {
    const places = /(^|[^a-zA-Z0-9._-])\/(work|farm|root)\/[a-z.]|registry\.npmjs|"resolved": "http/m;
    expect(all.filter((file) => file !== "test/house/style.test.ts" && places.test(read(file)))).toEqual([]);
  });
});
