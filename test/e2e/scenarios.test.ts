/** Scenarios: who says what where and when, played in virtual time through the real dialog, its skills and satellites; models are stand-ins. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unmet } from "../../core/replay/compare.ts";
import { runWorld } from "../../core/replay/run.ts";
import { readScenario } from "../../core/replay/script.ts";

const folder = join(import.meta.dirname, "scenarios");
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
const read = (file: string) => readScenario(textOf(file), (home) => JSON.parse(textOf(home)));

describe("scenarios", () => {
  it("there are enough of them", () => expect(files.length).toBeGreaterThanOrEqual(10));

  it.each(files)("%s", async (file) => {
    const { world, expected } = read(file);
    const { turns, faults } = await runWorld({ world, virtual: true });
    expect(expected.length).toBeGreaterThan(0);
    expect(unmet(expected, turns)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("a scenario that does not come true is told, and so is a turn that nobody expects", async () => {
    const { world, expected } = read("one-command.jsonl");
    const { turns } = await runWorld({ world, virtual: true });
    const wrong = expected.map((one) => ({ ...one, said: "The bedroom light is on." }));
    expect(unmet(wrong, turns)).toMatchObject([{ field: "said", got: "The kitchen light is on." }]);
    expect(unmet([], turns)).toMatchObject([{ field: "turn", wanted: undefined }]);
  });
});
