/** The tests with foreign programs; run apart, because they install things and take their time. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/interop/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 180_000,
  },
});
