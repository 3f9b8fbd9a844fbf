/** The synthetic speakers of the tests. */
import { afterAll, expect, it } from "vitest";
import { endSpeech, sayWith } from "./speech.ts";

afterAll(endSpeech);

it.each(["flite", "piper"] as const)("%s says a sentence at 16 kHz", async (speaker) => {
  const { samples, rate } = await sayWith(speaker, "Turn on the kitchen lights.");
  expect(rate).toBe(16_000);
  expect(samples.length).toBeGreaterThan(16_000);
  expect(samples.length).toBeLessThan(3 * 16_000);
});
