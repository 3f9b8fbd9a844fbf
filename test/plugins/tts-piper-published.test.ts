/** Piper voices as they are published, on the catalogue's own network: fed with sounds of eSpeak, and refused where they are no voice. */
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCatalog } from "../../core/host/models/catalog.ts";
import plugin from "../../plugins/tts-piper/index.ts";
import { idsOf, modelOf, openVoice } from "../../plugins/tts-piper/published.ts";
import { hostFor } from "../kit/host.ts";
import { openListener } from "../kit/listen.ts";
import { modelFolder } from "../kit/models.ts";
import { scoreOf } from "../kit/score.ts";
import { speakAll } from "../kit/spoken.ts";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-piper-"));
  const model = await modelFolder("piper-en-us-libritts-r");
  const tokens = await readFile(join(model, "tokens.txt"), "utf8");
  const map = Object.fromEntries(
    tokens
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), [Number(line.slice(line.lastIndexOf(" ") + 1))]]),
  );
  const config = {
    audio: { sample_rate: 22_050 },
    espeak: { voice: "en-us" },
    inference: { noise_scale: 0.333, noise_w: 0.333 },
    num_speakers: 904,
    phoneme_id_map: map,
  };
  file = join(folder, "en_US-own-medium.onnx");
  await symlink(join(model, "model.onnx"), file);
  await writeFile(`${file}.json`, JSON.stringify(config));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("tts-piper: a published voice", () => {
  it("is spoken by name, and understood", { timeout: 120_000 }, async () => {
    await using hosted = await hostFor(plugin, { others: [file] });
    const { tts } = hosted.provided;
    if (!tts) throw new Error("It provides no tts.");
    expect(tts.voices.at(-1)).toMatchObject({ name: "en_US-own-medium", language: "en-US" });
    const listen = await openListener();
    const said = "The kitchen lights are on, and the front door is locked.";
    const { samples, rate } = await speakAll(tts, [said], { voice: "en_US-own-medium" });
    expect(rate).toBe(22_050);
    const heard = await listen(samples, rate);
    expect(scoreOf([{ said, heard }]).wer, heard).toBeLessThanOrEqual(20);
  });

  it("in the catalogue there is one at least for each language of the house", async () => {
    const { models } = await readCatalog();
    const voices = Object.entries(models).filter(([, { onDemand }]) => onDemand);
    expect(voices.length).toBeGreaterThan(150);
    for (const language of "en de fr es it pt nl pl ru zh ja ko hi".split(" ")) {
      const own = voices.filter(([, { languages }]) => languages[0]?.startsWith(`${language}-`));
      expect(own.length, language).toBeGreaterThan(0);
    }
    for (const [, { files }] of voices) expect(Object.keys(files)).toContain("voice.onnx.json");
  });

  it.each([
    ["de_DE-thorsten-medium", "piper-de-de-thorsten-medium"],
    ["pt_PT-tug\u00E3o-medium", "piper-pt-pt-tugao-medium"],
    ["es_ES-mls_9972-low", "piper-es-es-mls-9972-low"],
    ["/srv/voice.onnx", undefined],
  ])("%s is the model %s", async (name, model) => {
    expect(modelOf(name)).toBe(model);
    if (model !== undefined) expect(Object.keys((await readCatalog()).models)).toContain(model);
  });

  it.each([
    ["{", /cannot be read/],
    ["{}", /how the voice is fed/],
    [
      '{"audio":{"sample_rate":16000},"espeak":{"voice":"ja"},"phoneme_id_map":{},"phoneme_type":"openjtalk"}',
      /openjtalk/,
    ],
  ])("%j is no voice", async (json, why) => {
    const bad = join(folder, "xx_XX-bad-low.onnx");
    await writeFile(`${bad}.json`, json);
    await expect(openVoice(bad, undefined)).rejects.toThrow(why);
  });

  it("feeds each sound with a blank after it", () => {
    const map = { _: [0], "^": [1], $: [2], a: [7], "\u0303": [9] };
    expect(idsOf("a\u00E3x", map)).toEqual([1, 0, 7, 0, 7, 0, 9, 0, 2]);
  });
});
