/** What `hearsay skills` prints of the skills that a hub retains. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../../core/bus/broker.ts";
import type { Io } from "../../../core/cli/command.ts";
import { skills } from "../../../core/cli/commands/skills.ts";
import { oneIntent, skillState } from "../language/kit.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker({
    host: "127.0.0.1",
    port: 0,
    authenticate: (_name, password) => (password === "open" ? { role: "hub" } : undefined),
  });
  const bus = broker.bus("hub/test");
  const timer = skillState(
    "timer",
    { set: { length: { kind: "duration", max: 60_000 }, name: { kind: "text", optional: true } }, stop: {} },
    {
      en: { hear: { set: ["set {length} [called {name}]"], stop: ["stop"] }, examples: ["Set ten seconds"] },
      de: { hear: { stop: ["halt"] } },
    },
  );
  const lamp = { id: "l1", name: "Lamp", kind: "light", abilities: [], exposed: true };
  await bus.publish("skill/state", { skill: "timer" }, timer);
  await bus.publish(
    "skill/state",
    { skill: "music" },
    oneIntent("music", ["stop", "set {x}"], { x: { kind: "text" } }),
  );
  await bus.publish(
    "skill/state",
    { skill: "on" },
    oneIntent("on", ["light {d}"], { d: { kind: "device" } }),
  );
  await bus.publish(
    "devices/listed",
    { source: "home" },
    { areas: [], floors: [], devices: [lamp], bootId: bus.bootId },
  );
});
afterAll(() => broker.close());

async function run(
  positionals: readonly string[],
  values: object = {},
): Promise<{ code: number; out: string[] }> {
  const out: string[] = [];
  const io: Io = {
    out: (text) => void out.push(...text.split("\n")),
    err: () => {},
    status: () => {},
    signal: new AbortController().signal,
    env: { HEARSAY_DATA: "/nowhere/at/all" },
  };
  const hub = `mqtt://hub:open@127.0.0.1:${broker.mqttPort}`;
  const code = await skills.run({ values: { hub, ...values }, positionals, io });
  return { code, out };
}

it("lists the skills, and what two of them claim", async () => {
  const { code, out } = await run(["list"]);
  expect(code).toBe(0);
  expect(out.map((line) => line.split(/\s+/).slice(0, 2).join(" "))).toEqual([
    "SKILL LANGUAGES",
    "music en",
    "on en",
    "timer de,en",
    "Claimed twice",
  ]);
  expect(out.at(-1)).toContain('"stop" by timer/stop and music/go');
});

it("shows one skill", async () => {
  const { code, out } = await run(["show", "timer"], { language: "en" });
  expect(code).toBe(0);
  for (const line of [
    "for example: Set ten seconds",
    "  {length}  duration from any to 60000",
    "  {name}  text, may be missing",
    '  "set {length} [called {name}]"',
  ]) {
    expect(out).toContain(line);
  }
});

describe("tries a sentence", () => {
  it("and names who else would take it", async () => {
    const { code, out } = await run(["try", "please set ten seconds"], { language: "en" });
    expect(code).toBe(0);
    expect(out).toEqual([
      "timer/set  score 1.00",
      "  template  set {length} [called {name}]",
      '  {length}  10000  from "ten seconds"',
      "  else      music/go: set {x}",
      "            behind by characters of numbers and times: 10",
      "  more words could make another sentence of it",
    ]);
  });

  it("with the names of devices", async () => {
    const { out } = await run(["try", "light the lamp"], { language: "en", json: true });
    expect(JSON.parse(out.join())).toMatchObject({ match: { skill: "on", slots: { d: "l1" } }, others: [] });
  });

  it("and fails when nobody understands it", async () => {
    expect(await run(["try", "sing"], { language: "en" })).toEqual({
      code: 1,
      out: ['No skill understands "sing" (en).'],
    });
    const { code, out } = await run(["try", "stop"], { language: "de", json: true });
    expect([code, JSON.parse(out.join()).match]).toEqual([1, null]);
  });
});

it("tells what is claimed twice, and fails then", async () => {
  const { code, out } = await run(["collisions"]);
  expect([code, out]).toEqual([1, ['Claimed twice (en): "stop" by timer/stop and music/go']]);
});

it("says when a sentence has only begun", async () => {
  const { out } = await run(["try", "light the"], { language: "en" });
  expect(out).toEqual(['No skill understands "light the" (en). It is the beginning of a sentence, though.']);
});

it("prints one JSON value with --json", async () => {
  const list = JSON.parse((await run(["list"], { json: true })).out.join());
  expect(list.skills.map(({ name }: { name: string }) => name)).toEqual(["music", "on", "timer"]);
  expect(list.conflicts).toMatchObject([{ skill: "timer", sentence: "stop", other: { skill: "music" } }]);
  expect(JSON.parse((await run(["show", "on"], { json: true })).out.join())).toMatchObject({ name: "on" });
});

describe("refuses", () => {
  it.each([
    [["show", "timr"], "PLUGIN_NOT_FOUND"],
    [["show"], "USAGE"],
    [["try", "set", "ten"], "USAGE"],
    [["nonsense"], "USAGE"],
    [["constructor"], "USAGE"],
  ])("%j", async (positionals, code) => {
    await expect(run(positionals, { language: "en" })).rejects.toMatchObject({ code });
  });
});
