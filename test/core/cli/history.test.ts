/** `hearsay history` against a running house: what is printed, forgotten and refused. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Broker, startBroker } from "../../../core/bus/broker.ts";
import { history } from "../../../core/cli/commands/history.ts";
import { asFault } from "../../../core/contract/index.ts";
import { type Book, openBook } from "../../../core/dialog/history/book.ts";
import { openStore } from "../../../core/store/index.ts";
import { silentLog } from "../dialog/stage.ts";

const stack = new AsyncDisposableStack();
let book: Book;
let data: string;
let broker: Broker;

beforeAll(async () => {
  const authenticate = (name: string, password: string) =>
    name === "local" && password === "secret" ? ({ role: "hub", words: true } as const) : undefined;
  broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate });
  stack.defer(() => broker.close());
  const store = stack.use(await openStore({ memory: true }));
  const bus = broker.bus("hub/core");
  const settings = () => ({ keep: 7, turns: 100 });
  book = stack.use(
    await openBook({
      bus,
      log: silentLog,
      store: store.turns,
      settings,
      gone() {},
      forgotten: async () => [],
    }),
  );
  data = await mkdtemp(join(tmpdir(), "hearsay-history-"));
  stack.defer(() => rm(data, { recursive: true, force: true }));
  await mkdir(join(data, "run"));
  const run = { pid: process.pid, mqtt: broker.mqttPort, ws: 0, http: 0, host: "127.0.0.1", token: "secret" };
  await writeFile(join(data, "run", "hub.json"), JSON.stringify(run));
});
afterAll(() => stack.disposeAsync());

async function call(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    status() {},
    signal: new AbortController().signal,
    env: {},
  };
  const given = [...args, "--data", data];
  const { values, positionals } = parseArgs({
    args: given,
    options: history.options,
    allowPositionals: true,
  });
  const code = await history.run({ values, positionals, io }).catch((thrown) => asFault(thrown).code);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const hour = 3_600_000;
const part = {
  text: "x",
  skill: "timer",
  intent: "set",
  slots: { length: 5 },
  by: "sentences",
  score: 1,
  outcome: "done",
} as const;
const turn = (id: string, site: string, text: string, ago: number) => ({
  site,
  record: {
    turn: `0199-${id}`,
    at: Date.now() - ago,
    reason: "text" as const,
    language: "en",
    text,
    outcome: "done" as const,
    reply: "Done.",
    parts: [part],
    stages: [],
  },
});

beforeEach(async () => {
  await call("forget", "--all");
  await book.add(turn("kitchen-old1", "kitchen", "set a timer", 5 * hour));
  await book.add(turn("kitchen-new2", "kitchen", "stop it", hour));
  await book.add(turn("office-only3", "office", "what time is it", 2 * hour));
});

const texts = async (...args: readonly string[]): Promise<readonly string[]> =>
  JSON.parse((await call("list", "--json", ...args)).out).turns.map(
    ({ record }: { record: { text: string } }) => record.text,
  );

it.each([
  [[], ["stop it", "what time is it", "set a timer"]],
  [
    ["--site", "kitchen"],
    ["stop it", "set a timer"],
  ],
  [
    ["--since", "3h"],
    ["stop it", "what time is it"],
  ],
  [
    ["--before", "90m"],
    ["what time is it", "set a timer"],
  ],
  [["--limit", "1"], ["stop it"]],
])("list %j", async (args, wanted) => expect(await texts(...args)).toEqual(wanted));

it("lists for people: the end of the id, the time, the room, the words and the answer", async () => {
  const { code, out } = await call("list", "--site", "office");
  expect(code).toBe(0);
  expect(out).toMatch(
    /^office-only3 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}office {2}"what time is it" -> Done\.$/,
  );
});

it("says that there are older ones, and how to see them", async () => {
  expect((await call("list", "--limit", "2")).err).toMatch(/^There are older ones: --limit, or --before /);
});

it("tells nothing that is kept from nothing that fits", async () => {
  expect((await call("list", "--site", "attic")).out).toBe("No turn that is kept fits.");
  await call("forget", "--all");
  expect((await call("list")).out).toBe("Nothing is kept.");
});

it("shows one turn by the end of its id, and how to see where its time went", async () => {
  const { code, out } = await call("show", "kitchen-old1");
  expect(code).toBe(0);
  expect(out).toContain('heard      "set a timer" (en)');
  expect(out).toContain('meant      timer.set {"length":5} by sentences');
  expect(out).toContain("time       hearsay turn show kitchen-old1");
});

it.each([
  [["office-only3"], "1 turn was forgotten.", ["stop it", "set a timer"]],
  [["--site", "kitchen"], "2 turns were forgotten.", ["what time is it"]],
  [["--all"], "3 turns were forgotten.", []],
  [["--site", "nowhere"], "0 turns were forgotten.", ["stop it", "what time is it", "set a timer"]],
])("forget %j", async (args, said, left) => {
  expect(await call("forget", ...args)).toEqual({ code: 0, out: said, err: "" });
  expect(await texts()).toEqual(left);
});

it.each([
  [["forget"], "USAGE"],
  [["show"], "USAGE"],
  [["list", "--limit", "0"], "USAGE"],
  [["list", "--since", "yesterday"], "USAGE"],
  [["burn"], "USAGE"],
  [["list", "--all"], "USAGE"],
  [["show", "nothing"], "TURN_UNKNOWN"],
])("refuses %j", async (args, code) => expect((await call(...args)).code).toBe(code));
