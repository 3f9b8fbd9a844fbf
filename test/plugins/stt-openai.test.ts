/** stt-openai against a local server of OpenAI's transcription API. */
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/stt-openai/index.ts";
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

const key = "sk-test-0123456789abcdef";
/** https://developers.openai.com/api/reference/resources/audio/subresources/transcriptions/methods/create */
async function serve(request: Request): Promise<Script> {
  if (request.path !== "/audio/transcriptions" || request.method !== "POST") return { status: 404, body: {} };
  const form = await request.form();
  const file = form.get("file");
  if (!(file instanceof Blob)) return { status: 400, body: { error: { message: "file is missing" } } };
  return { body: { text: wordsIn(samplesIn(Buffer.from(await file.arrayBuffer()))), language: "german" } };
}
const ear = { plugin, key, serve };

describeSuite("stt-openai as an ear", () => sttSubject(ear), sttChecks);
describeSuite(
  "stt-openai when its service fails",
  () => remoteSubject(ear, { body: { text: "turn on the kitchen lights" } }),
  remoteChecks,
);

const formOf = async (more: object, asked: object = {}) => {
  await using hosted = await openServedEar(ear, more);
  const heard = await hearOne(hosted.stt, uttered(0), asked);
  const request = hosted.server.last();
  const form = await request.form();
  const fields = [...form].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return { heard: heard.at(-1), request, fields, file: form.get("file") as File };
};

describe("what it asks for", () => {
  it("is what OpenAI documents", async () => {
    const { request, fields, file, heard } = await formOf(
      {},
      { language: "en-GB", hints: ["Ada", "the den"] },
    );
    expect(request.headers.authorization).toBe(`Bearer ${key}`);
    expect(request.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(file).toMatchObject({ name: "speech.wav", type: "audio/wav" });
    expect(Object.fromEntries(fields)).toEqual({
      model: "gpt-4o-mini-transcribe",
      response_format: "json",
      language: "en",
      prompt: "Ada, the den",
    });
    expect(heard).toMatchObject({ text: "turn on the kitchen lights", final: true });
  });

  it("is what Mistral documents", async () => {
    const { fields } = await formOf({ preset: "mistral" }, { hints: ["Ada", "the den"] });
    expect(fields).toEqual([
      ["model", "voxtral-mini-latest"],
      ["language", "en"],
      ["context_bias", "Ada"],
      ["context_bias", "the_den"],
    ]);
  });

  it.each([
    ["groq", { response_format: "verbose_json", model: "whisper-large-v3-turbo" }, "de-AT"],
    ["speaches", { response_format: "verbose_json", model: "Systran/faster-whisper-small" }, "de-AT"],
    ["vllm", { response_format: "json", language: "en" }, undefined],
  ])(
    "leaves the language to %s where several may be spoken, if that can tell them apart",
    async (preset, wanted, spoken) => {
      const asked = { language: "en", languages: ["en", "de-AT"] };
      const { fields, heard } = await formOf({ preset }, asked);
      expect(Object.fromEntries(fields)).toMatchObject(wanted);
      if (spoken !== undefined) expect(Object.fromEntries(fields)).not.toHaveProperty("language");
      expect(heard?.language).toBe(spoken);
    },
  );

  it("has the fields of the options", async () => {
    const { fields } = await formOf({ more: { temperature: "0" }, model: "whisper-1" });
    expect(Object.fromEntries(fields)).toMatchObject({ temperature: "0", model: "whisper-1" });
  });
});

it.each([{}, { text: 7 }, [], null])("%j is no transcript", async (body) => {
  await using hosted = await openServedEar(ear, {}, { type: "application/json", body: JSON.stringify(body) });
  await expect(hearOne(hosted.stt)).rejects.toMatchObject({ code: "REMOTE_CONTENT" });
});

it("cuts what a decoder says over and over", async () => {
  await using hosted = await openServedEar(
    ear,
    {},
    { body: { text: " Thank you. Thank you. Thank you. Thank you." } },
  );
  expect((await hearOne(hosted.stt)).at(-1)?.text).toBe("Thank you.");
});
