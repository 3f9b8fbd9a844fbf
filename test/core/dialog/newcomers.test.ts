/** A voice or recogniser that was wanted and is just starting is waited for, a little while, and only at its first start. */
import { describe, expect, it } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import type { Bus, Messages } from "../../../core/contract/index.ts";
import { openDirectory } from "../../../core/dialog/directory.ts";
import { queueFor } from "../../../core/dialog/free.ts";
import { openNewcomers } from "../../../core/dialog/newcomers.ts";
import { bodies, letters, openRoom } from "./reply/room.ts";

type Phase = Messages["plugin/state"]["phase"];

const is = (bus: Bus, plugin: string, phase: Phase, bootId = bus.bootId): Promise<string> =>
  bus.publish(
    "plugin/state",
    { plugin },
    {
      phase,
      about: "",
      kind: "plugin",
      version: "0",
      placement: "inline",
      provides: [],
      instances: [],
      bootId,
    },
  );
const never = new AbortController().signal;
const next = (): Promise<"still"> => new Promise((resolve) => setImmediate(() => resolve("still")));

async function openBus(stack: AsyncDisposableStack): Promise<Bus> {
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  return broker.bus("hub/core");
}

describe("an answer", () => {
  it("is spoken by the voice that was wanted, which is just starting", async () => {
    await using room = await openRoom(20);
    await room.offer("second", letters(2000));
    await is(room.bus, "first", "starting");
    const reply = room.open();
    reply.say({ text: "Hello." });
    await next();
    await room.offer("first", letters(1000));
    await is(room.bus, "first", "ready");
    await reply.finish();
    expect(new Set(room.played)).toEqual(new Set([1000]));
  });

  it("is spoken by the next voice where the first one does not start", async () => {
    await using room = await openRoom(20);
    await room.offer("second", letters(2000));
    await is(room.bus, "first", "starting");
    const reply = room.open();
    reply.say({ text: "Hello." });
    await next();
    await is(room.bus, "first", "failed");
    await reply.finish();
    expect(bodies(room, "reply/finished")[0]?.cut).toBe("none");
    expect(new Set(room.played)).toEqual(new Set([2000]));
  });

  it("does not wait for a voice that comes after one that is there", async () => {
    await using room = await openRoom(20);
    await room.offer("first", letters(1000));
    await is(room.bus, "second", "starting");
    const reply = room.open();
    reply.say({ text: "Hello." });
    await reply.finish();
    expect(new Set(room.played)).toEqual(new Set([1000]));
  });
});

it("whoever queues for a provider waits like that, for a recogniser too", async () => {
  await using room = await openRoom(20);
  await room.offer("second", letters(2000));
  await is(room.bus, "first", "starting");
  const wanted = { capability: "tts", prefer: ["first", "second"] } as const;
  const found = queueFor(room.house.directory, wanted, 0, never).next();
  await room.offer("first", letters(1000));
  await is(room.bus, "first", "ready");
  expect((await found)?.plugin).toBe("first");
});

describe("a start", () => {
  it("is waited for by all together no longer than the patience", async () => {
    await using stack = new AsyncDisposableStack();
    const bus = await openBus(stack);
    let time = 0;
    const newcomers = stack.use(await openNewcomers(bus, { patience: 100_000, now: () => time }));
    await is(bus, "slow", "fetching");
    const first = newcomers.settled(["slow"], never);
    expect(await Promise.race([first, next()])).toBe("still");
    time = 100_000;
    await newcomers.settled(["slow"], never);
    await is(bus, "slow", "starting");
    await newcomers.settled(["slow"], never);
    await is(bus, "slow", "ready");
    await first;
  });

  it("ends the waiting of whoever is aborted, and when the house ends", async () => {
    const stack = new AsyncDisposableStack();
    const bus = await openBus(stack);
    const newcomers = stack.use(await openNewcomers(bus, { patience: 100_000 }));
    await is(bus, "slow", "starting");
    const abort = new AbortController();
    const cut = newcomers.settled(["slow"], abort.signal);
    abort.abort();
    await cut;
    const last = newcomers.settled(["slow"], never);
    await stack.disposeAsync();
    await last;
  });

  it.each<[string, readonly [Phase, string?][]]>([
    ["again, after a crash", [["starting"], ["ready"], ["starting"]]],
    ["of an earlier hub", [["starting", "earlier"]]],
    ["that failed", [["starting"], ["failed"]]],
  ])("%s is not waited for", async (_name, phases) => {
    await using stack = new AsyncDisposableStack();
    const bus = await openBus(stack);
    const directory = stack.use(await openDirectory(bus));
    for (const [phase, bootId] of phases) await is(bus, "one", phase, bootId);
    await directory.settled({ capability: "tts", prefer: ["one"] }, never);
  });
});
