/** `hearsay plugins` against a running house, as a person and as a program would use it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Call } from "../../../core/cli/command.ts";
import { plugins } from "../../../core/cli/commands/plugins.ts";
import { ears, type House, openHouse } from "./house.ts";

let house: House;
let url: string;
beforeAll(async () => {
  house = await openHouse({
    files: {
      "plugins/ears/index.ts": ears("ears", "one"),
      "plugins/broken/index.ts": ears("broken", "two", { more: 'throw new Error("no cheese");' }),
    },
  });
  await house.host.start();
  url = house.url;
});
afterAll(() => house[Symbol.asyncDispose]());

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const json = args.includes("--json");
  const lines: string[] = [];
  const io = {
    out: (text: string) => void lines.push(text),
    err() {},
    status() {},
    signal: new AbortController().signal,
    env: {},
  };
  const call: Call = { values: { hub: url, json }, positionals: args.filter((arg) => arg !== "--json"), io };
  return { code: await plugins.run(call), lines: lines.flatMap((text) => text.split("\n")) };
}

it("lists what there is, with what is wrong", async () => {
  const { code, lines } = await run("list");
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^NAME +KIND +STATE +WHERE +ABOUT$/);
  expect(lines[1]).toMatch(/^broken +plugin +failed +inline +broken: no cheese$/);
  expect(lines[2]).toMatch(/^ears +plugin +ready +inline +Hears one\.$/);
});

it("lists for programs", async () => {
  const states = JSON.parse((await run("list", "--json")).lines.join(""));
  expect(states).toMatchObject([
    { name: "broken", problem: { code: "PLUGIN_START_FAILED" } },
    { name: "ears", phase: "ready" },
  ]);
});

it("shows one", async () => {
  const { lines } = await run("show", "ears");
  expect(lines.join("\n")).toMatch(/provides +stt\ninstances +ears\.stt\./);
});

it("reloads, disables and enables", async () => {
  expect((await run("reload", "ears")).lines[0]).toMatch(
    /^ears was reloaded in \d+ ms; it was never out of service\.$/,
  );
  expect(JSON.parse((await run("reload", "ears", "--json")).lines[0] ?? "")).toMatchObject({
    name: "ears",
    outage: 0,
  });
  expect((await run("disable", "ears")).lines).toEqual(["ears is disabled."]);
  expect((await run("disable", "ears")).lines).toEqual(["ears was disabled already."]);
  expect((await run("enable", "ears")).lines).toEqual(["ears is enabled."]);
});

describe("says what is wrong", () => {
  it("with a plugin that does not start", async () => {
    await run("disable", "broken");
    const { code, lines } = await run("enable", "broken");
    expect(code).toBe(1);
    expect(lines.join(" ")).toContain("no cheese");
    await expect(run("reload", "broken")).rejects.toMatchObject({ code: "PLUGIN_START_FAILED" });
  });

  const cases: readonly (readonly [string[], string, RegExp])[] = [
    [["reload", "eras"], "PLUGIN_NOT_FOUND", /Did you mean ears\?/],
    [["reload"], "USAGE", /NAME/],
    [["list", "ears"], "USAGE", /list/],
    [["frobnicate", "ears"], "USAGE", /reload/],
  ];
  it.each(cases)("%j", async (args, code, message) => {
    await expect(run(...args)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
