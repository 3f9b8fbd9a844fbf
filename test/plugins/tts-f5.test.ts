/** tts-f5 against a local server of F5-TTS_server's API. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import plugin from "../../plugins/tts-f5/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import {
  describeRecorded,
  describeServedVoice,
  openServedVoice,
  speechLike,
  wavBody,
} from "./served-voice.ts";

const rate = 24_000;
let folder = "";
const sample = (name: string) => ({ name, language: "en", file: join(folder, "ada.wav") });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "f5-"));
  await writeFile(join(folder, "ada.wav"), wavBody(speechLike("one two three", rate), rate));
});
afterAll(() => rm(folder, { recursive: true }));

/** https://github.com/ValyrianTech/F5-TTS_server */
function serve(request: Request): Script {
  if (request.path === "/upload_audio/") return { body: { message: "File uploaded successfully" } };
  if (request.path !== "/synthesize_speech/" || request.method !== "GET") return { status: 404, body: {} };
  const { query } = request;
  const samples = speechLike(query.get("text") ?? "", rate, Number(query.get("speed")));
  return { type: "audio/wav", body: wavBody(samples, rate) };
}
const voice = { plugin, serve, listens: true };

describeServedVoice("tts-f5", voice);
describeRecorded("tts-f5", voice);

it("asks for what the server documents", async () => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Hello & good-bye."], { speed: 1.2 });
  expect(Object.fromEntries(hosted.server.last().query)).toEqual({
    text: "Hello & good-bye.",
    voice: "default_en",
    speed: "1.2",
  });
});

it("speaks in the mood of a sample, which is sent once", async () => {
  const options = {
    voice: "ada",
    samples: [sample("ada"), sample("ada-sad")],
    styles: { ada: { sad: "ada-sad" } },
  };
  await using hosted = await openServedVoice(voice, options);
  await speakAll(hosted.tts, ["Oh no.", "Not again."], { emotion: "sad" });
  await speakAll(hosted.tts, ["Well."], { emotion: "calm" });
  const asked = hosted.server.requests.map(({ path, query }) => [path, query.get("voice")]);
  expect(asked).toEqual([
    ["/upload_audio/", null],
    ["/synthesize_speech/", "ada-sad"],
    ["/synthesize_speech/", "ada-sad"],
    ["/upload_audio/", null],
    ["/synthesize_speech/", "ada"],
  ]);
  const form = await hosted.server.requests[0]?.form();
  expect(form?.get("audio_file_label")).toBe("ada-sad");
  expect(form?.get("file")).toMatchObject({ name: "ada-sad.wav", type: "audio/wav" });
  expect(hosted.tts.traits).toMatchObject({ emotions: ["sad"], cloning: true });
  expect(hosted.tts.voices.map(({ name }) => name)).toEqual(["ada"]);
});

it("sends a sample again when that failed", async () => {
  const replies = [{ status: 503, body: { detail: "loading" } }, serve] as const;
  await using hosted = await openServedVoice(voice, { voice: "ada", samples: [sample("ada")] });
  hosted.server.answer(...replies);
  await expect(speakAll(hosted.tts, ["Hello."])).rejects.toMatchObject({ code: "REMOTE_FAILED" });
  expect((await speakAll(hosted.tts, ["Hello."])).words).toBe("Hello.");
});
