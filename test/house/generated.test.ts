/** What is generated and committed is what its sources say. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { root } from "./tree.ts";

describe("generated files are up to date", () => {
  it.each(["bus-schema/build.ts", "core/host/settings/build.ts"])("%s", (script) => {
    const { status, stderr } = spawnSync(process.execPath, [script, "--check"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});
