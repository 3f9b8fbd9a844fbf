/** A plugin in the hub's own process that throws when nobody waits for it: told, and survived. Run as a process of its own, as a hub is. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const houseModule = JSON.stringify(fileURLToPath(new URL("house.ts", import.meta.url)));

/** Starts a house with one plugin, does `act`, waits, and tells its faults. */
async function faultsOf(
  more: string,
  act = "",
): Promise<{ code: number; faults: { code: string; plugin?: string; message: string }[] }> {
  const script = `
    import { ears, hear, openHouse } from ${houseModule};
    const house = await openHouse({
      files: { "plugins/p/index.ts": ears("p", "p", { more: ${JSON.stringify(more)} }), "plugins/q/index.ts": ears("q", "q") },
      host: { uncaught: (thrown) => { console.log(JSON.stringify([{ code: "UNCAUGHT", message: String(thrown) }])); process.exit(9); } },
    });
    await house.host.start();
    ${act}
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (await hear(house.bus, house.states.get("q").instances[0], "still") !== "q") process.exit(8);
    console.log(JSON.stringify(house.faults));
    await house[Symbol.asyncDispose]();`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = text(child.stdout);
  const code = await new Promise<number>((resolve) => child.once("close", (exit) => resolve(exit ?? -1)));
  return { code, faults: JSON.parse((await said).trim().split("\n").at(-1) ?? "[]") };
}

const stop = 'await house.host.disable("p");';
const cases: readonly (readonly [string, string, string, RegExp])[] = [
  ["a timer", 'setTimeout(() => { throw new Error("tick"); }, 50);', "", /p: nobody caught: tick/],
  [
    "a message that breaks its schema and that nobody waits for",
    'setTimeout(() => { void host.bus.publish("device/changed", { device: "d" }, { odd: 1 }); }, 50);',
    "",
    /p: nobody caught: .*device\/changed/,
  ],
  ["a promise", 'setTimeout(() => Promise.reject(new Error("tock")), 50);', "", /p: nobody caught: tock/],
  [
    "a timer after its release",
    'setTimeout(() => { throw new Error("ghost"); }, 300);',
    stop,
    /nobody caught: ghost/,
  ],
  [
    "a listener on the bus",
    'await host.bus.on("plugin/state", {}, () => { throw new Error("ear"); });',
    "",
    /ear/,
  ],
  [
    "what it owned",
    'host.own({ [Symbol.dispose]() { throw new Error("clutch"); } });',
    stop,
    /could not be released: clutch/,
  ],
];
it.each(cases)("%s that throws is a fault of the plugin", async (_what, more, act, message) => {
  const { code, faults } = await faultsOf(more, act);
  expect(code).toBe(0);
  expect(faults).toContainEqual(
    expect.objectContaining({ code: "JOB_FAILED", plugin: "p", message: expect.stringMatching(message) }),
  );
});

it("a released plugin can say nothing more", async () => {
  const more = `setTimeout(() => {
    host.bus.publish("device/changed", { device: "d" }, { state: "on", attributes: {}, bootId: host.bus.bootId }).catch((error) => host.log.info("refused " + error.code));
  }, 300);`;
  const { faults } = await faultsOf(
    more,
    `const heard = []; await house.bus.on("device/changed", {}, () => heard.push(1)); ${stop}
     await new Promise((resolve) => setTimeout(resolve, 500));
     if (heard.length > 0 || !house.log.join("").includes("refused CANCELLED")) process.exit(7);`,
  );
  expect(faults).toEqual([]);
});

it("what others do on hearing a plugin is not the plugin's", async () => {
  const more =
    'setTimeout(() => { void host.bus.publish("device/changed", { device: "d" }, { state: "on", attributes: {}, bootId: host.bus.bootId }); }, 100);';
  const act =
    'await house.bus.on("device/changed", {}, () => { setTimeout(() => { throw new Error("core"); }, 10); });';
  const { code, faults } = await faultsOf(more, act);
  expect([code, faults[0]?.code]).toEqual([9, "UNCAUGHT"]);
});

it("a failure that is no plugin's goes to the hub", async () => {
  const { code, faults } = await faultsOf("", 'setTimeout(() => { throw new Error("core"); }, 10);');
  expect([code, faults[0]?.code]).toEqual([9, "UNCAUGHT"]);
});
