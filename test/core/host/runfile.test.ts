/** The file that tells of a running hub is believed only while that very hub runs: power cuts leave it behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimData, readRunFile, writeRunFile } from "../../../core/host/runfile.ts";

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-run-"));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const facts = (pid: number) => ({ pid, mqtt: 1, ws: 2, http: 3, host: "127.0.0.1", token: "t" });
const file = (): string => join(data, "run", "hub.json");

async function other(): Promise<{ pid: number } & AsyncDisposable> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  return {
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

it("tells of a hub that runs, keeps others off its data, and is for its owner only", async () => {
  await using hub = await other();
  await writeRunFile(data, facts(hub.pid));
  expect(await readRunFile(data)).toMatchObject(facts(hub.pid));
  await expect(claimData(data)).rejects.toMatchObject({ code: "HUB_RUNNING" });
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

it("is taken back when its hub ends", async () => {
  const written = await writeRunFile(data, facts(process.pid));
  await written[Symbol.asyncDispose]();
  expect(await readRunFile(data)).toBeUndefined();
});

it.each([["{"], ["null"], ["[]"], ["{}"], ['{"pid":0}']])("that says %j is not believed", async (text) => {
  await writeRunFile(data, facts(process.pid));
  await writeFile(file(), text);
  expect(await readRunFile(data)).toBeUndefined();
  await claimData(data);
});

it("of a hub that died is not believed", async () => {
  const hub = await other();
  await writeRunFile(data, facts(hub.pid));
  await hub[Symbol.asyncDispose]();
  expect(await readRunFile(data)).toBeUndefined();
});

it.runIf(process.platform === "linux")(
  "is not believed when its number was given to another process",
  async () => {
    await using hub = await other();
    await writeRunFile(data, facts(hub.pid));
    const { born } = JSON.parse(await readFile(file(), "utf8"));
    // The kernel counts in ticks of 10 ms.
    await sleep(30);
    await using stranger = await other();
    await writeFile(file(), JSON.stringify({ ...facts(stranger.pid), born }));
    expect(await readRunFile(data)).toBeUndefined();
    await claimData(data);
  },
);
