/** Kokoro on the real model: the suite, and what is its own. */
import { describe, expect, it } from "vitest";
import plugin from "../../plugins/tts-kokoro/index.ts";
import { numberInWords, ordinal, pairs } from "../../plugins/tts-kokoro/numbers.ts";
import { asLearnt, cutPhonemes, loadPhonemes } from "../../plugins/tts-kokoro/phonemes.ts";
import { spoken } from "../../plugins/tts-kokoro/spoken.ts";
import { asLearnt as inKokoro } from "../../plugins/tts-kokoro/tongues.ts";
import { describeSuite } from "../conformance/suite.ts";
import { ttsChecksWith } from "../conformance/tts.ts";
import { understoodChecks } from "../conformance/understood.ts";
import { speakAll } from "../kit/spoken.ts";
import { voiceFor } from "../kit/voice-for.ts";

const voice = voiceFor(plugin, {}, 120_000);
// A clause takes it more than a second of a core, however short: few of them, and in a hurry where that may be.
const short = ttsChecksWith({ sentences: ["Good night.", "It is on."], speed: 3 });
const understood = understoodChecks(voice.listen, {
  sentences: ["It is 7:05 PM."],
  written: ["It is 7:05 PM."],
});

describeSuite("tts-kokoro: conformance", () => voice.tts, short, voice);
describeSuite("tts-kokoro: understood", () => voice.tts, understood, voice);

describe("tts-kokoro", () => {
  it("speaks with an Englishwoman where English of England is asked for", {
    timeout: voice.limit,
  }, async (context) => {
    voice.need(context);
    const say = (asked: object) => speakAll(voice.tts, ["Yes."], { speed: 3, ...asked });
    const asked = await say({ language: "en-GB" });
    const emma = await say({ voice: "bf_emma" });
    const heart = await say({ voice: "af_heart", language: "en-GB" });
    expect(asked.samples).toEqual(emma.samples);
    expect(heart.samples).not.toEqual(emma.samples);
  });
});

describe("tts-kokoro: sounds of other languages", () => {
  it.each([
    ["l_a l_\u02C8u_t\u0283_e", "la l\u02C8u\u02A7e"],
    ["d\u0292_\u02C8a_-", "\u02A4\u02C8a"],
    ["k_(en)_\u02CCa\u026A_(fr)", "k\u02CCI"],
  ])("%j is %j", (ipa, learnt) => expect(inKokoro(ipa)).toBe(learnt));
});

describe("tts-kokoro: text", () => {
  it.each([
    ["It is 7:05 PM.", "It is seven o five peeem"],
    ["7 a.m. or 7:00", "seven ayem or seven o'clock"],
    ["At 19:45", "At nineteen forty five"],
    ["20 °C, 68°F", "twenty degrees Celsius, sixty eight degrees Fahrenheit"],
    ["at 50 %.", "at fifty percent."],
    ["1,234.5 km", "one thousand two hundred thirty four point five kilometers"],
    ["-5 degrees", "minus five degrees"],
    ["$12.50 and \u20AC3", "twelve dollars and fifty cents and three euros"],
    ["the 21st, the 3rd", "the twenty first, the third"],
    ["in 1999 and 2026", "in nineteen ninety nine and twenty twenty six"],
    ["in 2000 or 2007", "in two thousand or two thousand seven"],
    ["caf\u00E9 (open) Wi-Fi", "cafe, open, wifi"],
    ["\u65E5\u672C \u{1F600}", ""],
  ])("%j is said as %j", (text, said) => expect(spoken(text)).toBe(said));

  it.each([
    ["0", "zero"],
    ["007", "zero zero seven"],
    ["110", "one hundred ten"],
    ["1000000", "one million"],
    ["3.05", "three point zero five"],
    ["1234567890123", "one two three four five six seven eight nine zero one two three"],
  ])("%s is %s", (figures, words) => expect(numberInWords(figures)).toBe(words));

  it.each([
    [1, "first"],
    [12, "twelfth"],
    [20, "twentieth"],
    [101, "one hundred first"],
  ])("%i is %s in a row", (value, words) => expect(ordinal(value)).toBe(words));

  it("a year of a young decade has an o", () => expect(pairs(19, 5)).toBe("nineteen o five"));
});

describe("tts-kokoro: phonemes", () => {
  it.each([
    ["ˈkɪtʃən", "kˈɪʧən"],
    ["tɝn", "tɜɹn"],
    ["ˈbætɝi", "bˈætɚi"],
    ["ˈhʌndɝd", "hˈʌndɚd"],
    ["fɝst", "fɜɹst"],
    ["ɫaɪts.", "laɪts."],
    ["dʒɑb", "ʤɑb"],
    ["ˈɪzənt", "ˈɪzənt"],
  ])("%s is written %s", (phonemes, learnt) => expect(asLearnt(phonemes, "en-US")).toBe(learnt));

  it("English of England rounds its o", () => expect(asLearnt("ɡoʊ", "en-GB")).toBe("ɡəʊ"));

  it("mends what the lexicon has wrong", () => {
    const phonemes = loadPhonemes();
    expect(phonemes("I won't, nineteen", "en-US")).toBe("aɪ woʊnt, nˌaɪntˈin");
  });

  it.each([
    ["aa bb cc", 5, ["aa bb", "cc"]],
    ["aa bb", 4, ["aa", "bb"]],
    ["aaaaaaa", 3, ["aaa", "aaa", "a"]],
    [" ", 3, []],
  ])("%j is cut at %i into %j", (phonemes, most, parts) =>
    expect(cutPhonemes(phonemes, most)).toEqual(parts),
  );
});
