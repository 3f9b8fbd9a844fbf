/** The verdict on recordings of voices: each fault by itself is seen, and a good one has none. */
import { expect, it } from "vitest";
import { type Check, judgeSample } from "../../../core/audio/quality.ts";
import { noise } from "../../kit/clips.ts";
import { type Made, recordingOfVoice } from "../../kit/own-voice.ts";

const text = (characters: number): string => "a".repeat(characters);
const verdictOf = (checks: readonly Check[], name: Check["name"]) =>
  checks.find((one) => one.name === name)?.verdict;

it("finds nothing to mend in a good recording", () => {
  const judged = judgeSample(recordingOfVoice({}), text(90));
  expect(judged.checks.filter(({ verdict }) => verdict !== "good")).toEqual([]);
  expect(judged).toMatchObject({ score: 100, fit: true });
});

it.each<[Check["name"], string, Made, Check["verdict"], number?]>([
  ["rate", "of a telephone", { rate: 8000 }, "bad"],
  ["rate", "as ears hear", { rate: 16_000 }, "fair"],
  ["length", "too short", { seconds: 2 }, "bad", 18],
  ["length", "rather short", { seconds: 4 }, "fair", 36],
  ["length", "too long", { seconds: 200 }, "bad", 1800],
  ["snr", "in a loud room", { room: 0.05 }, "bad"],
  ["snr", "in a room that hums", { room: 0.02 }, "fair"],
  ["clipping", "overdriven", { voice: 1.2 }, "bad"],
  ["level", "whispered", { voice: 0.004, room: 0 }, "bad"],
  ["level", "soft", { voice: 0.02, room: 0 }, "fair"],
  ["speech", "with long pauses", { on: 0.8, off: 2.5 }, "bad", 30],
  ["speech", "with pauses", { on: 0.8, off: 1.2 }, "fair", 50],
])("%s, %s", (name, _, made, verdict, characters = 90) => {
  const { checks, fit, score } = judgeSample(recordingOfVoice(made), text(characters));
  const found = checks.find((one) => one.name === name);
  expect(found).toMatchObject({ verdict, advice: expect.stringMatching(/\w/) });
  expect(fit).toBe(checks.every((one) => one.verdict !== "bad"));
  expect(score).toBeLessThan(100);
});

it.each([
  ["the words of another recording", text(600), "bad"],
  ["no words", "", "bad"],
  ["Chinese, which says more with a character", "你".repeat(40), "good"],
])("looks at the text: %s", (_, words, verdict) => {
  expect(verdictOf(judgeSample(recordingOfVoice({}), words).checks, "text")).toBe(verdict);
});

it("says of silence and of nothing that there is no speech", () => {
  for (const samples of [new Int16Array(0), new Int16Array(240_000), noise(10)]) {
    const { checks, fit } = judgeSample({ rate: 24_000, channels: 1, samples }, "hello");
    expect(fit).toBe(false);
    expect(checks.every(({ value }) => Number.isFinite(value))).toBe(true);
  }
});
