/** tts-google against a local server of its REST API. */
import { expect, it } from "vitest";
import plugin from "../../plugins/tts-google/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import { describeServedVoice, openServedVoice, speechLike, wavBody } from "./served-voice.ts";

const key = "AIza-test-0123456789abcdef";
interface Asked {
  readonly input: { readonly text: string };
  readonly audioConfig: { readonly speakingRate: number; readonly sampleRateHertz: number };
}
/** https://docs.cloud.google.com/text-to-speech/docs/reference/rest/v1/text/synthesize */
function serve(request: Request): Script {
  const { input, audioConfig } = request.json<Asked>();
  const { sampleRateHertz: rate, speakingRate } = audioConfig;
  return {
    body: { audioContent: wavBody(speechLike(input.text, rate, speakingRate), rate).toString("base64") },
  };
}
const voice = { plugin, key, serve };

describeServedVoice("tts-google", voice);

it.each<[object, object]>([
  [
    { speed: 1.5 },
    {
      input: { text: "Good morning." },
      voice: { languageCode: "en-US" },
      audioConfig: { audioEncoding: "LINEAR16", sampleRateHertz: 24_000, speakingRate: 1.5 },
    },
  ],
  [
    { language: "de", emotion: "sad", speed: 1 },
    {
      input: { text: "Good morning." },
      voice: { languageCode: "de-DE" },
      audioConfig: {
        audioEncoding: "LINEAR16",
        sampleRateHertz: 24_000,
        speakingRate: 0.85,
        pitch: -1.5,
        volumeGainDb: -3,
      },
    },
  ],
  [
    { voice: "en-US-Chirp3-HD-Kore", emotion: "curious" },
    {
      input: { text: "Good morning." },
      voice: { languageCode: "en-US", name: "en-US-Chirp3-HD-Kore" },
      audioConfig: { audioEncoding: "LINEAR16", sampleRateHertz: 24_000, speakingRate: 1.02 },
    },
  ],
])("asks with %j for what Google documents", async (asked, body) => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Good morning."], asked);
  const request = hosted.server.last();
  expect(request).toMatchObject({ method: "POST", path: "/v1/text:synthesize" });
  expect(request.headers["x-goog-api-key"]).toBe(key);
  expect(request.json()).toEqual(body);
});

it("speaks Mandarin by Google's name for it", async () => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["早上好。"], { language: "zh-CN" });
  expect(hosted.server.last().json()).toMatchObject({ voice: { languageCode: "cmn-CN" } });
});
