/** Skills on the bus: what they say belongs to their turn, ends with their job, and no skill outlives its deadline. */
import type { Message, Skill, SkillContext, SkillWords } from "hearsay";
import { defineSkill, Fault, slot } from "hearsay";
import { afterAll, expect, it } from "vitest";
import { newId } from "../../core/bus/id.ts";
import { houseFor, type TestHouse } from "../kit/house-for.ts";

const late: Promise<unknown>[] = [];
let aborted = "";

const skill: Skill = defineSkill({
  name: "probe",
  about: "Does what a test needs.",
  deadline: 250,
  intents: {
    greet: {
      about: "Greets.",
      slots: { name: slot.text().maybe(), times: slot.number({ min: 1, max: 3 }).maybe() },
      run: (context) => context.say("hello", { name: context.slots.name ?? "you" }),
    },
    careless: {
      about: "Waits for nothing it sends.",
      slots: {},
      async run(context) {
        for (const word of ["one", "two", "three"]) void context.sayText(word);
      },
    },
    throws: { about: "Throws.", slots: {}, run: () => Promise.reject(new Error("kaputt")) },
    faults: {
      about: "Throws a fault.",
      slots: {},
      run: () => Promise.reject(new Fault("NO_PROVIDER", "nobody")),
    },
    aborts: {
      about: "Throws an abort of its own.",
      slots: {},
      run: () => Promise.reject(AbortSignal.abort().reason as Error),
    },
    typo: { about: "Says an unknown phrase.", slots: {}, run: (context) => context.say("nope") },
    hangs: { about: "Never ends, and speaks on.", slots: {}, run: (context) => goOn(context) },
  },
});

async function goOn(context: SkillContext): Promise<void> {
  await context.sayText("wait");
  await new Promise((resolve) => {
    if (context.signal.aborted) resolve(undefined);
    context.signal.addEventListener("abort", resolve);
  });
  aborted = (context.signal.reason as Fault).code;
  late.push(context.sayText("too late"), context.setAlarm({ name: "", kind: "timer", after: 1 }));
  late.push(context.send("alarm/stop", { site: context.site }, {}));
  for (const one of late) one.catch(() => {});
}

const words: Readonly<Record<string, SkillWords>> = {
  en: {
    hear: { greet: ["greet [{name}]"], throws: ["throw"] },
    say: { hello: ["Hello {name}.", "Hi {name}."], only: ["Only here."] },
  },
  "de-AT": { hear: { greet: ["grüß [{name}]"] }, say: { hello: ["Servus {name}."] } },
};

const house: TestHouse = await houseFor(skill, words);
afterAll(() => house[Symbol.asyncDispose]());

it("says a phrase's forms in turn, in the language that was spoken", async () => {
  expect((await house.hear("greet Anna")).said).toEqual(["Hello Anna."]);
  expect((await house.hear("greet")).said).toEqual(["Hi you."]);
  expect((await house.hear("greet", "en-GB")).said).toEqual(["Hello you."]);
  expect((await house.hear("grüß Anna", "de")).said).toEqual(["Servus Anna."]);
});

it("says everything before the job is done, in order, as part of the turn", async () => {
  const heard: Message[] = [];
  await using _says = await house.bus.on("reply/say", {}, (message) => void heard.push(message));
  await using _ends = await house.bus.on("skill/finished", {}, (message) => void heard.push(message));
  await using _dones = await house.bus.on(
    "job/done",
    { instance: house.bus.instance },
    (message) => void heard.push(message),
  );
  expect((await house.run("careless")).said).toEqual(["one", "two", "three"]);
  expect(heard.map(({ kind }) => kind)).toEqual([
    "reply/say",
    "reply/say",
    "reply/say",
    "skill/finished",
    "job/done",
  ]);
  expect(new Set(heard.map(({ turn }) => turn)).size).toBe(1);
  expect(new Set(heard.map(({ cause }) => cause)).size).toBe(1);
});

it.each([
  ["throws", {}, "SKILL_FAILED", "kaputt"],
  ["faults", {}, "NO_PROVIDER", "nobody"],
  ["aborts", {}, "SKILL_FAILED", "aborted"],
  ["typo", {}, "SKILL_FAILED", 'no phrase "nope"'],
  ["absent", {}, "SKILL_FAILED", 'no intent "absent"'],
  ["alarm", {}, "SKILL_FAILED", 'no intent "alarm"'],
  ["toString", {}, "SKILL_FAILED", "no intent"],
  ["greet", { name: 5 }, "MESSAGE_INVALID", '"name" is no text'],
  ["greet", { times: 4 }, "MESSAGE_INVALID", "out of its bounds"],
])("what goes wrong in %s %o is told as %s", async (intent, slots, code, message) => {
  const { outcome, problem } = await house.run(intent, slots);
  expect({ outcome, problem }).toMatchObject({ outcome: "failed", problem: { code } });
  expect(problem?.message).toContain(message);
});

it("ends what will not end, and refuses what it does afterwards", async () => {
  const before = house.served.refused();
  const { outcome, said, problem } = await house.run("hangs", {}, 50);
  expect({ outcome, said, code: problem?.code }).toEqual({
    outcome: "failed",
    said: ["wait"],
    code: "SKILL_TIMEOUT",
  });
  expect(aborted).toBe("SKILL_TIMEOUT");
  const results = await Promise.allSettled(late.splice(0));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(house.served.refused() - before).toBe(3);
  expect((await house.hear("greet Anna")).outcome).toBe("done");
});

it("ends when it is cancelled", async () => {
  const job = newId();
  const { instance } = house.served;
  const failed = Promise.withResolvers<string>();
  await using _ear = await house.bus.on("job/failed", { instance: house.bus.instance }, ({ body }) => {
    if (body.job === job) failed.resolve(body.problem.code);
  });
  await using _say = await house.bus.on("reply/say", {}, () => {
    void house.bus.publish("job/cancel", { instance }, { job, reason: "enough" });
  });
  await runProbe(house, "hangs", job);
  expect(await failed.promise).toBe("CANCELLED");
  expect(aborted).toBe("CANCELLED");
});

it("runs a job that is brought twice once", async () => {
  const job = newId();
  const said: string[] = [];
  await using _ear = await house.bus.on("reply/say", {}, ({ body }) => void said.push(body.text));
  await runProbe(house, "greet", job);
  await expect.poll(() => house.served.active()).toBe(0);
  await runProbe(house, "greet", job);
  await house.hear("greet Anna");
  expect(said).toHaveLength(2);
});

const runProbe = (to: TestHouse, intent: string, job: string): Promise<string> => {
  const body = {
    job,
    site: "kitchen",
    skill: "probe",
    intent,
    slots: {},
    text: "",
    language: "en",
    persona: "house",
  };
  const { instance } = to.served;
  return to.bus.publish("skill/run", { instance }, { ...body, deadline: 5000 }, { replyTo: to.bus.instance });
};

it.each<[string, Skill, Readonly<Record<string, SkillWords>>, string]>([
  ["without words", skill, {}, "PLUGIN_INVALID"],
  ["with sentences for no intent", skill, { en: { hear: { nope: ["nope"] }, say: {} } }, "SENTENCE_INVALID"],
  ["with a broken sentence", skill, { en: { hear: { throws: ["(a|b"] }, say: {} } }, "SENTENCE_INVALID"],
  ["with a broken phrase", skill, { en: { hear: {}, say: { hello: ["{name"] } } }, "SENTENCE_INVALID"],
  [
    "with an intent called alarm",
    { ...skill, intents: { alarm: { about: "", slots: {}, run: async () => {} } } },
    words,
    "PLUGIN_INVALID",
  ],
])("a skill %s is refused", async (_name, wrong, its, code) => {
  await expect(houseFor(wrong, its)).rejects.toMatchObject({ code, path: expect.any(String) });
});

it("leaves the bus as it was", async () => {
  const states: string[] = [];
  const gone: string[] = [];
  const one = await houseFor(skill, words);
  await one.bus.on(
    "skill/state",
    {},
    ({ where }) => void states.push(where.skill),
    ({ skill: name }) => void gone.push(name),
  );
  await one.bus.on(
    "provider/state",
    {},
    () => {},
    () => void gone.push("provider"),
  );
  await expect.poll(() => states).toEqual(["probe"]);
  await one.served[Symbol.asyncDispose]();
  await expect.poll(() => gone.sort()).toEqual(["probe", "provider"]);
  await one[Symbol.asyncDispose]();
});
