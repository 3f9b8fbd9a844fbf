/** Digests of models are kept between starts, for files that stay the same. */
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDigests } from "../../../core/host/digests.ts";
import { createVerifier } from "../../../core/host/models/verify.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {}, private() {} };
const text = "all that it weighs";
const right = "0".repeat(64);
let folder: string;
let model: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-digests-"));
  model = join(folder, "model.onnx");
  file = join(folder, "digests.json");
  await writeFile(model, text);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As another start of the house would judge it. */
async function judged(sha256 = right): Promise<string> {
  await using memory = await openDigests(file, silent);
  return await createVerifier(memory).check(model, { bytes: text.length, sha256 } as never);
}

/** Lets the file on disk say that the digest is `right`, which reading the model would not. */
async function pretend(): Promise<void> {
  expect(await judged()).toBe("wrong");
  await writeFile(
    file,
    (await readFile(file, "utf8")).replace(/"sum":"sha256 \w+"/, `"sum":"sha256 ${right}"`),
  );
}

it("does not read a file again that is unchanged", async () => {
  await pretend();
  expect(await judged()).toBe("good");
});

it("reads a file again that was written since, with the same size", async () => {
  await pretend();
  await writeFile(model, text.toUpperCase());
  expect(await judged()).toBe("wrong");
});

it.each([
  ["cut short", (kept: string) => kept.slice(0, -3)],
  ["no object", () => "7"],
  ["null", () => "null"],
  ["of other values", (kept: string) => kept.replace(/"mark":"[^"]*"/, '"mark":5')],
  ["of null", (kept: string) => kept.replace(/\{"mark".*\}\}/, "null}")],
])("reads it again when the file that keeps them is %s", async (_, change) => {
  await pretend();
  await writeFile(file, change(await readFile(file, "utf8")));
  expect(await judged()).toBe("wrong");
});

it("keeps no more than a thousand", async () => {
  {
    await using memory = await openDigests(file, silent);
    for (let count = 0; count < 1200; count++) memory.set(`${count}`, { mark: "m", sum: `sha256 ${right}` });
  }
  const kept = Object.keys(JSON.parse(await readFile(file, "utf8")));
  expect([kept.length, kept.includes("0"), kept.includes("1199")]).toEqual([1000, false, true]);
});

it("outlives a file that cannot be written", async () => {
  await rm(file, { force: true });
  await appendFile(join(folder, "wall"), "");
  file = join(folder, "wall", "digests.json");
  expect(await judged()).toBe("wrong");
});
