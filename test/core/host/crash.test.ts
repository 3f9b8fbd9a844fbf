/** Processes that die, hang or outlive their hub, and plugins that take their process with them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ears, type House, type HouseOptions, hear, openHouse } from "./house.ts";

let house: House | undefined;
afterEach(async () => {
  await house?.[Symbol.asyncDispose]();
  house = undefined;
});

async function start(options: HouseOptions): Promise<House> {
  house = await openHouse(options);
  await house.host.start();
  return house;
}
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 10 });
const away = (name: string, more = ""): string => ears(name, name, { extra: 'placement: "speech",', more });
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a process that dies", () => {
  const ways: readonly (readonly [string, string, (pid: number) => void])[] = [
    ["is killed", "", (pid) => process.kill(pid, "SIGKILL")],
    ["exits", "setTimeout(() => process.exit(3), 1500).unref();", () => {}],
    ["has an uncaught exception", 'setTimeout(() => { throw new Error("late"); }, 1500);', () => {}],
  ];
  it.each(ways)("because it %s is back with all its plugins", async (_way, more, kill) => {
    const once = `if (!(await host.store.get("been"))) { await host.store.set("been", true); ${more} }`;
    const { host, states, providers, faults, bus } = await start({
      files: {
        "plugins/a/index.ts": away("a", once),
        "plugins/b/index.ts": away("b"),
        "plugins/c/index.ts": ears("c", "c"),
      },
    });
    const pid = host.pids().speech ?? 0;
    const old = [states.get("a")?.instances[0] ?? "", states.get("b")?.instances[0] ?? ""];
    kill(pid);
    await until(() => expect(states.get("a")?.phase).toBe("failed"));
    for (const instance of old) expect(providers.has(instance)).toBe(false);
    expect(states.get("a")?.problem?.code).toBe("PROCESS_CRASHED");
    expect(faults.map(({ code }) => code)).toContain("PROCESS_CRASHED");
    expect(states.get("c")?.phase).toBe("ready");
    await until(() => expect([states.get("a")?.phase, states.get("b")?.phase]).toEqual(["ready", "ready"]));
    expect(host.pids().speech).not.toBe(pid);
    expect(await hear(bus, states.get("b")?.instances[0] ?? "", "again")).toBe("b");
  });

  it("names the plugin whose exception nobody caught", async () => {
    const more = 'setTimeout(() => { throw new Error("late"); }, 300);';
    const { faults } = await start({
      files: { "plugins/a/index.ts": away("a", more), "plugins/b/index.ts": away("b") },
    });
    await until(() => expect(faults.find(({ code }) => code === "PROCESS_CRASHED")?.plugin).toBe("a"));
  });

  it("goes on without the plugin that keeps killing it", async () => {
    const { states } = await start({
      files: {
        "plugins/bad/index.ts": away("bad", "process.kill(process.pid, 'SIGKILL');"),
        "plugins/b/index.ts": away("b"),
      },
      host: { process: { backoffMs: 20 } },
    });
    await until(() => expect(states.get("bad")?.phase).toBe("failed"));
    await until(() => expect(states.get("b")?.phase).toBe("ready"));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([states.get("bad")?.phase, states.get("b")?.phase]).toEqual(["failed", "ready"]);
  });
});

it("a process that hangs is ended and replaced, and the hub goes on meanwhile", async () => {
  const more = `if (!(await host.store.get("been"))) {
    await host.store.set("been", true);
    setTimeout(() => { for (;;); }, 100);
  }`;
  const { host, states, faults, log } = await start({
    files: { "plugins/a/index.ts": away("a", more) },
    host: { process: { hungMs: 2000 } },
  });
  const pid = host.pids().speech ?? 0;
  await until(() => expect(faults.some(({ message }) => message.includes("did not answer"))).toBe(true));
  await until(() => expect([states.get("a")?.phase, alive(pid)]).toEqual(["ready", false]));
  expect(log.join("\n")).toContain("does not answer");
});

it("a promise nobody caught is a fault of its plugin, and its process lives", async () => {
  const more = 'setTimeout(() => Promise.reject(new Error("forgotten")), 100);';
  const { faults, host, states } = await start({ files: { "plugins/a/index.ts": away("a", more) } });
  const pid = host.pids().speech;
  await until(() => expect(faults.find(({ message }) => message.includes("forgotten"))?.plugin).toBe("a"));
  expect(host.pids().speech).toBe(pid);
  expect(states.get("a")?.phase).toBe("ready");
});

it("keeps what plugins store, logs what they print, and hands on no secret of the environment", async () => {
  const more = `
    await host.store.set("n", ((await host.store.get("n")) ?? 0) + 1);
    console.error("printed " + await host.store.get("n") + " " + await host.store.keys());
    host.log.info("environment", { mine: process.env.HEARSAY_MINE, words: process.env.MY_TOKEN, deep: process.env.HEARSAY__BUS__PASSWORD });`;
  const env = { ...process.env, HEARSAY_MINE: "yes", MY_TOKEN: "t0ken", HEARSAY__BUS__PASSWORD: "pa55" };
  const { host, log } = await start({ files: { "plugins/a/index.ts": away("a", more) }, host: { env } });
  await host.reload("a");
  await until(() => expect(log.join("\n")).toMatch(/process speech: printed 2 n/));
  expect(log.join("\n")).toContain("mine=yes");
  expect(log.join("\n")).not.toMatch(/t0ken|pa55/);
});

it("a process ends when its hub is killed", async () => {
  const script = `
    import { ears, openHouse } from ${JSON.stringify(fileURLToPath(new URL("house.ts", import.meta.url)))};
    const house = await openHouse({ files: { "plugins/a/index.ts": ears("a", "a", { extra: 'placement: "speech",' }) } });
    await house.host.start();
    console.log(house.host.pids().speech);`;
  const hub = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(hub.stdout, "data");
  const pid = Number(String(line));
  expect(alive(pid)).toBe(true);
  hub.kill("SIGKILL");
  await until(() => expect(alive(pid)).toBe(false));
});
