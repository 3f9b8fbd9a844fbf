/** A minute in a house in which things break: every turn ends with an answer or a reason. The long form is `npm run bench -- soak`. */
import { expect, it } from "vitest";
import { soak } from "../bench/soak/run.ts";

it("no turn is lost in 60 turns with killed processes, cut links, reloads and garbage", async () => {
  const told: string[] = [];
  const result = await soak({
    turns: 60,
    seed: 7,
    rooms: 4,
    faultsEvery: 2500,
    log: (text) => void told.push(text),
  });
  const deeds = Object.keys(result.deeds);
  expect(result.lost, told.join("\n")).toEqual([]);
  expect(result.unexplained, told.join("\n")).toEqual([]);
  expect(deeds.filter((deed) => deed.startsWith("lost"))).toEqual([]);
  expect(result.survived).toBe(true);
  expect(result.turns).toBeGreaterThanOrEqual(60);
  expect(result.outcomes.done ?? 0).toBeGreaterThan(result.turns / 2);
}, 600_000);
