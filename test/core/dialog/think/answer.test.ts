/** What no skill knows is thought about: spoken as it is written, with the talk so far, and silently passed over in an open ear. */
import { expect, it } from "vitest";
import type { Message } from "../../../../core/contract/index.ts";
import { openThoughtful, says, scripted } from "./kit.ts";

it("speaks what a language model answers where no skill fits, and says so in the trace", async () => {
  const thinker = scripted(() => says("It is ", "**blue**, I think. ", "See https://sky.example/why."));
  await using stage = await openThoughtful({ mind: thinker }, { prompt: "You are Ada." });
  const answer = await stage.type("why is the sky blue");
  expect(answer).toMatchObject({ outcome: "done", reply: "It is blue, I think. See sky.example." });
  const recent = (await stage.next("turn/recent")) as Message<"turn/recent">;
  expect(recent.body.turns[0]?.stages.at(-1)).toMatchObject({ stage: "thinker", verdict: "taken" });
  const [asked] = thinker.asked;
  expect(asked?.messages.at(-1)).toEqual({ role: "user", text: "why is the sky blue" });
  expect(asked?.messages[0]?.text).toMatch(/^You are Ada\./);
  expect(asked?.messages[0]?.text).toMatch(/Answer in English/);
});

it("leaves to a skill what it knows", async () => {
  const thinker = scripted(() => says("No."));
  await using stage = await openThoughtful({ mind: thinker });
  expect(await stage.type("turn on the lamp")).toMatchObject({ reply: "The lamp is on." });
  expect(thinker.asked).toEqual([]);
});

it("shows it the talk so far, the newest turns", async () => {
  const thinker = scripted((_, round) => says(`Answer ${round}.`));
  await using stage = await openThoughtful(
    { mind: thinker },
    { memory: { turns: 1, summary: false, facts: "never" } },
  );
  for (const text of ["first thing", "second thing", "third thing"]) await stage.type(text);
  expect(thinker.asked[2]?.messages.slice(1)).toEqual([
    { role: "user", text: "second thing" },
    { role: "assistant", text: "Answer 2." },
    { role: "user", text: "third thing" },
  ]);
});

it("answers as ever without a language model that runs", async () => {
  await using stage = await openThoughtful({}, { think: [{ plugin: "mind" }] });
  expect(await stage.type("why is the sky blue")).toMatchObject({ outcome: "missed" });
  const recent = (await stage.next("turn/recent")) as Message<"turn/recent">;
  expect(recent.body.turns[0]?.stages.at(-1)).toMatchObject({ stage: "thinker", verdict: "absent" });
});

it("gives the first clause to the voice before the second was written", async () => {
  const second = Promise.withResolvers<void>();
  const thinker = scripted(async function* () {
    yield* says("This is the first one. ", "And ");
    await second.promise;
    yield* says("this the second.");
  });
  await using stage = await openThoughtful({ mind: thinker });
  await stage.room("kitchen");
  const answer = stage.type("tell me two things");
  const first = await stage.next("reply/clause");
  expect(first.body.text.trim()).toBe("This is the first one.");
  second.resolve();
  expect((await answer).reply).toBe("This is the first one. And this the second.");
});

it("waits for an answer where it asked something, whatever that is", async () => {
  const thinker = scripted(() => says("Which one do you mean?"));
  await using stage = await openThoughtful({ mind: thinker });
  await stage.type("tell me about it");
  expect((await stage.next("turn/finished")).body.expects).toBe("words");
});
