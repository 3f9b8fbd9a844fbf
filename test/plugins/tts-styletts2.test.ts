/** tts-styletts2 against a local server of styletts2-api. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import plugin from "../../plugins/tts-styletts2/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import {
  describeRecorded,
  describeServedVoice,
  openServedVoice,
  speechLike,
  wavBody,
} from "./served-voice.ts";

const folder = mkdtempSync(join(tmpdir(), "styletts2-"));
const file = join(folder, "ada.wav");
writeFileSync(file, wavBody(speechLike("one two three", 24_000), 24_000));
afterAll(() => rmSync(folder, { recursive: true }));

interface Asked {
  readonly text: string;
  readonly voice: string;
  readonly output_sample_rate: number;
}
/** https://github.com/SaladTechnologies/styletts2-api/blob/main/app/server.py */
function serve(request: Request): Script {
  const { text, voice, output_sample_rate: rate } = request.json<Asked>();
  if (Buffer.from(voice, "base64").toString("latin1", 0, 4) !== "RIFF") return { status: 500, body: {} };
  return { type: "audio/wav", body: wavBody(speechLike(text, rate), rate) };
}
const samples = [
  { name: "ada", language: "en", file },
  { name: "eve", language: "en", file },
];
const voice = { plugin, options: { samples }, serve, listens: true };

describeServedVoice("tts-styletts2", voice);
describeRecorded("tts-styletts2", voice);

it.each<[object, object]>([
  [{}, { beta: 0.7, embedding_scale: 1 }],
  [{ emotion: "excited" }, { beta: 0.9, embedding_scale: 2 }],
  [
    { emotion: "calm", voice: "eve" },
    { beta: 0.3, embedding_scale: 1 },
  ],
])("asks with %j for %j", async (how, wanted) => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Hello."], how);
  expect(hosted.server.last()).toMatchObject({ method: "POST", path: "/generate" });
  expect(hosted.server.last().json()).toEqual({
    text: "Hello.",
    voice: readFileSync(file).toString("base64"),
    output_sample_rate: 24_000,
    output_format: "wav",
    alpha: 0.3,
    diffusion_steps: 5,
    ...wanted,
  });
});

it("has no voice before it has a sample", async () => {
  await using hosted = await openServedVoice(voice, { samples: [] });
  expect(hosted.tts.voices).toEqual([]);
  await expect(speakAll(hosted.tts, ["Hello."])).rejects.toMatchObject({ code: "PLUGIN_OPTIONS_INVALID" });
  expect(hosted.server.requests).toEqual([]);
});
