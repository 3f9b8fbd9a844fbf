/** A sound's name changes with everything that can be heard. */
import { expect, it } from "vitest";
import { keyOf } from "../../../../../core/dialog/reply/cache/key.ts";

const provider = { plugin: "tts-a", version: "1.0.0", sound: "abc" };
const manner = { text: "Okay.", language: "en" };

it("is the same for the same, whatever blanks stand around the words", () => {
  expect(keyOf(provider, manner)).toMatch(/^[0-9a-f]{64}$/);
  expect(keyOf(provider, { ...manner, text: " Okay. ", speed: 1 })).toBe(keyOf(provider, manner));
});

it.each([
  [provider, { ...manner, text: "Okay!" }],
  [provider, { ...manner, language: "en-GB" }],
  [provider, { ...manner, voice: "nora" }],
  [provider, { ...manner, emotion: "glad" }],
  [provider, { ...manner, speed: 1.2 }],
  [{ ...provider, plugin: "tts-b" }, manner],
  [{ ...provider, version: "1.0.1" }, manner],
  [{ ...provider, sound: "abd" }, manner],
])("is another one for %j %j", (made, said) => {
  expect(keyOf(made, said)).not.toBe(keyOf(provider, manner));
});
