/** A guess that may not be what was meant goes to whoever can think, and is asked about where nothing comes of that. */
import { describe, expect, it } from "vitest";
import { Fault, type Thinker } from "../../../../core/contract/index.ts";
import { guesses, openHome, type } from "../route/home.ts";
import { failing } from "../stage.ts";
import { calls, says, scripted } from "./kit.ts";

const fan = { skill: "home", intent: "switch", sentence: "turn on the fan", score: 0.6 };
const lock = { skill: "home", intent: "lock", sentence: "unlock the door", score: 0.95 };
const question = "Did you mean: Turn on the fan?";

const tells = () => scripted(() => says("Once upon a time."));
const knowsNothing = () => scripted(() => [{ type: "stop", why: "refused" }]);

async function asked(guess: typeof fan, thinkers: Readonly<Record<string, Thinker>>) {
  const think = Object.keys(thinkers).map((plugin) => ({ plugin }));
  await using stage = await openHome({ persona: { think } });
  await stage.offer("intent", "guesser", guesses(guess));
  for (const [plugin, made] of Object.entries(thinkers)) await stage.offer("think", plugin, made);
  const told = await type(stage, "tell me a story");
  return { ...told, stages: told.recent?.stages.map(({ stage: name, verdict }) => `${name} ${verdict}`) };
}

describe("a guess that would be asked about", () => {
  it("goes to the language model instead", async () => {
    const { reply, finished, stages } = await asked(fan, { mind: tells() });
    expect(reply).toBe("Once upon a time.");
    expect(finished).toMatchObject({ outcome: "done" });
    expect(finished.expects).toBeUndefined();
    expect(stages?.slice(-2)).toEqual(["guess asked", "thinker taken"]);
  });

  it("goes to the next of the chain where the first knows nothing", async () => {
    expect((await asked(fan, { book: knowsNothing(), mind: tells() })).reply).toBe("Once upon a time.");
  });

  const dies: Thinker = {
    async *think() {
      yield* says("Once upon");
      throw new Fault("JOB_FAILED", "It broke.");
    },
  };
  it.each([
    ["there is none", {}, "guess asked"],
    ["it knows nothing", { book: knowsNothing() }, "thinker none"],
    ["it fails", { mind: { think: failing } }, "thinker failed"],
    ["it fails before its first words were said", { mind: dies }, "thinker failed"],
  ])("is asked about where %s", async (_, thinkers, last) => {
    const { reply, finished, stages } = await asked(fan, thinkers);
    expect(reply).toBe(question);
    expect(finished).toMatchObject({ outcome: "done", expects: "yesNo" });
    expect(stages?.at(-1)).toBe(last);
  });

  it("is no excuse for a model that failed when it had done something", async () => {
    const mind = scripted((_, round) => {
      if (round === 1) return [calls("home__switch", { thing: "fan", state: "on" })];
      throw new Fault("JOB_FAILED", "It broke.");
    });
    const { reply, finished } = await asked(fan, { mind });
    expect(reply).not.toContain("Did you mean");
    expect(finished).toMatchObject({ outcome: "failed" });
  });
});

it.each([
  ["is sure is done", { ...fan, score: 0.95 }, "Okay, fan on."],
  ["is sure, but may do harm, is asked about", lock, "Did you mean: Unlock the door?"],
])("a guess that %s without a thought", async (_, guess, reply) => {
  const mind = tells();
  expect((await asked(guess, { mind })).reply).toBe(reply);
  expect(mind.asked).toEqual([]);
});
