/** What the house keeps of its turns, for how long, and how it forgets. */
import { afterEach, expect, it } from "vitest";
import type { Bus } from "../../../../core/contract/index.ts";
import { type Book, type Forgetting, openBook } from "../../../../core/dialog/history/book.ts";
import type { TurnRecord } from "../../../../core/dialog/route/trace.ts";
import { type HubStore, openStore } from "../../../../core/store/index.ts";
import { busFor } from "../../../kit/bus-for.ts";
import { silentLog } from "../stage.ts";

const day = 86_400_000;
const record = (turn: string, at: number): TurnRecord => ({
  turn,
  at,
  reason: "text",
  language: "en",
  text: `words of ${turn}`,
  outcome: "done",
  reply: "Done.",
  parts: [],
  stages: [],
});

interface Desk {
  readonly bus: Bus;
  readonly book: Book;
  readonly store: HubStore;
  readonly gone: string[];
  readonly wishes: Pick<Forgetting, "turns" | "site" | "all">[];
  now: number;
  settings: { keep: number; turns: number };
}

let open: AsyncDisposableStack | undefined;
afterEach(async () => open?.disposeAsync());

async function deskFor(settings = { keep: 7, turns: 100 }): Promise<Desk> {
  open = new AsyncDisposableStack();
  const { bus } = open.use(await busFor());
  const store = open.use(await openStore({ memory: true }));
  const gone: Desk["gone"] = [];
  const wishes: Desk["wishes"] = [];
  const desk = { bus, store, gone, wishes, now: 100 * day, settings };
  const facts = { bus, log: silentLog, store: store.turns, settings: () => desk.settings };
  const book = open.use(
    await openBook({
      ...facts,
      gone: (turns) => void gone.push(...turns),
      async forgotten({ fits: _, which: __, one: ___, ...wish }) {
        wishes.push(wish);
        gone.push(...wish.turns);
        return [];
      },
      now: () => desk.now,
    }),
  );
  return Object.assign(desk, { book });
}

async function threeTurns({ book, now }: Desk): Promise<void> {
  await book.add({ site: "kitchen", record: record("a", now - 2 * day) });
  await book.add({ site: "kitchen", person: "ada", record: record("b", now - day) });
  await book.add({ site: "office", record: record("c", now) });
}

async function twoAlike({ book, now }: Desk): Promise<void> {
  for (const turn of ["1-same", "2-same"]) await book.add({ site: "attic", record: record(turn, now) });
}

const listed = async ({ bus }: Desk, body = {}) =>
  (await bus.ask("history/list", {}, body)).turns.map((one) => one.record.turn);

it.each([
  ["all, newest first", {}, ["c", "b", "a"]],
  ["those of a room", { site: "kitchen" }, ["b", "a"]],
  ["those of a person", { person: "ada" }, ["b"]],
  ["those since a moment", { since: 99 * day }, ["c", "b"]],
  ["those before a moment", { before: 99 * day }, ["a"]],
  ["no more than asked for", { limit: 1 }, ["c"]],
])("lists %s", async (_, body, turns) => {
  const desk = await deskFor();
  await threeTurns(desk);
  expect(await listed(desk, body)).toEqual(turns);
});

it("tells whether there are older ones", async () => {
  const desk = await deskFor();
  await threeTurns(desk);
  const more = async (limit: number) => (await desk.bus.ask("history/list", {}, { limit })).more;
  expect([await more(2), await more(3)]).toEqual([true, false]);
});

it("shows one turn with who spoke", async () => {
  const desk = await deskFor();
  await threeTurns(desk);
  expect(await desk.bus.ask("history/show", {}, { turn: "b" })).toEqual({
    site: "kitchen",
    person: "ada",
    record: record("b", 99 * day),
  });
});

it.each([
  ["one turn", { turn: "a" }, ["c", "b"]],
  ["a room", { site: "kitchen" }, ["c"]],
  ["a person in a room", { site: "kitchen", person: "ada" }, ["c", "a"]],
  ["what is older", { before: 99 * day }, ["c", "b"]],
  ["everything", { all: true }, []],
])("forgets %s, and says what went", async (_, body, left) => {
  const desk = await deskFor();
  await threeTurns(desk);
  expect(await desk.bus.ask("history/forget", {}, body)).toEqual({ forgotten: 3 - left.length });
  expect(await listed(desk)).toEqual(left);
  expect(desk.gone).toHaveLength(3 - left.length);
});

it.each([
  ["one turn: of its room", { turn: "a" }, { turns: ["a"], site: "kitchen", all: false }],
  ["a room of which nothing is kept", { site: "attic" }, { turns: [], site: "attic", all: false }],
  ["a person: anywhere", { person: "ada" }, { turns: ["b"], site: undefined, all: false }],
  ["everything", { all: true }, { turns: ["a", "b", "c"], site: undefined, all: true }],
])("tells what is to be forgotten beside the disk: %s", async (_, body, wish) => {
  const desk = await deskFor();
  await threeTurns(desk);
  await desk.bus.ask("history/forget", {}, body);
  const [told] = desk.wishes;
  expect({ ...told, turns: [...(told?.turns ?? [])].sort() }).toEqual(wish);
});

it.each([
  ["forgetting without saying what", "history/forget", {}, "USAGE"],
  ["forgetting with all: false", "history/forget", { all: false }, "USAGE"],
  ["forgetting a turn that is not kept", "history/forget", { turn: "x" }, "TURN_UNKNOWN"],
  ["showing a turn that is not kept", "history/show", { turn: "x" }, "TURN_UNKNOWN"],
  ["showing what several turns end with", "history/show", { turn: "-same" }, "TURN_UNKNOWN"],
] as const)("refuses %s", async (_, kind, body, code) => {
  const desk = await deskFor();
  await threeTurns(desk);
  await twoAlike(desk);
  await expect(desk.bus.ask(kind, {}, body as { turn: string })).rejects.toMatchObject({ code });
  expect(await listed(desk)).toHaveLength(5);
});

it("knows a turn by the end of its id", async () => {
  const desk = await deskFor();
  await twoAlike(desk);
  expect(await desk.bus.ask("history/show", {}, { turn: "1-same" })).toMatchObject({
    record: { turn: "1-same" },
  });
  expect(await desk.bus.ask("history/forget", {}, { turn: "2-same" })).toEqual({ forgotten: 1 });
});

it.each([
  ["what is too old", { keep: 1.5, turns: 100 }, ["c", "b"]],
  ["what is too much for a room", { keep: 7, turns: 1 }, ["c", "b"]],
  ["everything once nothing is to be kept", { keep: 0, turns: 100 }, []],
])("when the settings change it forgets %s", async (_, settings, left) => {
  const desk = await deskFor();
  await threeTurns(desk);
  desk.settings = settings;
  desk.now += 1;
  await desk.bus.publish("settings/changed", {}, { paths: ["/history/keep"] });
  await expect.poll(() => listed(desk)).toEqual(left);
});

it("keeps nothing where nothing is to be kept", async () => {
  const desk = await deskFor({ keep: 0, turns: 100 });
  await threeTurns(desk);
  expect(await listed(desk)).toEqual([]);
});

it("keeps where the time of a turn went", async () => {
  const desk = await deskFor();
  await threeTurns(desk);
  const trace = { turn: "a", site: "kitchen", reason: "text", outcome: "done", from: 1, to: 2 } as const;
  await desk.book.traces.keep({ ...trace, stages: [], dropped: 0 });
  expect(await desk.book.traces.find("a")).toMatchObject(trace);
  expect(await desk.book.traces.find("b")).toBeUndefined();
  expect(await desk.book.traces.last("kitchen", 5)).toMatchObject([trace]);
  expect(await desk.book.traces.last("office", 5)).toEqual([]);
});
