/** eSpeak NG on the real program: the suite, every language of the house, and what its text becomes. */
import { describe, expect, it } from "vitest";
import plugin, { spoken } from "../../plugins/tts-espeak/index.ts";
import { voiceFor as chosen, voices } from "../../plugins/tts-espeak/voices.ts";
import { describeSuite } from "../conformance/suite.ts";
import { ttsChecks } from "../conformance/tts.ts";
import { speakAll } from "../kit/spoken.ts";
import { voiceFor } from "../kit/voice-for.ts";

const voice = voiceFor(plugin);
describeSuite("tts-espeak: conformance", () => voice.tts, ttsChecks, voice);

describe("tts-espeak", () => {
  it("every voice speaks, each in a sound of its own", async (context) => {
    voice.need(context);
    const lengths = new Map<string, number>();
    for (const { name, language } of voices) {
      const { samples } = await speakAll(voice.tts, ["1 2 3"], { voice: name, language });
      expect(samples.length, name).toBeGreaterThan(8000);
      lengths.set(name, samples.length);
    }
    expect(new Set(lengths.values()).size).toBeGreaterThan(voices.length * 0.8);
  });

  it("an emotion changes the sound", async (context) => {
    voice.need(context);
    const plain = await speakAll(voice.tts, ["Guten Morgen."], { language: "de" });
    const sad = await speakAll(voice.tts, ["Guten Morgen."], { language: "de", emotion: "sad" });
    expect(sad.samples.length).toBeGreaterThan(plain.samples.length);
  });
});

describe("tts-espeak: choice", () => {
  it.each([
    [undefined, "de-DE", "de"],
    [undefined, "en-GB", "en-gb"],
    [undefined, "en", "en-us"],
    [undefined, "pt", "pt-br"],
    [undefined, "zh-CN", "cmn"],
    ["fr-be", "fr", "fr-be"],
    ["fr-be", "it", "it"],
    ["nobody", "ru", "ru"],
    [undefined, "xx", "en-us"],
  ])("voice %s for %s is %s", (wanted, language, name) => expect(chosen(wanted, language)).toBe(name));

  it.each([
    ["Das Licht ist <b>an</b>.", "Das Licht ist b an /b ."],
    ["a\u0000b [x] \u{1F600}", "a b x"],
    ["\u4F60\u597D\u3002", "\u4F60\u597D\u3002"],
    ["...", ""],
  ])("%j is said as %j", (text, said) => expect(spoken(text)).toBe(said));
});
