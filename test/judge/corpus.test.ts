/** The published corpus is read whole, and four of its languages are understood and answered as their tests want. */
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract } from "tar";
import { describe, expect, it } from "vitest";
import { languagesOf, readPack } from "../../core/language/pack/index.ts";
import { openResponses } from "../../core/language/respond/index.ts";
import { judge, programOf } from "./judge.ts";
import { readSuites, testsIn } from "./suite.ts";

const packed = ["intents-data.tar.gz", "intents-tests-dev.tar.gz"].map((file) =>
  join(import.meta.dirname, "../../../shared/data/intents", file),
);
const isThere = packed.every((file) => existsSync(file));

describe.skipIf(!isThere)("the corpus in ../shared/data/intents (skipped where it is absent)", async () => {
  const dir = await mkdtemp(join(tmpdir(), "hearsay-corpus-"));
  if (isThere) for (const file of packed) await extract({ file, cwd: dir });
  const data = existsSync(join(dir, "sentences")) ? dir : join(dir, "data");

  it("has no file that cannot be read, in 65 languages", async () => {
    const packs = await Promise.all((await languagesOf(data)).map((language) => readPack(data, language)));
    expect(packs).toHaveLength(65);
    expect(packs.flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([]);
  }, 120_000);

  it.each(["en", "ja", "sv", "zh-CN"])(
    "%s is understood and answered",
    async (language) => {
      const pack = await readPack(data, language);
      const program = programOf(pack);
      expect(program.problems).toEqual([]);
      const suites = await readSuites(testsIn(dir), language, (message) => expect.unreachable(message));
      const responses = openResponses(language, pack.responses);
      const { total, misses } = judge({ pack, program, responses }, suites);
      expect(total).toBeGreaterThan(0);
      expect(misses).toEqual([]);
    },
    120_000,
  );
});
