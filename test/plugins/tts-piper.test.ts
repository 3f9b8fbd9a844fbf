/** Piper on the real model: the suite, and what is its own. */
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/tts-piper/index.ts";
import { spoken } from "../../plugins/tts-piper/spoken.ts";
import { describeSuite } from "../conformance/suite.ts";
import { ttsChecks } from "../conformance/tts.ts";
import { understoodChecks } from "../conformance/understood.ts";
import { hostFor } from "../kit/host.ts";
import { speakAll } from "../kit/spoken.ts";
import { voiceFor } from "../kit/voice-for.ts";

// Without chance in it, a test that passes once passes always.
const voice = voiceFor(plugin, { noise: 0, noiseWidth: 0 });

describeSuite("tts-piper: conformance", () => voice.tts, ttsChecks, voice);
describeSuite("tts-piper: understood", () => voice.tts, understoodChecks(voice.listen), voice);

/** Beyond the rounding that differs from one network to the next. */
const unlike = (one: Int16Array, other: Int16Array): boolean =>
  one.length !== other.length || one.some((sample, index) => Math.abs(sample - (other[index] ?? 0)) > 500);

describe("tts-piper", () => {
  it("has voices that sound unlike each other", async (context) => {
    voice.need(context);
    const all = [];
    for (const { name } of voice.tts.voices) {
      all.push(await speakAll(voice.tts, ["Good morning."], { voice: name }));
    }
    expect(new Set(all.map(({ samples }) => samples.join())).size).toBe(voice.tts.voices.length);
  });

  it("takes any speaker of the model by number, and keeps its named voices", async (context) => {
    voice.need(context);
    const [named] = voice.tts.voices;
    await using second = await hostFor(plugin, { speaker: 903, noise: 0, noiseWidth: 0 });
    if (!second.provided.tts) throw new Error("It provides no tts.");
    const own = await speakAll(voice.tts, ["Good morning."]);
    const other = await speakAll(second.provided.tts, ["Good morning."]);
    const same = await speakAll(second.provided.tts, ["Good morning."], { voice: named?.name ?? "" });
    expect(unlike(other.samples, own.samples)).toBe(true);
    expect(unlike(same.samples, own.samples)).toBe(false);
  });

  it.for([{ speaker: 904 }, { voice: "nobody" }, { threads: 0 }])("refuses %j", async (options, context) => {
    voice.need(context);
    await expect(hostFor(plugin, options)).rejects.toMatchObject({ code: "PLUGIN_OPTIONS_INVALID" });
  });
});

describe("tts-piper: text", () => {
  it.each([
    ["It is 7:00.", "It is 7 o'clock."],
    ["7:00 PM, 10 a.m. or 7pm", "7 PM, 10 AM or 7 PM"],
    ["7:05 PM or 19:45", "7 oh 5 PM or 19:45"],
    ["20 °C and 68°F", "20 degrees Celsius and 68 degrees Fahrenheit"],
    ["12 km/h at 60 W", "12 kilometers per hour at 60 watts"],
    ["-5 and 3-4", "minus 5 and 3-4"],
    ["in 1999 and 2026, 1907", "in 19 99 and 20 26, 1907"],
    ["1,999 and 20.26", "1,999 and 20.26"],
    ["caf\u00E9", "caf\u00E9"],
    ["a\u0000b <c> \u{1F600}", "a b c"],
    ["\u65E5\u672C", ""],
  ])("%j is said as %j", (text, said) => expect(spoken(text)).toBe(said));
});
