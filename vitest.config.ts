/** Two groups of tests: quick ones side by side, then those with real models one after the other, so that they have the machine. */
import { defineConfig } from "vitest/config";

const withModels = [
  "test/e2e/**/*.test.ts",
  "test/plugins/**/*.test.ts",
  "test/kit/**/*.test.ts",
  "test/house/commands.test.ts",
];

export default defineConfig({
  test: {
    // Most tests wait for sockets and processes more than they compute.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          setupFiles: ["test/seed.ts"],
          include: ["test/**/*.test.ts"],
          exclude: ["test/interop/**", "node_modules/**", ...withModels],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "models",
          setupFiles: ["test/seed.ts"],
          include: withModels,
          testTimeout: 60_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
