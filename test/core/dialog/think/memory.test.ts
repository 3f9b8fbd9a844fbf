/** What a language model is shown of earlier talk, and facts about people: kept, limited, forgotten. */
import { afterEach, describe, expect, it } from "vitest";
import type { Messages, Persona } from "../../../../core/contract/index.ts";
import { factLimits, openFacts } from "../../../../core/dialog/think/memory/facts.ts";
import { forgetWith } from "../../../../core/dialog/think/memory/forget.ts";
import { memoryFor } from "../../../../core/dialog/think/memory/index.ts";
import { pauseMs } from "../../../../core/dialog/think/memory/talk.ts";
import type { StoredFact } from "../../../../core/store/index.ts";
import { openStore } from "../../../../core/store/index.ts";
import { busFor } from "../../../kit/bus-for.ts";
import { personaWith } from "../../../kit/persona.ts";
import { silentLog } from "../stage.ts";

let open: AsyncDisposableStack | undefined;
afterEach(async () => open?.disposeAsync());

const hour = 3_600_000;
const noon = 20_000 * 24 * hour;

const turnAt = (at: number, more: object = {}) => ({
  site: "kitchen",
  record: {
    turn: `t${at}`,
    at,
    reason: "text" as const,
    language: "en",
    text: `asked ${at - noon}`,
    outcome: "done" as const,
    reply: `answered ${at - noon}`,
    parts: [],
    stages: [],
    ...more,
  },
});

async function housed() {
  open = new AsyncDisposableStack();
  const { notes } = open.use(await openStore({ memory: true }));
  return { notes, log: silentLog };
}

describe("a model is shown", () => {
  const ada = personaWith({ name: "ada", memory: { turns: 3, summary: true, facts: "told" } });
  it.each<[string, ReturnType<typeof turnAt>[], number[]]>([
    ["the last turns, oldest first", [1, 2, 3, 4].map((n) => turnAt(noon - n)), [-3, -2, -1]],
    ["no turn of another persona", [turnAt(noon - 1, { persona: "eve" }), turnAt(noon - 2)], [-2]],
    ["no turn without words", [turnAt(noon - 1, { text: "" }), turnAt(noon - 2)], [-2]],
    ["nothing from before a long pause", [turnAt(noon - 1), turnAt(noon - 2 - pauseMs)], [-1]],
    ["nothing of a talk that is over", [turnAt(noon - 1 - pauseMs)], []],
    ["nothing of somebody who is known", [{ ...turnAt(noon - 1), person: "bob" } as never], []],
  ])("%s", async (_what, kept, times) => {
    const house = { ...(await housed()), talked: async () => kept };
    const { turns } = await memoryFor(house, { site: "kitchen", persona: ada }, noon);
    expect(turns).toEqual(times.map((at) => ({ heard: `asked ${at}`, reply: `answered ${at}` })));
  });

  it("of an answer that was cut, what was heard", async () => {
    const house = { ...(await housed()), talked: async () => [turnAt(noon - 1, { heard: "answ" })] };
    const { turns } = await memoryFor(house, { site: "kitchen", persona: ada }, noon);
    expect(turns).toEqual([{ heard: "asked -1", reply: "answ" }]);
  });

  const summary = { persona: "ada", text: "Tea was spoken of.", from: noon - 20, to: noon - 10 };
  it.each<[string, object, Partial<Persona["memory"]>, string | undefined]>([
    ["the room's", { site: "kitchen" }, {}, "Tea was spoken of."],
    ["no other room's", { site: "hall" }, {}, undefined],
    ["no other person's", { person: "bob" }, {}, undefined],
    ["none where it wants none", { site: "kitchen" }, { summary: false }, undefined],
    ["none of a talk that is over", { site: "kitchen", to: noon - 10 - pauseMs }, {}, undefined],
  ])("a summary: %s", async (_what, whose, memory, text) => {
    const house = { ...(await housed()), talked: async () => [turnAt(noon - 1)] };
    await house.notes.keepSummary({ ...summary, ...whose });
    const persona = { ...ada, memory: { ...ada.memory, ...memory } };
    expect((await memoryFor(house, { site: "kitchen", persona }, noon)).summary).toBe(text);
  });

  it.each<[Persona["memory"]["facts"], string | undefined, string[]]>([
    ["told", undefined, ["The cat is called Tom."]],
    ["told", "bob", ["I like tea."]],
    ["never", "bob", []],
  ])("facts, where it keeps them (%s) of who speaks (%s)", async (facts, person, texts) => {
    const house = { ...(await housed()), talked: async () => [] };
    const fact = { language: "en", origin: "told", at: noon } as const;
    await house.notes.keepFact({ ...fact, id: "a", person: "bob", text: "I like tea." });
    await house.notes.keepFact({ ...fact, id: "b", person: "", text: "The cat is called Tom." });
    const persona = { ...ada, memory: { ...ada.memory, facts } };
    expect((await memoryFor(house, { site: "kitchen", person, persona }, noon)).facts).toEqual(texts);
  });

  it("nothing where the store fails", async () => {
    const talked = () => Promise.reject(new Error("broken"));
    const house = { ...(await housed()), talked };
    expect(await memoryFor(house, { site: "kitchen", persona: ada })).toEqual({ facts: [], turns: [] });
  });
});

async function desk(policy: Persona["memory"]["facts"] = "told") {
  const { notes } = await housed();
  const { bus } = (open as AsyncDisposableStack).use(await busFor());
  let now = noon;
  const facts = await openFacts({ bus, notes, policyOf: () => policy, now: () => now++ });
  open?.use(facts);
  const keep = (text: string, more: Partial<Messages["memory/keep"]> = {}) =>
    bus.ask(
      "memory/keep",
      {},
      { text, language: "en", origin: "told", person: "bob", persona: "ada", ...more },
    );
  const texts = async (person = "bob") =>
    (await bus.ask("memory/list", {}, { person })).facts.map(({ text }) => text);
  return { bus, notes, keep, texts };
}

describe("facts", () => {
  it.each<[Persona["memory"]["facts"], Messages["memory/keep"]["origin"], string, string | undefined]>([
    ["told", "told", "I like tea", undefined],
    ["noted", "noted", "I like tea", undefined],
    ["noted", "told", "I like tea", undefined],
    ["told", "noted", "I like tea", "untold"],
    ["never", "told", "I like tea", "never"],
    ["told", "told", "   ", "empty"],
    ["told", "told", "x".repeat(factLimits.longest + 1), "long"],
  ])("where the persona keeps those that are %s, one that is %s: %s", async (policy, origin, text, why) => {
    const { keep, texts } = await desk(policy);
    const { kept, why: said } = await keep(text, { origin });
    expect([kept, said, await texts()]).toEqual([why === undefined, why, why === undefined ? [text] : []]);
  });

  it("are each kept once, told last first", async () => {
    const { keep, texts } = await desk();
    for (const text of ["I like tea", "I am tall"]) expect((await keep(text)).known).toBe(false);
    expect((await keep("i like tea.")).known).toBe(true);
    expect(await texts()).toEqual(["i like tea.", "I am tall"]);
  });

  it.each([
    ["many", factLimits.count, "fact number"],
    ["long", factLimits.characters / 200, "x".repeat(185)],
  ])("that are too %s push out the oldest, and say so", async (_what, most, text) => {
    const { keep, texts } = await desk();
    for (let n = 0; n < most; n++) expect((await keep(`${text} ${n}`.padEnd(200, "."))).kept).toBe(true);
    expect(await texts()).toHaveLength(Math.min(most, factLimits.characters / 200));
    const { dropped } = await keep("z".repeat(200));
    expect(dropped).not.toEqual([]);
    expect(await texts()).toContain("z".repeat(200));
    expect(await texts()).not.toContain(dropped[0]?.text);
  });

  it("of one person are not those of another, and go one by one or all with their summaries", async () => {
    const { bus, notes, keep, texts } = await desk();
    await keep("I like tea");
    await keep("I am tall");
    await keep("We have a cat", { person: undefined } as never);
    const { facts } = await bus.ask("memory/list", {}, { person: "bob" });
    const gone = await bus.ask("memory/forget", {}, { person: "bob", id: facts[0]?.id as string });
    expect(gone.facts).toMatchObject([{ text: "I am tall" }]);
    await notes.keepSummary({ persona: "ada", person: "bob", text: "Tea.", from: 1, to: 2 });
    await notes.keepSummary({ persona: "ada", site: "hall", text: "Cats.", from: 1, to: 2 });
    await bus.ask("memory/forget", {}, { person: "bob", all: true });
    expect([await texts(), await notes.summaries({})]).toMatchObject([[], [{ text: "Cats." }]]);
  });
});

describe("what was forgotten of the turns takes with it", () => {
  const fact = (id: string, more: Partial<StoredFact> = {}): StoredFact => ({
    id,
    person: "bob",
    text: id,
    language: "en",
    origin: "told",
    at: noon,
    ...more,
  });
  it.each([
    [
      "a turn",
      { turns: ["t1"], which: { id: "t1" }, one: { site: "hall", at: noon } },
      ["old", "anybody"],
      ["bob"],
    ],
    ["a person", { turns: [], which: { person: "bob" } }, ["anybody"], ["hall"]],
    ["a time", { turns: ["t1"], which: { since: noon } }, ["old"], []],
    ["a room", { turns: ["t1"], which: { site: "hall" } }, ["old", "anybody"], []],
    ["everything", { turns: [], which: {} }, [], []],
  ])("%s", async (_what, gone, facts, summaries) => {
    const { notes } = await housed();
    await notes.keepFact(fact("learned", { turn: "t1" }));
    await notes.keepFact(fact("old", { at: noon - hour }));
    await notes.keepFact(fact("anybody", { person: "", at: noon + 1 }));
    await notes.keepSummary({ persona: "ada", site: "hall", text: "hall", from: noon - 1, to: noon });
    await notes.keepSummary({ persona: "ada", person: "bob", text: "bob", from: noon - 1, to: noon });
    await forgetWith(notes, gone);
    expect((await notes.facts({})).map(({ id }) => id).toSorted()).toEqual(facts.toSorted());
    expect((await notes.summaries({})).map(({ text }) => text)).toEqual(summaries);
  });
});
