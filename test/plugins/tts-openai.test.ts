/** tts-openai against a local server of OpenAI's speech API, and as each of the servers that follow it. */
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/tts-openai/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import { describeServedVoice, openServedVoice, pcmBody, speechLike, wavBody } from "./served-voice.ts";

const key = "sk-test-0123456789abcdef";
interface Asked {
  readonly input: string;
  readonly speed?: number;
  readonly response_format: string;
}
/** https://developers.openai.com/api/reference/resources/audio/subresources/speech/methods/create */
function serve(request: Request): Script {
  if (request.path !== "/audio/speech" || request.method !== "POST")
    return { status: 404, body: { error: "path" } };
  const { input, speed = 1, response_format } = request.json<Asked>();
  const samples = speechLike(input, 24_000, speed);
  if (response_format === "wav") return { type: "audio/wav", body: wavBody(samples, 24_000) };
  return { type: "audio/pcm", body: pcmBody(samples) };
}
const voice = { plugin, key, serve };

describeServedVoice("tts-openai", voice);

describe("what it asks for", () => {
  it("is what OpenAI documents", async () => {
    await using hosted = await openServedVoice(voice);
    await speakAll(hosted.tts, ["Good morning."], { voice: "nova", speed: 1.25, emotion: "whisper" });
    const asked = hosted.server.last();
    expect(asked.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
    });
    expect(asked.json()).toEqual({
      model: "gpt-4o-mini-tts",
      input: "Good morning.",
      voice: "nova",
      response_format: "pcm",
      speed: 1.25,
      instructions: "Whisper.",
    });
  });

  it.each([
    [
      "orpheus",
      { input: "Well <sigh> yes.", voice: "tara", model: "orpheus", response_format: "wav" },
      "[sigh]",
    ],
    ["kokoro", { voice: "af_heart", model: "kokoro", stream: true, response_format: "pcm", speed: 1 }, ""],
    ["chatterbox", { exaggeration: 0.7, cfg_weight: 0.3, response_format: "wav" }, ""],
    ["speaches", { model: "speaches-ai/Kokoro-82M-v1.0-ONNX", sample_rate: 24_000 }, ""],
    ["vllm", { stream: true, instructions: "Speak sadly, low and slow.", voice: "vivian" }, ""],
  ] as const)("is what %s takes, without a key", async (preset, wanted, mark) => {
    await using hosted = await openServedVoice({ plugin, serve }, { preset });
    const text = mark === "" ? "Well yes." : `Well ${mark} yes.`;
    const spoken = await speakAll(hosted.tts, [text], { emotion: "sad", speed: 1 });
    expect(spoken.words).toBe(text);
    expect(hosted.server.last().json()).toMatchObject(wanted);
    expect(hosted.server.last().headers.authorization).toBeUndefined();
    expect(hosted.tts.traits?.sounds).toHaveLength(mark === "" ? 0 : 8);
  });

  it("has no instructions for models that take none", async () => {
    await using hosted = await openServedVoice(voice, { model: "tts-1" });
    await speakAll(hosted.tts, ["Hello."], { emotion: "sad" });
    expect(hosted.server.last().json()).not.toHaveProperty("instructions");
    expect(hosted.tts.traits?.emotions).toEqual([]);
  });

  it("may have a voice of the account, and fields of its own", async () => {
    const mine = { name: "voice_1234", language: "de" };
    await using hosted = await openServedVoice(voice, { voices: [mine], more: { seed: 7 } });
    await speakAll(hosted.tts, ["Hallo."], { voice: "voice_1234", language: "de" });
    expect(hosted.server.last().json()).toMatchObject({ voice: "voice_1234", seed: 7 });
    expect(hosted.tts.voices).toContainEqual(mine);
  });
});

it("speaks a language with a voice of it", async () => {
  await using hosted = await openServedVoice({ plugin, serve }, { preset: "orpheus" });
  await speakAll(hosted.tts, ["Guten Morgen."], { language: "de-DE" });
  expect(hosted.server.last().json()).toMatchObject({ voice: "jana" });
});

it("gives its sound while it still comes", async () => {
  const samples = speechLike("one two three four five six", 24_000);
  const parts = pcmBody(samples);
  const half = parts.length >> 1;
  const reply: Script = { type: "audio/pcm", body: [...parts.slice(0, half), 300, ...parts.slice(half)] };
  await using hosted = await openServedVoice(voice, {}, reply);
  const signal = new AbortController().signal;
  async function* text() {
    yield "One two three four five six.";
  }
  const began = performance.now();
  const times: number[] = [];
  for await (const _piece of hosted.tts.speak(text(), { language: "en", speed: 1, signal })) {
    times.push(performance.now() - began);
  }
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200);
});

it("does not start without a key where OpenAI itself is asked", async () => {
  const { hostFor } = await import("../kit/host.ts");
  await expect(hostFor(plugin, {})).rejects.toMatchObject({ code: "PLUGIN_OPTIONS_INVALID" });
});
