/** What a language model may do: skills' intents and lent tools, with checked arguments, while its words go on. */
import { expect, it } from "vitest";
import type { ThinkMessage } from "../../../../core/contract/index.ts";
import { boxOf, listed, smallHouse, withDevices } from "./house.ts";
import { calls, openThoughtful, says, scripted } from "./kit.ts";

const resultsIn = (messages: readonly ThinkMessage[] = []): string[] =>
  messages.flatMap((one) => (one.role === "tool" ? [one.text] : []));

it("offers the intents that the persona allows, with what fills their slots", async () => {
  const { skills } = smallHouse();
  const thinker = scripted(() => says("Hm."));
  await using stage = await openThoughtful(
    { mind: thinker },
    { skills: { deny: ["lamp", "web", "home/breaks"] } },
    { skills },
  );
  await stage.type("what can you do then");
  const tools = thinker.asked[0]?.tools ?? [];
  expect(tools.map(({ name }) => name)).toEqual(["home__dim", "home__unlock", "home__time", "home__name"]);
  expect(tools[0]?.parameters).toEqual({
    type: "object",
    properties: {
      level: { type: "number", minimum: 0, maximum: 100 },
      mood: { enum: ["cosy", "bright"] },
    },
    required: ["level"],
    additionalProperties: false,
  });
});

it("runs a call, tells what the skill said, and speaks only the model's own words", async () => {
  const { skills, deeds } = smallHouse();
  const thinker = scripted((_, round) =>
    round === 1 ? [...says("A moment. "), calls("home__dim", { level: "30" })] : says("It is darker now."),
  );
  await using stage = await openThoughtful({ mind: thinker }, {}, { skills });
  const answer = await stage.type("make it cosier");
  expect(answer).toMatchObject({ outcome: "done", reply: "A moment. It is darker now." });
  expect(deeds).toEqual(["dim 30"]);
  expect(resultsIn(thinker.asked[1]?.messages)).toEqual(["⟦result of the tool: The lamp is at 30.⟧"]);
  const { body } = await stage.next("intent/matched");
  expect(body).toMatchObject({ skill: "home", intent: "dim", slots: { level: 30 }, by: "thinker" });
  expect((await stage.next("turn/recent")).body.turns[0]?.parts).toMatchObject([
    { intent: "dim", outcome: "done" },
  ]);
});

it.each([
  ["out of its bounds", "home__dim", { level: 200 }, /Wrong arguments.*<= 100/],
  ["of no such value", "home__dim", { level: 1, mood: "odd" }, /allowed values: cosy, bright/],
  ["of no such name", "home__dim", { level: 1, colour: "red" }, /colour/],
  ["missing", "home__dim", {}, /level/],
  ["for a tool that is not there", "home__lost", { what: "x" }, /no such tool/],
  ["for a tool with a name that is none", "home dim!", { level: 1 }, /no such tool/],
  ["for a device that is not there", "home__unlock", { door: "gate" }, /nothing is called so: front door/],
  ["for a skill that breaks", "home__breaks", {}, /It failed: SKILL_FAILED/],
])("does nothing with arguments that are %s, and says why", async (_, name, given, why) => {
  const { skills, deeds } = smallHouse();
  const thinker = scripted((_asked, round) => (round === 1 ? [calls(name, given)] : says("I could not.")));
  await using stage = await openThoughtful({ mind: thinker }, {}, { skills });
  await withDevices(stage, [listed("front door")]);
  const answer = stage.type("do something odd");
  expect((await answer).reply).toMatch(/I could not\.$/);
  expect(deeds).toEqual([]);
  expect(resultsIn(thinker.asked[1]?.messages)[0]).toMatch(why);
});

it("does nothing with arguments that could not be read, not even where none are needed", async () => {
  const { skills, deeds } = smallHouse();
  const wrong = "The arguments are no JSON.";
  const thinker = scripted((_asked, round) =>
    round === 1
      ? [{ type: "call", call: { id: "a", name: "home__breaks", arguments: {}, wrong } }]
      : says("I could not."),
  );
  await using stage = await openThoughtful({ mind: thinker }, {}, { skills });
  expect((await stage.type("do something odd")).reply).toMatch(/I could not\.$/);
  expect(deeds).toEqual([]);
  expect(resultsIn(thinker.asked[1]?.messages)[0]).toMatch(/nothing was done: The arguments are no JSON/);
});

it("lets several calls that harm nothing run side by side, and gives their results in order", async () => {
  const { skills } = smallHouse();
  const box = boxOf("a page");
  const both = Promise.withResolvers<void>();
  let running = 0;
  const slow = {
    ...box,
    async call(call: Parameters<typeof box.call>[0], asked: Parameters<typeof box.call>[1]) {
      if (++running === 2) both.resolve();
      await both.promise;
      return await box.call(call, asked);
    },
  };
  const thinker = scripted((_, round) =>
    round === 1
      ? [
          calls("net__search", { text: "one" }, "a"),
          calls("net__search", { text: "two" }, "b"),
          calls("home__time", {}, "c"),
        ]
      : says("Here."),
  );
  await using stage = await openThoughtful({ mind: thinker }, { tools: ["net"] }, { skills });
  await stage.offer("tool", "net", slow);
  expect(await stage.type("search for two things")).toMatchObject({ reply: "Here." });
  expect(box.run).toEqual(['search {"text":"one"}', 'search {"text":"two"}']);
  const tools = thinker.asked[1]?.messages.filter(({ role }) => role === "tool") ?? [];
  expect(tools.map((one) => ("call" in one ? one.call : ""))).toEqual(["a", "b", "c"]);
});

it("lends only the tools that the persona lists, and none that cannot be checked", async () => {
  const thinker = scripted(() => says("Hm."));
  await using stage = await openThoughtful(
    { mind: thinker },
    { tools: ["net"], skills: { allow: ["nothing"] } },
  );
  await stage.offer("tool", "net", boxOf(""));
  await stage.offer("tool", "other", boxOf(""));
  await stage.type("what tools are there");
  expect(thinker.asked[0]?.tools.map(({ name }) => name)).toEqual(["net__search", "net__mail"]);
});

it("ends the rounds of a model that goes on asking", async () => {
  const { skills, deeds } = smallHouse();
  const thinker = scripted((_, round) => [calls("home__time", {}, `c${round}`)]);
  const limits = { rounds: 2, tools: 24, firstWord: 8000, whole: 60_000, answerTokens: 100 };
  await using stage = await openThoughtful({ mind: thinker }, { limits }, { skills });
  expect(await stage.type("go on for ever")).toMatchObject({ outcome: "failed", code: "THINK_STUCK" });
  expect(thinker.asked.length).toBe(3);
  expect(resultsIn(thinker.asked[2]?.messages).at(-1)).toMatch(/answer now/);
  // The calls of the last round harm nothing, and their results are for nobody.
  expect(deeds.length).toBeLessThanOrEqual(3);
});

it("remembers what a model did, so that it can be taken up again", async () => {
  const { skills, deeds } = smallHouse();
  const thinker = scripted((_, round) => (round === 1 ? [calls("home__dim", { level: 30 })] : says("Done.")));
  await using stage = await openThoughtful({ mind: thinker }, {}, { skills });
  await stage.type("make it cosier");
  await stage.type("again");
  expect(deeds.slice(0, 1)).toEqual(["dim 30"]);
});

it("lends no more than the persona's limit: what is nearest, and what the last turns used", async () => {
  const { skills } = smallHouse();
  const thinker = scripted((_, round) => (round === 1 ? [calls("home__dim", { level: 30 })] : says("Hm.")));
  const limits = { rounds: 2, tools: 2, firstWord: 8000, whole: 60_000, answerTokens: 100 };
  await using stage = await openThoughtful({ mind: thinker }, { limits }, { skills });
  const lent = () => thinker.asked.at(-1)?.tools.map(({ name }) => name);
  await stage.type("well well");
  expect(lent()).toContain("home__dim");
  expect(lent()).toHaveLength(2);
  await stage.type("unlock what unlocks, and the time in time");
  expect(lent()).toContain("home__dim");
  await stage.type("unlock what unlocks, and the time in time once more");
  await stage.type("unlock what unlocks, and the time in time at last");
  expect(lent()).toEqual(["home__time", "home__unlock"]);
});
