/** Replacing plugins while the house goes on: jobs under way, broken changes, exclusive ones, files that come and go. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ears, type House, type HouseOptions, hear, openHouse } from "./house.ts";

let house: House;
afterEach(() => house[Symbol.asyncDispose]());

async function start(options: HouseOptions): Promise<House> {
  house = await openHouse(options);
  await house.host.start();
  return house;
}
const instanceOf = (name: string): string => house.states.get(name)?.instances[0] ?? "";
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 10 });

describe.each(["inline", "speech"])("a plugin placed %s", (placement) => {
  const extra = `placement: "${placement}",`;

  it("is replaced when its file changes; the old one ends its job", async () => {
    await start({ files: { "plugins/ears/index.ts": ears("ears", "one", { delay: 700, extra }) } });
    const old = instanceOf("ears");
    const job = hear(house.bus, old, "long");
    await until(() => expect(house.providers.get(old)?.jobs).toBe(1));
    await house.write("plugins/ears/index.ts", ears("ears", "two", { extra }));
    await until(() => expect(instanceOf("ears")).not.toBe(old));
    expect(house.providers.get(instanceOf("ears"))?.ready).toBe(true);
    expect(await hear(house.bus, instanceOf("ears"), "short")).toBe("two");
    expect(await job).toBe("one");
    await until(() => expect(house.providers.has(old)).toBe(false));
    expect(house.phases("ears").slice(house.phases("ears").indexOf("ready"))).toEqual(["ready", "ready"]);
  });

  it.each([
    ["cannot be parsed", "export default {", "PLUGIN_INVALID"],
    [
      "throws when it starts",
      ears("ears", "x", { extra, more: 'throw new Error("no");' }),
      "PLUGIN_START_FAILED",
    ],
  ])("goes on as it was when the new one %s", async (_why, text, code) => {
    await start({ files: { "plugins/ears/index.ts": ears("ears", "one", { extra }) } });
    const old = instanceOf("ears");
    await house.write("plugins/ears/index.ts", text);
    await until(() => expect(house.states.get("ears")?.problem?.code).toBe(code));
    expect(house.states.get("ears")).toMatchObject({ phase: "ready", instances: [old] });
    expect(await hear(house.bus, old, "still")).toBe("one");
    await expect(house.host.reload("ears")).rejects.toMatchObject({ code });
    await house.write("plugins/ears/index.ts", ears("ears", "three", { extra }));
    await until(() => expect(house.states.get("ears")?.problem).toBeUndefined());
    expect(await hear(house.bus, instanceOf("ears"), "mended")).toBe("three");
  });

  it("that is exclusive ends before the next one starts, and comes back when that fails", async () => {
    const exclusive = `${extra} exclusive: true,`;
    const lock = `
      const { existsSync, writeFileSync, rmSync } = await import("node:fs");
      const file = host.folder + "/lock";
      if (existsSync(file)) throw new Error("taken");
      writeFileSync(file, "");
      host.own({ [Symbol.dispose]: () => rmSync(file) });`;
    await start({
      files: { "plugins/ears/index.ts": ears("ears", "one", { extra: exclusive, more: lock }) },
      yaml: "plugins: { watch: false }",
    });
    await house.write("plugins/ears/index.ts", ears("ears", "two", { extra: exclusive, more: lock }));
    const { outage, took } = await house.host.reload("ears");
    expect(outage).toBeGreaterThan(0);
    expect(outage).toBeLessThanOrEqual(took);
    expect(await hear(house.bus, instanceOf("ears"), "b")).toBe("two");

    const broken = ears("ears", "three", { extra: exclusive, more: `${lock} throw new Error("broken");` });
    await house.write("plugins/ears/index.ts", broken);
    await expect(house.host.reload("ears")).rejects.toMatchObject({ code: "PLUGIN_START_FAILED" });
    expect(house.states.get("ears")).toMatchObject({
      phase: "ready",
      problem: { code: "PLUGIN_START_FAILED" },
    });
    expect(await hear(house.bus, instanceOf("ears"), "c")).toBe("two");
  });
});

describe("files that come and go", () => {
  const helped = (text: string) => ({
    "index.ts":
      'import { definePlugin } from "hearsay";\nimport { about } from "./parts/help.ts";\nimport facts from "./facts.json" with { type: "json" };\nexport default definePlugin({ name: "helped", about: about + facts.n, start() {} });',
    "parts/help.ts": `export const about: string = "${text}";`,
  });

  it("start, change and end only their plugin", async () => {
    await start({
      files: {
        "plugins/helped/index.ts": helped("a")["index.ts"],
        "plugins/helped/parts/help.ts": helped("a")["parts/help.ts"],
        "plugins/helped/facts.json": '{ "n": 1 }',
        "plugins/other/index.ts": ears("other", "other"),
      },
    });
    const { states } = house;
    expect(states.get("helped")?.about).toBe("a1");
    await house.write("plugins/helped/parts/help.ts", helped("b")["parts/help.ts"]);
    await until(() => expect(states.get("helped")?.about).toBe("b1"));
    await house.write("plugins/helped/facts.json", '{ "n": 2 }');
    await until(() => expect(states.get("helped")?.about).toBe("b2"));
    await house.write("plugins/late/index.ts", ears("late", "late"));
    await until(() => expect(states.get("late")?.phase).toBe("ready"));
    await rm(join(house.folder, "plugins/helped"), { recursive: true });
    await until(() => expect(states.has("helped")).toBe(false));
    expect(house.phases("other")).toEqual(["starting", "ready"]);
  });

  it("bring a skill's new sentences", async () => {
    const words = (sentence: string): string =>
      JSON.stringify({ hear: { hi: [sentence] }, say: { hi: ["Hi."] } });
    await start({
      files: {
        "skills/greet/index.ts": `import { defineSkill } from "hearsay";
export default defineSkill({ name: "greet", about: "Greets.", intents: {
  hi: { about: "Greets.", slots: {}, async run(context) { await context.say("hi"); } },
} });`,
        "skills/greet/en.json": words("hello"),
      },
    });
    const heard: unknown[] = [];
    await house.bus.on("skill/state", {}, ({ body }) => void heard.push(body.languages.en));
    await house.write("skills/greet/en.json", words("good day"));
    await until(() => expect(heard.at(-1)).toMatchObject({ hear: { hi: ["good day"] } }));
  });

  it("of the user stand in place of bundled ones", async () => {
    await start({
      files: { "bundled/plugins/p/index.ts": ears("p", "theirs"), "plugins/p/index.ts": ears("p", "mine") },
    });
    expect(house.states.get("p")?.about).toBe("Hears mine.");
    expect(house.host.list()).toHaveLength(1);
  });
});

it("changed options start their plugin anew, and only that", async () => {
  const options = 'options: { type: "object", properties: { word: { type: "string", default: "a" } } },';
  const more = 'const { word } = options; host.log.info("word is " + word);';
  await start({
    files: {
      "plugins/x/index.ts": ears("x", "x", { extra: options, more }),
      "plugins/y/index.ts": ears("y", "y"),
    },
  });
  const next = {
    ...house.settings,
    plugins: { ...house.settings.plugins, use: { x: { options: { word: "b" } } } },
  };
  await house.host.apply(next);
  expect(house.log.filter((line) => line.includes("word is")).map((line) => line.at(-1))).toEqual(["a", "b"]);
  expect(house.phases("y")).toEqual(["starting", "ready"]);
  await house.host.apply({ ...next, plugins: { ...next.plugins, use: { x: { enabled: false } } } });
  expect(house.states.get("x")?.phase).toBe("stopped");
});
