/** Flite on the real program: the suite, and what is its own. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/tts-flite/index.ts";
import { spoken } from "../../plugins/tts-flite/spoken.ts";
import { describeSuite } from "../conformance/suite.ts";
import { ttsChecks } from "../conformance/tts.ts";
import { understoodChecks } from "../conformance/understood.ts";
import { hostFor } from "../kit/host.ts";
import { speakAll } from "../kit/spoken.ts";
import { voiceFor } from "../kit/voice-for.ts";

const voice = voiceFor(plugin);

describeSuite("tts-flite: conformance", () => voice.tts, ttsChecks, voice);
describeSuite("tts-flite: understood", () => voice.tts, understoodChecks(voice.listen), voice);

describe("tts-flite", () => {
  it.for(["slt", "rms", "awb", "kal16"])("%s speaks at 16 kHz", async (name, context) => {
    voice.need(context);
    expect((await speakAll(voice.tts, ["Good morning."], { voice: name })).rate).toBe(16_000);
  });

  it("sounds the same every time, and unlike another voice", async (context) => {
    voice.need(context);
    const [one, two, other] = [
      await speakAll(voice.tts, ["Good morning."]),
      await speakAll(voice.tts, ["Good morning."], { voice: "nobody" }),
      await speakAll(voice.tts, ["Good morning."], { voice: "rms" }),
    ];
    expect(two.samples).toEqual(one.samples);
    expect(other.samples).not.toEqual(one.samples);
  });

  it("the option chooses the default voice", async (context) => {
    voice.need(context);
    await using second = await hostFor(plugin, { voice: "rms" });
    const rms = await speakAll(voice.tts, ["Good morning."], { voice: "rms" });
    if (!second.provided.tts) throw new Error("It provides no tts.");
    expect((await speakAll(second.provided.tts, ["Good morning."])).samples).toEqual(rms.samples);
  });

  it("refuses a default voice that it does not have", async (context) => {
    voice.need(context);
    await expect(hostFor(plugin, { voice: "kal" as "slt" })).rejects.toMatchObject({
      code: "PLUGIN_OPTIONS_INVALID",
    });
  });

  it.skipIf(process.platform !== "linux")("leaves no file open behind a sentence", async (context) => {
    voice.need(context);
    await using host = await hostFor(plugin);
    const { tts } = host.provided;
    if (!tts) throw new Error("It provides no tts.");
    const open = (): number => readdirSync("/proc/self/fd").length;
    await speakAll(tts, ["One."]);
    const before = open();
    for (const text of ["Two.", "Three.", "Four.", "Five.", "Six."]) await speakAll(tts, [text]);
    expect(open()).toBeLessThan(before + 4);
  });

  it("fails jobs that are asked of it after its release", async (context) => {
    voice.need(context);
    const second = await hostFor(plugin);
    const { tts: gone } = second.provided;
    await second[Symbol.asyncDispose]();
    if (!gone) throw new Error("It provides no tts.");
    await expect(speakAll(gone, ["Good morning."])).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("tts-flite: text", () => {
  it.each([
    ["It is 20 °C.", "It is 20 degrees Celsius."],
    ["68°F", "68 degrees Fahrenheit"],
    ["-5", "minus 5"],
    ["Café & résumé", "Cafe and resume"],
    ["It\u2019s on", "It's on"],
    ["a\u0000b\u001b[0m", "a b [0m"],
    ["<speak>hi</speak>", "speak hi /speak"],
    ["\u65E5\u672C", ""],
    ["...", "..."],
  ])("%j is said as %j", (text, said) => expect(spoken(text)).toBe(said === "..." ? "" : said));
});
