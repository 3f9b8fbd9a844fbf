/** Whose wake word is answered, over time: the window, late reports, two people, and rooms that hear one word twice. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../../core/contract/index.ts";
import { createArbiter } from "../../../../core/dialog/arbiter/arbiter.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

interface Said {
  readonly level?: number;
  readonly heardAt?: number;
  readonly stream?: number;
  readonly word?: string;
}

const wake = (site: string, { level = -30, heardAt = 999_900, stream = 1, word = "w" }: Said = {}) =>
  ({
    kind: "wake/heard",
    where: { site },
    id: `${site}-${heardAt}`,
    at: heardAt,
    by: `site/${site}`,
    body: { word, score: 0.9, level, noise: -60, heardAt, stream, model: "m" },
  }) satisfies Message<"wake/heard">;

/** A house of these rooms; `clocks`: whose time is known. */
function house(rooms: readonly string[], clocks = true, busy: readonly string[] = []) {
  const answers: { to: string; at: number }[] = [];
  const yielded: string[] = [];
  const arbiter = createArbiter({
    decide({ winner, losers }) {
      answers.push({ to: winner.where.site, at: Date.now() - 1_000_000 });
      yielded.push(...losers.map(({ where }) => `${where.site} to ${winner.where.site}`));
    },
    late: ({ where }, to) => yielded.push(`${where.site} to ${to}`),
    timeOf: (_, at) => (clocks ? at : undefined),
    priorityOf: (site) => (site === "dear" ? 20 : 0),
    listening: () => rooms,
    isBusy: (site) => busy.includes(site),
  });
  return {
    arbiter,
    answers,
    yielded,
    hear: (...heard: Parameters<typeof wake>) => arbiter.hear(wake(...heard)),
  };
}

describe("a wake word", () => {
  it("is answered at once where no other room could have heard it", () => {
    const { hear, answers } = house(["a"]);
    hear("a");
    expect(answers).toEqual([{ to: "a", at: 0 }]);
  });

  it("is answered as soon as every room has reported, in the best one", () => {
    const { hear, answers, yielded } = house(["a", "b"]);
    hear("a", { level: -45 });
    vi.advanceTimersByTime(40);
    hear("b");
    expect(answers).toEqual([{ to: "b", at: 40 }]);
    expect(yielded).toEqual(["a to b"]);
  });

  it("waits 100 ms for rooms that did not report", () => {
    const { hear, answers } = house(["a", "b", "c"]);
    hear("a");
    vi.advanceTimersByTime(30);
    hear("b", { level: -20 });
    vi.advanceTimersByTime(69);
    expect(answers).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(answers).toEqual([{ to: "b", at: 100 }]);
  });

  it("goes where the settings want it", () => {
    const { hear, answers } = house(["a", "dear"]);
    hear("a", { level: -20 });
    hear("dear", { level: -30 });
    expect(answers.map(({ to }) => to)).toEqual(["dear"]);
  });

  it.each([
    ["has just answered", []],
    ["has a turn under way", ["b"]],
  ])("goes to the room that %s, when both heard it alike", (_, busy) => {
    const { hear, answers } = house(["a", "b"], true, busy);
    hear("b", { heardAt: 990_000 });
    vi.advanceTimersByTime(100);
    vi.advanceTimersByTime(busy.length > 0 ? 60_000 : 5000);
    hear("a", { heardAt: 1_005_000 });
    hear("b", { heardAt: 1_005_000, level: -31 });
    expect(answers.map(({ to }) => to)).toEqual(["b", "b"]);
  });

  it("that is reported late opens nothing, and is told whom it yields to", () => {
    const { hear, answers, yielded } = house(["a", "b"]);
    hear("a");
    vi.advanceTimersByTime(900);
    hear("b", { level: -10 });
    vi.runAllTimers();
    expect(answers).toHaveLength(1);
    expect(yielded).toEqual(["b to a"]);
  });

  it("that is said again later is answered again", () => {
    const { hear, answers } = house(["a", "b"]);
    hear("a");
    vi.advanceTimersByTime(1500);
    hear("a", { heardAt: 1_001_400 });
    hear("b", { heardAt: 1_001_400, level: -20 });
    expect(answers.map(({ to }) => to)).toEqual(["a", "b"]);
  });

  it("is answered once where two providers hear in one room, and anew when its microphone began anew", () => {
    const { hear, answers } = house(["a"]);
    hear("a");
    hear("a", { heardAt: 1_000_300 });
    expect(answers).toHaveLength(1);
    hear("a", { stream: 2, heardAt: 1_001_000 });
    expect(answers).toHaveLength(2);
  });

  it("goes to the louder room although the other one answered by a clock that was set back since", () => {
    const { hear, answers } = house(["a", "b"]);
    hear("b", { heardAt: 990_000 });
    vi.advanceTimersByTime(100);
    vi.setSystemTime(400_000);
    hear("a", { heardAt: 399_900 });
    hear("b", { heardAt: 399_900, level: -31 });
    expect(answers.map(({ to }) => to)).toEqual(["b", "a"]);
  });

  it("is forgotten when the house ends", () => {
    const { hear, answers, arbiter } = house(["a", "b"]);
    hear("a");
    arbiter[Symbol.dispose]();
    vi.runAllTimers();
    expect(answers).toEqual([]);
  });
});

describe("two people in two rooms", () => {
  it.each<[string, Said, boolean]>([
    ["at clearly other times, though their reports come together", { heardAt: 999_300 }, true],
    ["with other words", { word: "other" }, true],
    ["with other words, where no clock is known", { word: "other" }, false],
  ])("are both answered: %s", (_, other, clocks) => {
    const { hear, answers, yielded } = house(["a", "b"], clocks);
    hear("a");
    vi.advanceTimersByTime(20);
    hear("b", other);
    vi.advanceTimersByTime(100);
    expect(answers.map(({ to }) => to)).toEqual(["a", "b"]);
    expect(yielded).toEqual([]);
  });

  it("are both answered, each heard faintly in the other's room", () => {
    const { hear, answers, yielded } = house(["a", "b", "c"]);
    hear("a", { heardAt: 999_000 });
    hear("b", { heardAt: 999_000, level: -48 });
    vi.advanceTimersByTime(120);
    hear("b", { heardAt: 1_000_050, stream: 2 });
    hear("a", { heardAt: 1_000_050, stream: 2, level: -48 });
    vi.advanceTimersByTime(120);
    expect(answers.map(({ to }) => to)).toEqual(["a", "b"]);
    expect(yielded).toEqual(["b to a", "a to b"]);
  });
});
