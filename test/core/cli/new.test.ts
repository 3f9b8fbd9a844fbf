/** That what `hearsay new` writes passes its own test at once, and that it writes over nothing. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { make, makeable, projectAt, testCommand } from "../../../core/cli/make.ts";
import { placeIn } from "../../../core/host/find.ts";
import { loadAt } from "../../../core/host/load.ts";

const root = resolve(import.meta.dirname, "../../..");
const folder = await mkdtemp(join(tmpdir(), "hearsay-new-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const vitest = (where: string) =>
  promisify(execFile)(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", where],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
    },
  );

it("passes its own tests, and the host takes it", { timeout: 120_000 }, async () => {
  for (const what of makeable) {
    const files = await make(what, `my-${what}`, { folder });
    expect(files.map((file) => file.slice(folder.length + 1)).sort()).toEqual(
      (what === "skill"
        ? ["de.json", "en.json", "index.ts", "my-skill.test.ts"]
        : ["README.md", "index.ts", `my-${what}.test.ts`]
      ).map((file) => `my-${what}/${file}`),
    );
    for (const file of files) expect(await readFile(file, "utf8")).not.toContain("__");
    const place = await placeIn(folder, `my-${what}`, "folder");
    if (place === undefined) throw new Error("It is not found.");
    expect(await loadAt(place)).toMatchObject({
      name: `my-${what}`,
      kind: what === "skill" ? "skill" : "plugin",
    });
  }
  const { stdout } = await vitest(folder);
  expect(stdout).toMatch(/Test Files.*6 passed/);
});

it("the test it wrote fails when the skill is broken", { timeout: 60_000 }, async () => {
  const own = join(folder, "broken");
  const [index = ""] = await make("skill", "broken", { folder: own });
  await writeFile(index, (await readFile(index, "utf8")).replace('say("total", { total })', 'say("reset")'));
  await expect(vitest(own)).rejects.toThrow();
});

describe("refuses", () => {
  it.each([
    "",
    "Upper",
    "under_score",
    "../up",
    "a/b",
    "9lives",
    "-a",
    "a--b",
    "a-",
    "x".repeat(41),
    "index.ts",
  ])("the name %j", async (name) => {
    await expect(make("skill", name, { folder })).rejects.toMatchObject({ code: "USAGE" });
  });

  it("what is there already, and leaves it as it is", async () => {
    const [index = ""] = await make("tts", "taken", { folder });
    const before = await readFile(index, "utf8");
    await expect(make("skill", "taken", { folder })).rejects.toMatchObject({ code: "USAGE" });
    expect(await readFile(index, "utf8")).toBe(before);
  });

  it("a test that is there already", async () => {
    const tests = join(folder, "tests");
    await make("skill", "one", { folder, tests });
    await expect(make("skill", "one", { folder: join(folder, "other"), tests })).rejects.toThrow(
      "is there already",
    );
  });
});

it("tells the project from other folders", async () => {
  expect(await projectAt(join(root, "core"))).toBe(root);
  expect(await projectAt(tmpdir())).toBeUndefined();
  expect(testCommand(join(root, "test/skills/x.test.ts"), root)).toBe("npx vitest run test/skills/x.test.ts");
});
