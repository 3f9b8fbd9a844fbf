/** Vosk's free recogniser on the real model: the suite, and words before the end. */
import type { SpeechToText } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import plugin from "../../plugins/stt-vosk/index.ts";
import { type SttSubject, sttChecks } from "../conformance/stt.ts";
import { describeSuite } from "../conformance/suite.ts";
import { collect, framesOf, streamOf } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { said } from "../kit/said.ts";

const elsewhere =
  process.platform === "linux" && process.arch === "x64" ? undefined : "libvosk is for Linux on x64 only";
const words = "raise the temperature by twelve degrees";
const nextWords = "is the front door locked";
let hosted: Hosted | undefined;
let stt: SpeechToText;
let subject: SttSubject;
beforeAll(async () => {
  if (elsewhere) return;
  hosted = await hostFor(plugin);
  if (!hosted.provided.stt) throw new Error("It provides no stt.");
  stt = hosted.provided.stt;
  const first = await said(words, "command/synthetic-05-raise-the-temperature-by-twelve-degrees.wav");
  const next = await said(nextWords, "command/home-04-is-the-front-door-locked.wav");
  subject = { stt, language: "en", said: first, words, next, nextWords };
});
afterAll(() => hosted?.[Symbol.asyncDispose]());

describeSuite("stt-vosk: conformance", () => ({ ...subject }), sttChecks, {
  skip: elsewhere,
  limit: 120_000,
});

describe.skipIf(elsewhere)("stt-vosk", () => {
  it("tells words while somebody still speaks", async () => {
    const { signal } = new AbortController();
    const frames = framesOf(subject.said, { ms: 80 });
    const heard = await collect(
      stt.transcribe(streamOf(frames, signal), { language: "en", hints: [], signal }),
    );
    const partials = heard.filter(({ final }) => !final).map(({ text }) => text);
    expect(partials.length).toBeGreaterThan(2);
    expect(partials.some((text) => text.startsWith("raise") && !text.includes("degrees"))).toBe(true);
    expect(heard.at(-1)).toMatchObject({ final: true, language: "en" });
  });

  it("refuses a folder that is no model", async () => {
    await expect(hostFor(plugin, { folder: import.meta.dirname })).rejects.toMatchObject({
      code: "MODEL_CORRUPT",
    });
  });
});
