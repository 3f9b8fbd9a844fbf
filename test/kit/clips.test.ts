/** Manifests of clips: where their files are found, and what is said when they are not. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeWav } from "../../core/audio/wav.ts";
import { readClips, samplesOfClip } from "./clips.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-clips-"));
  await writeFile(join(folder, "a.wav"), writeWav(new Int16Array(160).fill(7), 16_000));
  await writeFile(join(folder, "fast.wav"), writeWav(new Int16Array(160).fill(7), 48_000));
  await writeFile(join(folder, "text.wav"), "no sound");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function manifest(content: unknown): Promise<string> {
  const path = join(folder, "manifest.json");
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

it.each([
  ["beside the manifest", () => "a.wav"],
  ["anywhere, by an absolute path", () => join(folder, "a.wav")],
])("finds a clip %s", async (_, file) => {
  const clips = readClips(await manifest({ clips: [{ file: file() }] }));
  expect(samplesOfClip(clips, file())).toHaveLength(160);
});

it.each<[string, unknown, string]>([
  ["is no JSON", "{", "cannot be read"],
  ["has no clips", {}, 'has no list "clips"'],
  ["names a clip that is absent", { clips: [{ file: "b.wav" }] }, "such as b.wav"],
])("refuses a manifest that %s", async (_, content, text) => {
  const path = await manifest(content);
  const wanted = { code: "USAGE", message: expect.stringContaining(text) };
  expect(() => readClips(path)).toThrow(expect.objectContaining(wanted));
});

it("refuses a manifest that is absent", () => {
  expect(() => readClips("/absent.json")).toThrow(expect.objectContaining({ code: "USAGE" }));
});

it.each(["fast.wav", "text.wav"])("refuses %s", (file) => {
  const read = () => samplesOfClip({ folder, clips: [] }, file);
  expect(read).toThrow(expect.objectContaining({ code: "USAGE" }));
});
