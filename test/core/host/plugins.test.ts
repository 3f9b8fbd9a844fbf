/** Plugins found, started side by side, told about on the bus, and failing alone. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ears, type House, hear, openHouse } from "./house.ts";

const plugin = (name: string, body: string): string =>
  `import { definePlugin, Fault } from "hearsay";\nexport default definePlugin({ name: "${name}", about: "x", ${body} });\n`;
const skill = `import { defineSkill, slot } from "hearsay";
export default defineSkill({ name: "greet", about: "Greets.", intents: {
  hello: { about: "Says hello.", slots: {}, async run(context) { await context.say("hello"); } },
} });`;

const files = {
  "plugins/good/index.ts": ears("good", "one"),
  "plugins/away/index.ts": ears("away", "two", { extra: 'placement: "speech",' }),
  "plugins/throws/index.ts": plugin("throws", 'start() {\n  throw new Error("out of cheese");\n}'),
  "plugins/coded/index.ts": plugin(
    "coded",
    'start() { throw new Fault("AUDIO_DEVICE_MISSING", "No microphone."); }',
  ),
  "plugins/parse/index.ts": "export default {\n  name: ;\n};\n",
  "plugins/misnamed/index.ts": plugin("other", "start() {}"),
  "plugins/empty/index.ts": "export const nothing = 1;\n",
  "plugins/opted/index.ts": plugin(
    "opted",
    'options: { type: "object", properties: { speed: { type: "number", default: 2 } } }, start() {}',
  ),
  "plugins/off/index.ts": plugin("off", "start() {}"),
  "plugins/silent/index.mjs": plugin("silent", "start() {}"),
  "skills/greet/index.ts": skill,
  "skills/greet/en.json": '{ "hear": { "hello": ["hello"] }, "say": { "hello": ["Hello."] } }',
  "skills/typo/index.ts": skill.replaceAll("greet", "typo"),
  "skills/typo/en.json": '{ "hear": { "hello": ["hello"] },\n  "say": }',
  "bundled/plugins/plain/index.ts": plugin("plain", "start() {}"),
  "bundled/plugins/unasked/index.ts": plugin("unasked", 'needs: { models: ["m"] }, start() {}'),
  "bundled/plugins/service/index.ts": plugin("service", "remote: true, start() {}"),
  "bundled/plugins/named/index.ts": plugin("named", "remote: true, start() {}"),
  "node_modules/@me/hearsay-thing/package.json":
    '{ "name": "@me/hearsay-thing", "version": "3.2.1", "type": "module", "exports": { ".": { "import": "./main.js" } } }',
  "node_modules/@me/hearsay-thing/main.js":
    'import { helper } from "./helper.js";\nimport { definePlugin } from "hearsay";\nexport default definePlugin({ name: "thing", about: helper, start() {} });\n',
  "node_modules/@me/hearsay-thing/helper.js":
    'import { Fault } from "hearsay";\nexport const helper = "a package " + typeof Fault;\n',
};
const yaml = `
plugins:
  packages: ["@me/hearsay-thing", nowhere]
  use:
    off: { enabled: false }
    opted: { options: { spede: 1 } }
    named: {}
`;

let house: House;
beforeAll(async () => {
  house = await openHouse({ files, yaml });
  await house.host.start();
});
afterAll(() => house[Symbol.asyncDispose]());

describe("each starts or fails alone", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["throws", "PLUGIN_START_FAILED", /throws: out of cheese/],
    ["coded", "AUDIO_DEVICE_MISSING", /coded: No microphone/],
    ["parse", "PLUGIN_INVALID", /plugins\/parse\/index\.ts:2:\d+/],
    ["misnamed", "PLUGIN_INVALID", /its name is "other" and its folder's is "misnamed"/],
    ["empty", "PLUGIN_INVALID", /no default export|no name/],
    ["opted", "PLUGIN_OPTIONS_INVALID", /no option "spede"\. Did you mean "speed"/],
    ["typo", "SENTENCE_INVALID", /skills\/typo\/en\.json:2:10/],
  ];
  it.each(cases)("%s: %s", (name, code, message) => {
    expect(house.states.get(name)).toMatchObject({ phase: "failed", problem: { code } });
    const fault = house.faults.find((one) => one.plugin === name);
    expect(fault).toMatchObject({
      code,
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(/\w/),
    });
  });

  it.each(["good", "away", "greet", "thing", "silent", "plain", "named"])("%s is ready", (name) => {
    expect(house.states.get(name)?.phase).toBe("ready");
  });
});

it("says what each is and offers", () => {
  expect(house.states.get("good")).toMatchObject({ kind: "plugin", placement: "inline", provides: ["stt"] });
  expect(house.states.get("away")).toMatchObject({ placement: "speech", provides: ["stt"] });
  expect(house.states.get("greet")).toMatchObject({ kind: "skill", provides: ["skill"] });
  expect(house.states.get("thing")).toMatchObject({ version: "3.2.1", about: "a package function" });
});

it("names a package that is not installed", () => {
  expect(house.faults.find(({ plugin: name }) => name === "nowhere")).toMatchObject({
    code: "PLUGIN_NOT_FOUND",
  });
});

it("leaves off what was not asked for, and still says what it is", async () => {
  await vi.waitFor(() => expect(house.states.get("unasked")).toMatchObject({ phase: "stopped", about: "x" }));
  await vi.waitFor(() => expect(house.states.get("service")).toMatchObject({ phase: "stopped", about: "x" }));
  await vi.waitFor(() => expect(house.states.get("off")?.phase).toBe("stopped"));
});

it.each(["good", "away"])("%s does a job, wherever it runs", async (name) => {
  const [instance = ""] = house.states.get(name)?.instances ?? [];
  expect(await hear(house.bus, instance, `job-${name}`)).toBe(name === "good" ? "one" : "two");
});

it("answers enable, disable and reload on the bus", async () => {
  const { bus, states } = house;
  expect(await bus.ask("plugin/enable", {}, { name: "off" })).toEqual({ changed: true });
  expect(states.get("off")?.phase).toBe("ready");
  expect(await bus.ask("plugin/enable", {}, { name: "off" })).toEqual({ changed: false });
  expect(await bus.ask("plugin/disable", {}, { name: "off" })).toEqual({ changed: true });
  expect(states.get("off")?.phase).toBe("stopped");
  await expect(bus.ask("plugin/reload", {}, { name: "good" })).resolves.toMatchObject({ outage: 0 });
  await expect(bus.ask("plugin/reload", {}, { name: "nobody" })).rejects.toMatchObject({
    code: "PLUGIN_NOT_FOUND",
  });
});
