/** What a room remembers, for how long, and of how many rooms. */
import { describe, expect, it } from "vitest";
import { createMemory } from "../../../../core/dialog/route/memory.ts";
import { openRecent } from "../../../../core/dialog/route/recent.ts";
import type { TurnRecord } from "../../../../core/dialog/route/trace.ts";
import { busFor } from "../../../kit/bus-for.ts";
import { silentLog } from "../stage.ts";
import { readerOf } from "./kit.ts";

const lamp = readerOf().find("turn on the desk lamp");
if (!lamp) throw new Error("no lamp");

it.each([
  ["what was done for two minutes", 120_000, true],
  ["and no longer", 120_001, false],
  ["and not what lies in the future of a clock that was set back", -120_001, false],
])("remembers %s", (_, later, there) => {
  let now = 0;
  const memory = createMemory(() => now);
  memory.did("den", lamp, "turn on the desk lamp and the tv");
  now = later;
  expect(memory.last("den") !== undefined).toBe(there);
  expect(memory.all("den") !== undefined).toBe(there);
  expect(memory.last("attic")).toBeUndefined();
});

it.each([
  ["waits for 30 s from its end", true, 39_000, true],
  ["and no longer", true, 41_000, false],
  ["and not after the clock was set back by an hour", true, -3_600_000, false],
  ["that was cut off does not wait", false, 11_000, false],
])("a question %s", (_, said, later, waits) => {
  let now = 0;
  const memory = createMemory(() => now);
  memory.ask("den", lamp);
  now = 10_000;
  memory.asked("den", said);
  now = later;
  expect(memory.takeQuestion("den") !== undefined).toBe(waits);
  expect(memory.takeQuestion("den")).toBeUndefined();
});

it("forgets what was done when something else sounds, and the rooms of long ago", () => {
  const memory = createMemory(() => 0);
  memory.did("den", lamp);
  memory.forget("den");
  expect(memory.last("den")).toBeUndefined();
  for (let room = 0; room < 70; room++) memory.did(`room${room}`, lamp);
  expect([memory.last("room5"), memory.last("room6")]).toEqual([undefined, lamp]);
});

describe("a conversation that goes on in another room", () => {
  const step = { meaning: lamp, instance: "skill-lamp", job: "j1" };

  it("takes its question along: it is answered in one place", () => {
    const memory = createMemory(() => 0);
    memory.ask("den", lamp);
    memory.move("den", "hall");
    expect([memory.takeQuestion("den"), memory.takeQuestion("hall")]).toEqual([undefined, lamp]);
  });

  it("takes along how the last deed is undone: that is done in one place, and spoken of in both", () => {
    const memory = createMemory(() => 0);
    memory.did("den", lamp);
    memory.canUndo("den", step);
    memory.move("den", "hall");
    expect([memory.last("den"), memory.last("hall")]).toEqual([lamp, lamp]);
    expect([memory.takeUndo("den"), memory.takeUndo("hall")]).toEqual([[], [step]]);
  });

  it("stays as it is where it is moved to its own room", () => {
    const memory = createMemory(() => 0);
    memory.ask("den", lamp);
    memory.move("den", "den");
    expect(memory.takeQuestion("den")).toEqual(lamp);
  });
});

describe("a person who is known", () => {
  const step = (job: string) => ({ meaning: lamp, instance: "skill-lamp", job });

  it("does not take back what another did in the room they come to", () => {
    const memory = createMemory(() => 0);
    memory.did("den", lamp);
    memory.canUndo("den", step("ada"));
    memory.leave("ada", "den");
    memory.did("hall", lamp);
    memory.canUndo("hall", step("bob"));
    memory.arrive("ada", "hall");
    expect(memory.takeUndo("hall")).toEqual([step("ada")]);
    expect(memory.takeUndo("den")).toEqual([]);
  });

  it("keeps what they did elsewhere when something sounds here, and not what they did here", () => {
    const memory = createMemory(() => 0);
    for (const [person, room] of [
      ["ada", "den"],
      ["bob", "hall"],
    ] as const) {
      memory.did(room, lamp);
      memory.leave(person, room);
    }
    memory.forget("hall");
    memory.arrive("ada", "attic");
    memory.arrive("bob", "cellar");
    expect([memory.last("attic"), memory.last("cellar")]).toEqual([lamp, undefined]);
  });
});

const turn = (at: number): TurnRecord => ({
  turn: `t${at}`,
  at,
  reason: "text",
  language: "en",
  text: "hello",
  outcome: "missed",
  reply: "",
  parts: [],
  stages: [],
});

it("keeps turns on the bus for an hour, of 64 rooms, and none at its end", async () => {
  await using house = await busFor();
  const kept = new Map<string, string[]>();
  await house.bus.on(
    "turn/recent",
    {},
    ({ where, body }) =>
      void kept.set(
        where.site,
        body.turns.map(({ turn: id }) => id),
      ),
    ({ site }) => void kept.delete(site),
  );
  let now = 0;
  {
    await using recent = await openRecent({ bus: house.bus, log: silentLog, now: () => now });
    await recent.add({ site: "den", record: turn(0) });
    await recent.add({ site: "attic", record: turn(1) });
    now = 3_600_001;
    await recent.add({ site: "attic", record: turn(now) });
    expect([...kept]).toEqual([["attic", [`t${now}`, "t1"]]]);
    for (let room = 0; room < 64; room++) await recent.add({ site: `room${room}`, record: turn(now) });
    expect(kept.size).toBe(64);
    expect(kept.has("attic")).toBe(false);
  }
  expect(kept.size).toBe(0);
});
