/** Scenarios: who says what where and when, played in virtual time through the real dialog, its skills and satellites; models are stand-ins. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { unmet } from "../../core/replay/compare.ts";
import type { Played } from "../../core/replay/play.ts";
import { runWorlds } from "../../core/replay/run.ts";
import { readScenario } from "../../core/replay/script.ts";

const folder = join(import.meta.dirname, "scenarios");
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
const read = (file: string) => readScenario(textOf(file), (home) => JSON.parse(textOf(home)));

const scenarios = files.map((file) => ({ file, ...read(file) }));
let played: ReadonlyMap<string, Played>;
beforeAll(async () => {
  const all = await runWorlds({ worlds: scenarios.map(({ world }) => world), virtual: true });
  played = new Map(all.map((one, at) => [scenarios[at]?.file ?? "", one]));
}, 600_000);

describe("scenarios", () => {
  it("there are enough of them", () => expect(files.length).toBeGreaterThanOrEqual(10));

  it.each(scenarios)("$file: $name", ({ file, expected }) => {
    expect(expected.length).toBeGreaterThan(0);
    expect(unmet(expected, played.get(file)?.turns ?? [])).toEqual([]);
    expect(played.get(file)?.faults).toEqual([]);
  });

  it("a scenario that does not come true is told, and so is a turn that nobody expects", () => {
    const { expected } = read("one-command.jsonl");
    const turns = played.get("one-command.jsonl")?.turns ?? [];
    const wrong = expected.map((one) => ({ ...one, said: "The bedroom light is on." }));
    expect(unmet(wrong, turns)).toMatchObject([{ field: "said", got: "The kitchen light is on." }]);
    expect(unmet([], turns)).toMatchObject([{ field: "turn", wanted: undefined }]);
  });
});
