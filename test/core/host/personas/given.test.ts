/** Who answers: in which order wishes count, how long a switched conversation lasts, what a restart keeps, and wake words. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { openGiven } from "../../../../core/host/personas/given.ts";
import { calledBy, wakeWordsFor } from "../../../../core/host/personas/wakes.ts";
import { openStore } from "../../../../core/store/index.ts";
import { personaWith } from "../../../kit/persona.ts";

let open: AsyncDisposableStack | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await open?.disposeAsync();
});

async function given(idle = 1000) {
  open = new AsyncDisposableStack();
  const store = open.use(await openStore({ memory: true })).scope("personas");
  const ended: string[] = [];
  const again = () => openGiven({ store, idle: () => idle, ended: (site) => void ended.push(site) });
  return { given: await again(), again, ended };
}

describe("what was given", () => {
  it.each([
    ["to a room", { site: "hall" }],
    ["to a person", { person: "bob/../x" }],
    ["to the house", {}],
  ])("%s outlives a restart, and can be taken back", async (_what, whose) => {
    const { given: first, again } = await given();
    expect(await first.give(whose, "ada")).toBe(true);
    expect(await first.give(whose, "ada")).toBe(false);
    const second = await again();
    expect([second.for(whose), second.all()]).toEqual(["ada", [{ ...whose, persona: "ada" }]]);
    expect(await second.give(whose, undefined)).toBe(true);
    expect((await again()).all()).toEqual([]);
  });
});

describe("a conversation that was switched", () => {
  it("goes back after so much quiet, and not while somebody speaks", async () => {
    vi.useFakeTimers();
    const { given: now, ended } = await given();
    expect([now.talk("hall", "ada"), now.talk("hall", "ada")]).toEqual([true, false]);
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime(900);
      expect(now.talkIn("hall")).toBe("ada");
      now.touch("hall");
    }
    vi.advanceTimersByTime(1001);
    expect([now.talkIn("hall"), ended]).toEqual([undefined, ["hall"]]);
  });

  it("is over when it is switched back, in its room only, and does not outlive a restart", async () => {
    const { given: now, again } = await given();
    for (const site of ["hall", "attic"]) now.talk(site, "ada");
    expect([now.talk("hall", undefined), now.talkIn("hall"), now.talkIn("attic")]).toEqual([
      true,
      undefined,
      "ada",
    ]);
    expect((await again()).talkIn("attic")).toBeUndefined();
    now[Symbol.dispose]();
  });
});

describe("wake words", () => {
  const house = personaWith({ name: "house" });
  const ada = personaWith({ name: "ada", wakeWords: ["Hey Ada"] });
  const butler = personaWith({ name: "butler", wakeWords: ["hey jarvis", "james"] });
  const all = [house, butler, ada];
  it.each([
    ["nobody's", house, false, "alexa", "house"],
    ["another's", house, false, "hey, ada!", "ada"],
    ["one's own", ada, false, "hey ada", "ada"],
    ["another's, said to one with words", ada, false, "hey jarvis", "butler"],
    ["another's, said to one with words who was switched to", ada, true, "hey jarvis", "butler"],
    ["another's, said to one without who was switched to", house, true, "hey jarvis", "house"],
  ])("%s: %o", (_what, here, switched, word, name) => {
    expect(calledBy(word, { here, switched, all }).name).toBe(name);
  });

  it("of two who share one, the room's own is called, else the first by name", () => {
    const eve = personaWith({ name: "eve", wakeWords: ["hey ada"] });
    const called = (here = house) => calledBy("hey ada", { here, switched: false, all: [eve, ...all] }).name;
    expect([called(), called(eve)]).toEqual(["ada", "eve"]);
  });

  it.each([
    ["all that are installed where the room's persona names none", house, []],
    ["those of all where it names some", ada, ["Hey Ada", "hey jarvis", "james"]],
  ])("a room listens to %s", (_what, here, words) => {
    expect(wakeWordsFor(here, all)).toEqual(words);
  });
});
