/** stt-azure against a local server of its REST API for short audio. */
import { expect, it } from "vitest";
import plugin from "../../plugins/stt-azure/index.ts";
import { remoteChecks } from "../conformance/remote.ts";
import { sttChecks } from "../conformance/stt.ts";
import { describeSuite } from "../conformance/suite.ts";
import type { Request, Script } from "../kit/remote.ts";
import {
  hearOne,
  openServedEar,
  remoteSubject,
  samplesIn,
  sttSubject,
  uttered,
  wordsIn,
} from "./served-ear.ts";

const key = "0123456789abcdef0123456789abcdef";
const success = (words: string) => ({
  RecognitionStatus: "Success",
  Offset: 3_000_000,
  Duration: 12_000_000,
  NBest: [{ Confidence: 0.97, Lexical: words, ITN: words, MaskedITN: words, Display: words }],
});
/** https://learn.microsoft.com/azure/ai-services/speech-service/rest-speech-to-text-short */
function serve(request: Request): Script {
  const words = wordsIn(samplesIn(request.body));
  return { body: words === "" ? { RecognitionStatus: "NoMatch" } : success(words) };
}
const ear = { plugin, key, serve };

describeSuite("stt-azure as an ear", () => sttSubject(ear), sttChecks);
describeSuite(
  "stt-azure when its service fails",
  () => remoteSubject(ear, { body: success("turn on the kitchen lights") }),
  remoteChecks,
);

it("asks for what Azure documents", async () => {
  await using hosted = await openServedEar(ear);
  const heard = await hearOne(hosted.stt, uttered(1), { language: "pt" });
  expect(heard.at(-1)?.text).toBe("what time is it");
  const asked = hosted.server.last();
  expect(asked.path).toBe("/speech/recognition/conversation/cognitiveservices/v1");
  expect(Object.fromEntries(asked.query)).toEqual({
    language: "pt-BR",
    format: "detailed",
    profanity: "raw",
  });
  expect(asked.headers).toMatchObject({
    "ocp-apim-subscription-key": key,
    "content-type": "audio/wav; codecs=audio/pcm; samplerate=16000",
    accept: "application/json",
  });
});

it.each([
  ["Error", "REMOTE_FAILED"],
  ["Surprise", "REMOTE_CONTENT"],
  [undefined, "REMOTE_CONTENT"],
  [null, "REMOTE_CONTENT"],
])("a status of %s is %s", async (RecognitionStatus, code) => {
  await using hosted = await openServedEar(ear, {}, { body: { RecognitionStatus } });
  await expect(hearOne(hosted.stt)).rejects.toMatchObject({ code });
});
