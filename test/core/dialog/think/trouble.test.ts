/** What goes wrong while a language model thinks: who comes next, what is told, what it may cost, and how it is cut. */
import { describe, expect, it } from "vitest";
import { Fault, type Persona, type Thinker, type ToolBox } from "../../../../core/contract/index.ts";
import { openStore } from "../../../../core/store/index.ts";
import { tempFolder } from "../../../kit/small.ts";
import { hearsInTurn } from "../questions/kit.ts";
import { failing, loudness } from "../stage.ts";
import { smallHouse } from "./house.ts";
import { calls, openThoughtful, says, scripted, silence, used } from "./kit.ts";

const limits = (more: Partial<Persona["limits"]>): Persona["limits"] => ({
  rounds: 2,
  firstWord: 8000,
  whole: 60_000,
  answerTokens: 100,
  tools: 24,
  ...more,
});

const fine = () => scripted(() => says("Here is another one."));
const broken: Thinker = { think: failing };

describe("a chain of language models", () => {
  const silent = scripted(async function* ({ signal }) {
    yield* says(" ");
    await silence(signal);
  });
  const halting = scripted(async function* ({ signal }) {
    yield* says("I was about");
    await silence(signal);
  });
  it.each([
    ["fails", broken, 8000],
    ["says nothing", scripted(() => []), 8000],
    ["says only blanks", scripted(() => says("  \n")), 8000],
    ["is too slow", silent, 300],
    ["stops before its first clause was said", halting, 300],
  ])("goes on with the next one where the first %s", async (_, first, firstWord) => {
    const second = fine();
    await using stage = await openThoughtful({ first, second }, { limits: limits({ firstWord }) });
    expect(await stage.type("tell me one")).toMatchObject({ outcome: "done", reply: "Here is another one." });
    expect(second.asked.length).toBe(1);
  });

  it("ends an answer honestly that breaks off once it was begun, and asks nobody else", async () => {
    const second = fine();
    const first = scripted(async function* () {
      yield* says("This is how it begins. And then ");
      throw new Fault("JOB_FAILED", "It broke.");
    });
    await using stage = await openThoughtful({ first, second });
    expect(await stage.type("tell me one")).toMatchObject({
      outcome: "failed",
      code: "JOB_FAILED",
      reply: "This is how it begins. Sorry, I cannot finish that thought.",
    });
    expect(second.asked).toEqual([]);
  });

  it("says so where none of them can", async () => {
    await using stage = await openThoughtful({ first: broken, second: broken });
    expect(await stage.type("tell me one")).toMatchObject({
      outcome: "failed",
      reply: "Sorry, I cannot think about that just now.",
    });
  });

  it("leaves one alone that failed three times", async () => {
    let asked = 0;
    const first: Thinker = {
      think() {
        asked++;
        return failing();
      },
    };
    await using stage = await openThoughtful({ first, second: fine() });
    for (const word of ["one", "two", "three", "four"]) await stage.type(`tell me ${word}`);
    expect(asked).toBe(3);
  });

  it("uses only those that are meant for the language", async () => {
    const other = fine();
    const think = [{ plugin: "first", languages: ["de"] }, { plugin: "second" }];
    await using stage = await openThoughtful({ first: other, second: fine() }, { think });
    await stage.type("tell me one");
    expect(other.asked).toEqual([]);
  });
});

it("is over when all the thinking of a turn took too long", async () => {
  const slow = scripted(async function* ({ signal }) {
    yield* says("Well, this is the first. ", "And ");
    await silence(signal);
  });
  await using stage = await openThoughtful({ slow }, { limits: limits({ whole: 400 }) });
  expect(await stage.type("tell me one")).toMatchObject({ outcome: "failed", code: "JOB_TIMEOUT" });
  expect(slow.cancelled).toBe(1);
});

it("stops a model that goes on for ever", async () => {
  const endless = scripted(async function* ({ signal }) {
    while (!signal.aborted) {
      yield* says("And so on. ");
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  await using stage = await openThoughtful({ endless });
  const { outcome, reply } = await stage.type("tell me all");
  expect(outcome).toBe("done");
  expect(reply.length).toBeLessThan(4000);
  expect(endless.cancelled).toBe(1);
});

describe("a day's budget", () => {
  it.each([
    ["tokens", { dayTokens: 100 }, used(60, 25), used(10, 10)],
    ["money", { dayCost: 0.01 }, used(1, 1, 0.0085), used(1, 1, 0.002)],
  ])("of %s is told of when most is spent, and kept across a restart", async (_, more, first, second) => {
    const { path } = await tempFolder();
    const thinker = () => scripted(() => [...says("So it is."), first]);
    const persona = { limits: limits(more) };
    const file = `${path}/hub.db`;
    {
      await using store = await openStore({ file });
      await using stage = await openThoughtful({ mind: thinker() }, persona, { store });
      expect((await stage.type("tell me one")).reply).toMatch(/^So it is\. By the way, .*most/);
    }
    await using store = await openStore({ file });
    const mind = scripted(() => [...says("So it is."), second]);
    await using stage = await openThoughtful({ mind }, persona, { store });
    expect((await stage.type("tell me two")).reply).toBe("So it is.");
    const spent = await stage.type("tell me three");
    expect(spent).toMatchObject({ outcome: "failed", code: "THINK_SPENT" });
    expect(spent.reply).toMatch(/Simple commands still work\.$/);
    expect(mind.asked.length).toBe(1);
    expect(await stage.type("turn on the lamp")).toMatchObject({ reply: "The lamp is on." });
  });

  it("counts what a service does not count, and what was cut", async () => {
    const mind = scripted(() => says("So it is."));
    await using stage = await openThoughtful({ mind }, { limits: limits({ dayTokens: 50 }) });
    await stage.type("tell me one");
    expect(await stage.type("tell me two")).toMatchObject({ code: "THINK_SPENT" });
  });
});

it("is cut with its turn: the job ends, and the talk shows what was heard", async () => {
  const cut = scripted(async function* ({ signal }, round) {
    if (round > 1) return yield* says("All right.");
    yield* says("This is the beginning. ");
    for (let word = 0; word < 40; word++) yield* says(`And number ${word} of many. `);
    await silence(signal);
  });
  await using stage = await openThoughtful({ cut });
  await stage.room("kitchen");
  const answer = stage.type("tell me a story");
  await stage.next("session/state", ({ body }) => body.phase === "speaking");
  await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
  expect((await answer).outcome).toBe("cancelled");
  expect(cut.cancelled).toBe(1);
  const said = await stage.next("reply/finished");
  expect(said.body.text.startsWith(said.body.heard)).toBe(true);
  expect(said.body.heard.length).toBeLessThan(said.body.text.length);
  await stage.type("go on with that");
  expect(cut.asked[1]?.messages.at(-2)).toMatchObject({
    role: "assistant",
    text: said.body.heard === "" ? "(nothing was heard)" : said.body.heard,
  });
});

it("is cut in the middle of a lent tool, which ends too", async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const box: ToolBox = {
    tools: [{ name: "search", about: "Searches.", parameters: { type: "object" }, risk: "none" }],
    async call(_, { signal }) {
      signal.addEventListener("abort", () => ended.resolve());
      begun.resolve();
      return await silence(signal);
    },
  };
  const mind = scripted(() => [calls("net__search")]);
  await using stage = await openThoughtful({ mind }, { tools: ["net"] });
  await stage.offer("tool", "net", box);
  await stage.room("kitchen");
  const answer = stage.type("search for it");
  await begun.promise;
  await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
  await ended.promise;
  expect((await answer).outcome).toBe("cancelled");
});

it("does not begin what it is cut before", async () => {
  const { skills, deeds } = smallHouse();
  const mind = scripted(async function* ({ signal }) {
    yield calls("home__dim", { level: 3 });
    await silence(signal);
  });
  await using stage = await openThoughtful({ mind }, {}, { skills });
  await stage.room("kitchen");
  const answer = stage.type("make it cosier");
  while (mind.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
  expect((await answer).outcome).toBe("cancelled");
  expect(deeds).toEqual([]);
});

it("does not think about talk that is not meant for it, in an ear that was left open", async () => {
  const mind = scripted(() => says("I think so."));
  await using stage = await openThoughtful({ mind }, {}, { followUp: 1500 });
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", hearsInTurn("turn on the lamp", "I told him yesterday"));
  const room = await stage.room("den");
  await stage.bus.publish("listen/start", { site: "den" }, { reason: "button", stream: room.stream });
  await room.open();
  await room.speak(8, true);
  await room.speak(12, false);
  await stage.next("session/state", ({ body }) => body.phase === "listening" && body.openUntil !== undefined);
  await room.speak(8, true);
  await room.speak(30, false);
  await stage.nth("turn/finished", 2);
  expect(mind.asked).toEqual([]);
});
