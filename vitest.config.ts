/**
 * Three groups of tests: quick ones side by side, then those that start processes, hubs and dialogs, then those with real
 * models one after the other, so that they have the machine.
 */
import { defineConfig } from "vitest/config";
import { systemTests } from "./test/groups.ts";

const withModels = [
  "test/e2e/**/*.test.ts",
  "test/plugins/**/*.test.ts",
  "test/kit/**/*.test.ts",
  "test/house/commands.test.ts",
];
const others = ["test/interop/**", "node_modules/**", ...withModels];
const withSystem = systemTests("test/**/*.test.ts", others);

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
          exclude: [...others, ...withSystem],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "system",
          setupFiles: ["test/seed.ts"],
          include: [...withSystem],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
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
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
