/** tts-azure against a local server of its REST API. */
import { expect, it } from "vitest";
import plugin from "../../plugins/tts-azure/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import { describeServedVoice, openServedVoice, pcmBody, speechLike } from "./served-voice.ts";

const key = "0123456789abcdef0123456789abcdef";
/** https://learn.microsoft.com/azure/ai-services/speech-service/rest-text-to-speech */
function serve(request: Request): Script {
  const ssml = request.body.toString("utf8");
  const percent = Number(/rate="([+-]\d+)%"/.exec(ssml)?.[1] ?? 0);
  const text = ssml.replace(/<[^>]*>/g, "");
  return { type: "audio/x-wav", body: pcmBody(speechLike(text, 24_000, 1 + percent / 100)) };
}
const voice = { plugin, key, serve };

describeServedVoice("tts-azure", voice);

const spoken = async (emotion: string | undefined, more: object = {}): Promise<string> => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Salt & <pepper>."], {
    ...(emotion === undefined ? {} : { emotion }),
    ...more,
  });
  return hosted.server.last().body.toString("utf8");
};

it("asks for what Azure documents", async () => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Good morning."]);
  const asked = hosted.server.last();
  expect(asked).toMatchObject({ method: "POST", path: "/cognitiveservices/v1" });
  expect(asked.headers).toMatchObject({
    "ocp-apim-subscription-key": key,
    "content-type": "application/ssml+xml",
    "x-microsoft-outputformat": "raw-24khz-16bit-mono-pcm",
    "user-agent": "hearsay",
  });
});

it.each([
  [undefined, {}, '<voice name="en-US-JennyNeural">Salt &#38; &#60;pepper&#62;.</voice>'],
  ["happy", {}, '<mstts:express-as style="cheerful">Salt'],
  ["happy", { speed: 1.5 }, '<mstts:express-as style="cheerful"><prosody rate="+50%">Salt'],
  ["curious", {}, '<prosody rate="+2%" pitch="+1st">Salt'],
  [
    "happy",
    { voice: "de-DE-KatjaNeural" },
    'xml:lang="de-DE"><voice name="de-DE-KatjaNeural"><prosody rate="+6%"',
  ],
  [undefined, { language: "ja" }, 'xml:lang="ja-JP"><voice name="ja-JP-NanamiNeural">'],
])("%s with %j is %s", async (emotion, more, part) => {
  expect(await spoken(emotion, more)).toContain(part);
});

it("is well formed whatever is said", async () => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["a\u0000b </voice> \uD800 ]]> &amp;"]);
  const ssml = hosted.server.last().body.toString("utf8");
  expect(ssml.match(/<\/?[a-z:-]+/g)).toEqual(["<speak", "<voice", "</voice", "</speak"]);
  expect(ssml).not.toContain("\u0000");
});
