/** A real Redis server as the shared place of spoken sentences: found by another hub, gone, back, full of somebody else's data. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBroker } from "../../core/bus/broker.ts";
import type { Fault } from "../../core/contract/index.ts";
import { openSoundCache, type SoundCache } from "../../core/dialog/reply/cache/cache.ts";
import { has } from "./programs.ts";

const missing = has("redis-server") ? "" : "not installed: redis-server";
const test = it.skipIf(missing !== "");
if (missing) console.log(`Skipped, ${missing}`);

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

const log = { debug() {}, info() {}, warn() {}, error() {}, private() {} };
const key = (n: number): string => n.toString(16).padStart(64, "0");
const sound = [new Int16Array(16_000).fill(7)];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function startRedis(port: number): Promise<ChildProcess> {
  const dir = await mkdtemp(join(tmpdir(), "redis-"));
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--dir",
    dir,
    "--appendonly",
    "no",
  ];
  const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const text of child.stdout) if (String(text).includes("Ready to accept connections")) break;
  child.stdout.resume();
  stack.defer(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    await rm(dir, { recursive: true, force: true });
  });
  return child;
}

/** Another hub: a folder of its own. */
async function openHub(port: number, told: Fault[] = []): Promise<SoundCache> {
  const folder = await mkdtemp(join(tmpdir(), "sounds-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  const far = () => `redis://127.0.0.1:${port}`;
  const tell = (fault: Fault) => void told.push(fault);
  const bus = broker.bus("hub/core");
  const cache = stack.use(openSoundCache({ folder, limit: () => 1e6, far, tell, bus, log }));
  await cache.settled();
  return cache;
}

test("what one hub spoke sounds in the other, and is kept there", async () => {
  const port = await freePort();
  await startRedis(port);
  const one = await openHub(port);
  const other = await openHub(port);
  await expect
    .poll(async () => {
      one.put(key(1), "Okay.", sound);
      await one.settled();
      return (await other.get(key(1)))?.[0];
    })
    .toBe(7);
  await other.settled();
  expect(other.has(key(1))).toBe(true);
  expect(other.stats).toMatchObject({ far: 1 });
  const redis = new Redis(port);
  expect(await redis.ttl(`hearsay:voice:${key(1)}`)).toBeGreaterThan(86_400);
  expect(await redis.strlen(`hearsay:voice:${key(1)}`)).toBe(32_040);
  await one.clear();
  expect(await redis.keys("*")).toEqual([]);
  redis.disconnect();
});

test("damaged, foreign and oversized values are no sounds", async () => {
  const port = await freePort();
  await startRedis(port);
  const cache = await openHub(port);
  const redis = new Redis(port);
  stack.defer(() => redis.disconnect());
  await redis.set(`hearsay:voice:${key(1)}`, "not a sound");
  await redis.set(`hearsay:voice:${key(2)}`, "x".repeat(5_000_000));
  await redis.lpush(`hearsay:voice:${key(3)}`, "a list");
  await redis.set("somebody:else", "1");
  for (const n of [1, 2, 3]) expect(await cache.get(key(n))).toBeUndefined();
  await cache.clear();
  expect(await redis.keys("*")).toEqual(["somebody:else"]);
});

test("a server that goes is told of once, costs no turn, and is used again when it is back", async () => {
  const port = await freePort();
  const told: Fault[] = [];
  const first = await startRedis(port);
  const cache = await openHub(port, told);
  const helper = await openHub(port);
  first.kill("SIGKILL");
  await once(first, "exit");
  await expect.poll(() => told.length).toBe(1);
  for (let n = 0; n < 20; n++) expect(await cache.get(key(n))).toBeUndefined();
  expect(told.map(({ code }) => code)).toEqual(["VOICE_CACHE_DOWN"]);
  expect(told[0]?.message).not.toContain("redis://");
  await startRedis(port);
  await expect
    .poll(
      async () => {
        helper.put(key(50), "Okay.", sound);
        await helper.settled();
        return (await cache.get(key(50)))?.length;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(16_000);
});

test("a server that hangs is waited for no longer than a moment", async () => {
  const port = await freePort();
  const child = await startRedis(port);
  const told: Fault[] = [];
  const cache = await openHub(port, told);
  await expect.poll(() => cache.get(key(1)).then(() => told.length)).toBe(0);
  child.kill("SIGSTOP");
  stack.defer(() => void child.kill("SIGCONT"));
  expect(await cache.get(key(2))).toBeUndefined();
  await expect.poll(() => cache.get(key(3)).then(() => told.length)).toBe(1);
});
