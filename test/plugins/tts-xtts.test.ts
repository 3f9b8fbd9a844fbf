/** tts-xtts against local servers of xtts-api-server's and Coqui's APIs. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import plugin from "../../plugins/tts-xtts/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import {
  describeRecorded,
  describeServedVoice,
  openServedVoice,
  pcmBody,
  speechLike,
  wavBody,
} from "./served-voice.ts";

const rate = 24_000;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "xtts-"));
  await writeFile(join(folder, "ada.wav"), wavBody(speechLike("one two three", rate), rate));
  await writeFile(join(folder, "text.wav"), "not a sound");
});
afterAll(() => rm(folder, { recursive: true }));

/** A header that tells no length, then samples as they are made. */
const streamed = (text: string): Script => {
  const header = wavBody(new Int16Array(0), rate).subarray(0, 44);
  return { type: "audio/x-wav", body: [header, ...pcmBody(speechLike(text, rate))] };
};
/** https://github.com/daswer123/xtts-api-server/blob/main/xtts_api_server/server.py */
function serve(request: Request): Script {
  if (request.path === "/tts_stream" && request.method === "GET")
    return streamed(request.query.get("text") ?? "");
  if (request.path !== "/tts_to_audio/") return { status: 404, body: { detail: "Not Found" } };
  return { type: "audio/wav", body: wavBody(speechLike(request.json<{ text: string }>().text, rate), rate) };
}
const speaker = (first: number) => ({ speaker_embedding: [first, 0.2], gpt_cond_latent: [[0.3], [0.4]] });
/** https://github.com/coqui-ai/xtts-streaming-server/blob/main/server/main.py */
function serveCoqui(request: Request): Script {
  if (request.path === "/studio_speakers")
    return { body: { "Claribel Dervla": speaker(1), "Ana Florence": speaker(2) } };
  if (request.path === "/clone_speaker") return { body: speaker(3) };
  if (request.path !== "/tts_stream" || request.method !== "POST") return { status: 404, body: {} };
  return streamed(request.json<{ text: string }>().text);
}
const voice = { plugin, serve };
const coqui = { plugin, options: { server: "coqui" as const }, serve: serveCoqui, listens: true };

describeServedVoice("tts-xtts", voice);
describeRecorded("tts-xtts with Coqui's server", coqui);

describe("xtts-api-server", () => {
  it.each([
    ["de-DE", "de"],
    ["zh-CN", "zh-cn"],
  ])("is asked in %s for %s", async (language, spoken) => {
    await using hosted = await openServedVoice(voice, { voice: "calm_female" });
    await speakAll(hosted.tts, ["Eins & zwei."], { language });
    expect(Object.fromEntries(hosted.server.last().query)).toEqual({
      text: "Eins & zwei.",
      speaker_wav: "calm_female",
      language: spoken,
    });
  });

  it("may send whole clauses", async () => {
    await using hosted = await openServedVoice(voice, { stream: false });
    await speakAll(hosted.tts, ["Hello."]);
    expect(hosted.server.last()).toMatchObject({ method: "POST", path: "/tts_to_audio/" });
    expect(hosted.server.last().json()).toEqual({ text: "Hello.", speaker_wav: "female", language: "en" });
    expect(hosted.tts.traits).toMatchObject({ streaming: false, cloning: true });
  });
});

describe("Coqui's server", () => {
  it("is asked once who its speakers are", async () => {
    await using hosted = await openServedVoice(coqui);
    await speakAll(hosted.tts, ["Hello.", "Again."]);
    expect(hosted.server.requests.map(({ path }) => path)).toEqual([
      "/studio_speakers",
      "/tts_stream",
      "/tts_stream",
    ]);
    expect(hosted.server.last().json()).toEqual({
      ...speaker(1),
      text: "Again.",
      language: "en",
      add_wav_header: true,
      stream_chunk_size: "20",
    });
  });

  it("is sent a sample once, and speaks as it", async () => {
    const samples = [{ name: "ada", language: "de", file: join(folder, "ada.wav") }];
    await using hosted = await openServedVoice(coqui, { samples });
    await speakAll(hosted.tts, ["Hallo.", "Noch einmal."], { voice: "ada", language: "de" });
    const [cloned, ...spoken] = hosted.server.requests;
    expect(cloned?.path).toBe("/clone_speaker");
    expect((await cloned?.form())?.get("wav_file")).toMatchObject({ type: "audio/wav" });
    expect(spoken.map((request) => request.json())).toMatchObject([speaker(3), speaker(3)]);
    expect(hosted.tts.voices).toContainEqual({ name: "ada", language: "de" });
  });

  it.each([
    ["missing.wav", /cannot be read/],
    ["text.wav", /no WAV file/],
  ])("is not sent %s", async (file, message) => {
    const samples = [{ name: "ada", language: "en", file: join(folder, file) }];
    await using hosted = await openServedVoice(coqui, { samples });
    const spoken = speakAll(hosted.tts, ["Hello."], { voice: "ada" });
    await expect(spoken).rejects.toMatchObject({
      code: "PLUGIN_OPTIONS_INVALID",
      message: expect.stringMatching(message),
    });
    expect(hosted.server.requests).toEqual([]);
  });

  it.each([{}, { Claribel: {} }, [], null])("that tells %j of its speakers has none", async (body) => {
    await using hosted = await openServedVoice(
      coqui,
      {},
      { type: "application/json", body: JSON.stringify(body) },
    );
    await expect(speakAll(hosted.tts, ["Hello."])).rejects.toMatchObject({ code: "REMOTE_CONTENT" });
  });
});
