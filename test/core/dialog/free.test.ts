/** Who is busy is waited for, others are asked first, and all of it ends. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import type { Bus, Messages } from "../../../core/contract/index.ts";
import { type Directory, openDirectory } from "../../../core/dialog/directory.ts";
import { queueFor } from "../../../core/dialog/free.ts";

let stack: AsyncDisposableStack;
let bus: Bus;
let directory: Directory;
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  bus = broker.bus("hub/core");
  directory = stack.use(await openDirectory(bus));
});
afterEach(() => stack.disposeAsync());

const state = (plugin: string, jobs: number): Messages["provider/state"] => ({
  capability: "stt",
  plugin,
  client: "core",
  version: "0",
  languages: [],
  traits: {},
  licence: "",
  jobs,
  limit: 1,
  ready: jobs === 0,
  draining: false,
  bootId: "b1",
});
const say = async (plugin: string, jobs: number): Promise<void> => {
  await bus.publish("provider/state", { instance: `${plugin}.stt` }, state(plugin, jobs));
  await expect
    .poll(() => directory.all({ capability: "stt", full: true }).find((one) => one.plugin === plugin)?.jobs)
    .toBe(jobs);
};
const open = (signal = new AbortController().signal, limitMs = 10_000) =>
  queueFor(directory, { capability: "stt" }, 100, signal, limitMs);

describe("a queue for a provider", () => {
  it("gives whoever is free, and after a refusal another, else the same again", async () => {
    await say("a", 0);
    const queue = open();
    const first = await queue.next();
    expect(first?.plugin).toBe("a");
    if (first) queue.refused(first);
    expect((await queue.next())?.plugin).toBe("a");
    if (first) queue.refused(first);
    await say("b", 0);
    expect((await queue.next())?.plugin).toBe("b");
  });

  it("waits for one that is full until it is free", async () => {
    await say("a", 1);
    const next = open().next();
    await say("a", 0);
    expect((await next)?.plugin).toBe("a");
  });

  it("ends with PROVIDER_BUSY when all stay full, and NO_PROVIDER when none is there", async () => {
    await expect(open().next()).rejects.toMatchObject({ code: "NO_PROVIDER" });
    await say("a", 1);
    await expect(open(undefined, 150).next()).rejects.toMatchObject({ code: "PROVIDER_BUSY" });
    await expect(open().next(new Set(["a.stt"]))).rejects.toMatchObject({ code: "NO_PROVIDER" });
  });

  it("gives nobody once it is aborted", async () => {
    await say("a", 1);
    const abort = new AbortController();
    const next = open(abort.signal).next();
    abort.abort();
    expect(await next).toBeUndefined();
  });
});
