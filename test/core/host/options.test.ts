/** A plugin's options: defaults, mistakes and secrets. */
import { describe, expect, it } from "vitest";
import { checkOptions } from "../../../core/host/options.ts";
import { childEnv } from "../../../core/host/processes.ts";

const schema = {
  type: "object",
  properties: {
    size: { type: "string", enum: ["tiny", "base"], default: "base" },
    threads: { type: "integer", minimum: 1, default: 2 },
    key: { type: "string" },
  },
};
const check = (options: Record<string, unknown>, given: object | undefined = schema) =>
  checkOptions({ name: "p", schema: given, options, folder: "/", env: { WORDS: "open sesame" } });

it("fills in defaults", async () => {
  expect(await check({ threads: 4 })).toEqual({ size: "base", threads: 4 });
  expect(await checkOptions({ name: "p", schema: undefined, options: {}, folder: "/", env: {} })).toEqual({});
});

it("takes secrets from where they are", async () => {
  expect(await check({ key: { env: "WORDS" } })).toMatchObject({ key: "open sesame" });
  await expect(check({ key: { env: "NONE" } })).rejects.toMatchObject({ code: "SETTINGS_INVALID" });
});

describe("mistakes", () => {
  const cases: readonly (readonly [Record<string, unknown>, string, string])[] = [
    [{ size: "bse" }, "/plugins/use/p/options/size", "must be one of tiny, base"],
    [{ thread: 1 }, "/plugins/use/p/options", 'no option "thread". Did you mean "threads"'],
    [{ threads: 0 }, "/plugins/use/p/options/threads", "must be >= 1"],
  ];
  it.each(cases)("%j", async (options, path, message) => {
    await expect(check(options)).rejects.toMatchObject({
      code: "PLUGIN_OPTIONS_INVALID",
      path,
      message: expect.stringContaining(message),
    });
  });

  it("in the schema itself are the plugin's", async () => {
    await expect(check({}, { type: "nonsense" })).rejects.toMatchObject({ code: "PLUGIN_INVALID" });
  });
});

it("children get no variable that is named like a secret", () => {
  const env = {
    PATH: "/bin",
    HOME: "/h",
    HEARSAY_MODELS: "/m",
    HEARSAY__BUS__PORT: "1",
    API_KEY: "k",
    DB_PASSWORD: "p",
    GH_TOKEN: "t",
    KEYBOARD: "us",
  };
  const { MALLOC_ARENA_MAX, MALLOC_TRIM_THRESHOLD_, ...kept } = childEnv(env);
  expect(Object.keys(kept)).toEqual(["PATH", "HOME", "HEARSAY_MODELS", "KEYBOARD"]);
  expect([MALLOC_ARENA_MAX, MALLOC_TRIM_THRESHOLD_]).toEqual(["2", "16777216"]);
});
