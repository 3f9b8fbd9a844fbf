/** That docs/write-a-skill.md is true: its skill, its test and its pieces run as they stand there. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import type { Bus, Skill } from "hearsay";
import * as front from "hearsay";
import { afterAll, describe, expect, it } from "vitest";
import { placeIn } from "../../core/host/find.ts";
import { loadAt } from "../../core/host/load.ts";
import fansWords from "../../skills/fans/en.json" with { type: "json" };
import { houseFor } from "../kit/house-for.ts";

const guide = await readFile(resolve(import.meta.dirname, "../../docs/write-a-skill.md"), "utf8");
const blocks = [...guide.matchAll(/^```(ts|json)\n(.*?)^```/gms)].map(([, , block = ""]) => block);
const blockWith = (text: string): string => {
  const found = blocks.filter((block) => block.includes(text));
  if (found.length !== 1) throw new Error(`${found.length} examples have: ${text}`);
  return found[0] ?? "";
};

// Inside the project, so that "hearsay" is what it is for its other tests.
const cache = resolve(import.meta.dirname, "../../.cache");
await mkdir(cache, { recursive: true });
const folder = await mkdtemp(join(cache, "guide-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const skills = join(folder, "skills");

async function write(name: string, index: string, words: object | string): Promise<void> {
  await mkdir(join(skills, name), { recursive: true });
  await writeFile(join(skills, name, "index.ts"), index);
  await writeFile(join(skills, name, "en.json"), typeof words === "string" ? words : JSON.stringify(words));
}

/** A skill whose parts are pieces of the guide. */
async function skillOf(name: string, parts: string, words: object = { hear: {}, say: {} }): Promise<Skill> {
  const used = ["defineSkill", "deviceSlots", "perform", "slot"].filter((one) =>
    `defineSkill${parts}`.includes(one),
  );
  const head = `import { ${used.join(", ")} } from "hearsay";\nexport default defineSkill({`;
  await write(name, `${head} name: "${name}", about: "Of the guide.",\n${parts}});\n`, words);
  const place = await placeIn(skills, name, "folder");
  const loaded = place && (await loadAt(place));
  if (loaded?.kind !== "skill") throw new Error(`${name} is no skill.`);
  return loaded.skill;
}

await write("coffee", blockWith('name: "coffee"'), blockWith('"rules"'));
await mkdir(join(folder, "test/skills"), { recursive: true });
const itsTest = join(folder, "test/skills/coffee.ts");
await writeFile(itsTest, blockWith("hearsay/testing"));

describe("the test of its coffee", async () => {
  await import(itsTest);
});

it("its example is done by its coffee, and nothing else it says of it is untrue", async () => {
  const place = await placeIn(skills, "coffee", "folder");
  const loaded = place && (await loadAt(place));
  if (loaded?.kind !== "skill") throw new Error("Coffee is no skill.");
  await using house = await houseFor(loaded.skill, loaded.words);
  const { examples = [] } = JSON.parse(blockWith('"rules"')) as { examples?: string[] };
  const said: string[] = [];
  for (const example of [...examples, "make 3 hot cups of mild coffee", "two coffees"])
    said.push(...(await house.hear(example)).said);
  expect(said).toHaveLength(3);
  expect(said[0]).toBe("2 strong ones.");
});

describe("its questions", async () => {
  const body = blockWith("askChoice");
  const tea = await skillOf(
    "tea",
    `intents: { make: { about: "Makes tea.", slots: {}, async run(context) {\n${body}\nawait context.sayText([kind, milk, note].join("; "));\n} } },\n`,
  );
  const words = {
    en: {
      hear: { make: ["make tea"] },
      say: { which: ["Which: {names}?"], milk: ["Milk?"], "what-note": ["Note?"] },
    },
  };

  it.each([
    ["the green one", "green; true; lots of sugar"],
    ["the second one", "black; true; lots of sugar"],
    ["the last", "black; true; lots of sugar"],
    ["english breakfast please", "black; true; lots of sugar"],
  ])("are answered: %s", async (answer, whole) => {
    await using house = await houseFor(tea, words);
    expect((await house.say("make tea")).said).toEqual(["Which: green tea and black tea?"]);
    for (const one of [answer, "yes"]) expect((await house.say(one)).outcome).toBe("asked");
    expect((await house.say("lots of sugar")).said).toEqual([whole]);
  });

  it("end without a word where they are not answered", async () => {
    await using house = await houseFor(tea, words);
    await house.say("make tea");
    expect(await house.say("never mind")).toMatchObject({ outcome: "done", said: [] });
  });
});

it("its timer is taken back", async () => {
  const body = blockWith("clearAlarms");
  const egg = await skillOf(
    "egg",
    `intents: { boil: { about: "Boils.", slots: {}, async run(context) {\nconst name = "egg", after = 60_000;\n${body}\n} } },\nasync alarm() {},\n`,
  );
  await using house = await houseFor(egg, { en: { hear: { boil: ["boil an egg"] }, say: {} } });
  await house.say("boil an egg");
  expect((await house.undo())?.sent.map(({ kind }) => kind)).toContain("alarm/clear");
});

it("its fan runs, with the phrases it names", async () => {
  const fan = await skillOf(
    "fan",
    `intents: { pace: { about: "Sets fans.",\n${blockWith('done: () => "speed"')} } },\n`,
  );
  const words = {
    en: {
      hear: { pace: ["make {device} {pace}"] },
      lists: { pace: { fast: ["fast"], slow: ["slow"] } },
      say: fansWords.say,
    },
  };
  const device = { id: "f", name: "fan", kind: "fan", abilities: ["speed"], exposed: true };
  const home = async (bus: Bus): Promise<AsyncDisposable> => {
    await bus.publish(
      "devices/listed",
      { source: "test" },
      { areas: [], floors: [], devices: [device], bootId: "b" },
    );
    await bus.answer("device/command", {}, () => ({ changed: ["f"] }));
    return { [Symbol.asyncDispose]: async () => {} };
  };
  await using house = await houseFor(fan, words, { plugins: [home] });
  const { said, sent } = await house.hear("make the fan fast");
  expect(sent.map(({ body }) => body)).toMatchObject([
    { device: "f", action: "set", values: { speed: 100 } },
  ]);
  expect(said).toHaveLength(1);
});

it("its beans are asked for where its options say", async () => {
  const server = createServer((_, answer) => void answer.end("250")).listen(0, "127.0.0.1");
  await using _server = { [Symbol.asyncDispose]: async () => void server.close() };
  await new Promise((done) => server.once("listening", done));
  const roaster = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const words = {
    en: { hear: { beans: ["how many beans are left"] }, say: { beans: ["{grams:number} grams."] } },
  };
  const beans = await skillOf("beans", blockWith("options.roaster"), words.en);
  await using house = await houseFor(beans, words, { options: { roaster } });
  expect((await house.hear("how many beans are left")).said).toEqual(["250 grams."]);
});

it("its packs are loaded", async () => {
  const robot = await skillOf("robot", `intents: {},\n${blockWith("HassVacuumStart")}`, {
    hear: {},
    say: { done: ["Done."] },
  });
  expect(Object.keys(robot.packs ?? {})).toEqual(["HassVacuumStart"]);
});

it("names only what the front door has", () => {
  const named = [...guide.matchAll(/`(\w+)\((?:context|moment)/g)].map(([, name = ""]) => name);
  const [, places = ""] = /(`areaHere`.*?) tell where things are/s.exec(guide) ?? [];
  named.push(...[...places.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(Object.keys(front)).toContain(name);
});
