/** tts-ibm against a local server of its HTTP interface. */
import { expect, it } from "vitest";
import plugin from "../../plugins/tts-ibm/index.ts";
import type { Request, Script } from "../kit/remote.ts";
import { speakAll } from "../kit/spoken.ts";
import { describeServedVoice, openServedVoice, pcmBody, speechLike } from "./served-voice.ts";

const key = "ibm-test-0123456789abcdef";
/** https://cloud.ibm.com/docs/text-to-speech?topic=text-to-speech-usingHTTP */
function serve(request: Request): Script {
  const rate = Number(/rate=(\d+)/.exec(request.headers.accept ?? "")?.[1]);
  const { text } = request.json<{ text: string }>();
  const speed = 1 + Number(request.query.get("rate_percentage")) / 100;
  const samples = speechLike(text.replace(/<[^>]*>/g, ""), rate, speed);
  return { type: `audio/l16;rate=${rate};endianness=little-endian`, body: pcmBody(samples) };
}
const voice = { plugin, key, serve };

describeServedVoice("tts-ibm", voice);

it("asks for what IBM documents", async () => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Salt & pepper."], { speed: 1.25 });
  const asked = hosted.server.last();
  expect(asked).toMatchObject({ method: "POST", path: "/v1/synthesize" });
  expect(asked.headers).toMatchObject({
    authorization: `Basic ${Buffer.from(`apikey:${key}`).toString("base64")}`,
    accept: "audio/l16;rate=22050;endianness=little-endian",
    "content-type": "application/json",
  });
  expect(Object.fromEntries(asked.query)).toEqual({
    voice: "en-US_MichaelExpressive",
    rate_percentage: "25",
  });
  expect(asked.json()).toEqual({ text: "Salt &#38; pepper." });
});

it.each<[object, object, string]>([
  [{ emotion: "happy" }, { rate_percentage: "0" }, '<express-as style="cheerful">Hello.</express-as>'],
  [{ emotion: "angry" }, { rate_percentage: "8", pitch_percentage: "3" }, "Hello."],
  [{ emotion: "sad", language: "de" }, { rate_percentage: "-15", pitch_percentage: "-9" }, "Hello."],
])("%j is %j, %s", async (how, query, text) => {
  await using hosted = await openServedVoice(voice);
  await speakAll(hosted.tts, ["Hello."], how);
  expect(Object.fromEntries(hosted.server.last().query)).toMatchObject(query);
  expect(hosted.server.last().json()).toEqual({ text });
});

it("says nothing of the key in any form", async () => {
  const basic = Buffer.from(`apikey:${key}`).toString("base64");
  const reply = { status: 401, body: { error: `Unauthorized: Basic ${basic}` } };
  await using hosted = await openServedVoice(voice, {}, reply);
  const fault = await speakAll(hosted.tts, ["Hello."]).catch((thrown: unknown) => thrown);
  expect(fault).toMatchObject({ code: "REMOTE_DENIED" });
  expect(String(fault)).not.toContain(basic);
});
