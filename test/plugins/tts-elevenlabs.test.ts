/** tts-elevenlabs against a local server of its streaming API. */
import { expect, it } from "vitest";
import plugin from "../../plugins/tts-elevenlabs/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import {
  describeCloning,
  describeRecorded,
  describeServedVoice,
  openServedVoice,
  pcmBody,
  speechLike,
} from "./served-voice.ts";

const key = "xi-test-0123456789abcdef";
interface Asked {
  readonly text: string;
  readonly voice_settings: { readonly speed?: number };
}
/** https://elevenlabs.io/docs/api-reference/text-to-speech/stream */
function serve(request: Request): Script {
  if (request.path === "/v1/voices/add")
    return { body: { voice_id: "cloned/1", requires_verification: false } };
  const { text, voice_settings } = request.json<Asked>();
  const rate = Number(/^pcm_(\d+)$/.exec(request.query.get("output_format") ?? "")?.[1]);
  return { type: "audio/pcm", body: pcmBody(speechLike(text, rate, voice_settings.speed)) };
}
const voice = { plugin, key, serve, listens: true };

describeServedVoice("tts-elevenlabs", voice);
describeRecorded("tts-elevenlabs", voice);
describeCloning("tts-elevenlabs", voice, {
  path: "/v1/voices/add",
  file: "files",
  fields: { name: "ada" },
  speaks: ({ path }) => path === "/v1/text-to-speech/cloned%2F1/stream",
});

it("asks for what ElevenLabs documents", async () => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Good morning."], { speed: 1.1, emotion: "excited", language: "en-GB" });
  const asked = hosted.server.last();
  expect(asked).toMatchObject({ method: "POST", path: "/v1/text-to-speech/JBFqnCBsd6RMkjVDRZzb/stream" });
  expect(asked.query.get("output_format")).toBe("pcm_24000");
  expect(asked.headers["xi-api-key"]).toBe(key);
  expect(asked.json()).toEqual({
    text: "Good morning.",
    model_id: "eleven_flash_v2_5",
    language_code: "en",
    voice_settings: {
      stability: 0.3,
      style: 0.5,
      similarity_boost: 0.75,
      use_speaker_boost: false,
      speed: 1.1,
    },
  });
});

it.each([
  ["eleven_multilingual_v2", "Well [sigh] yes.", { text: "Well [sigh] yes." }, []],
  ["eleven_v3", "Well [sigh] yes.", { text: "[sad] Well [sighs] yes.", language_code: "en" }, ["sigh"]],
])("%s is told feelings in its own way", async (model, text, wanted, sounds) => {
  await using hosted = await openServedVoice(voice, { model });
  await speakAll(hosted.tts, [text], { emotion: "sad" });
  expect(hosted.server.last().json()).toMatchObject(wanted);
  expect(hosted.tts.traits?.sounds).toEqual(expect.arrayContaining(sounds));
  if (model === "eleven_multilingual_v2")
    expect(hosted.server.last().json()).not.toHaveProperty("language_code");
});

it("says of a spent quota that it is one, in the service's own words", async () => {
  const body = { detail: { status: "quota_exceeded", message: "This request exceeds your quota of 10000." } };
  await using hosted = await openServedVoice(voice, {}, { status: 401, body });
  await expect(speakAll(hosted.tts, ["Hello."])).rejects.toMatchObject({
    code: "REMOTE_LIMIT",
    message: expect.stringContaining("exceeds your quota"),
  });
});

it("speaks with a voice of the account, whatever its name has in it", async () => {
  await using hosted = await openServedVoice(voice, { voices: [{ name: "my/voice", language: "de" }] });
  await speakAll(hosted.tts, ["Hallo."], { voice: "my/voice", language: "de" });
  expect(hosted.server.last().path).toBe("/v1/text-to-speech/my%2Fvoice/stream");
});
