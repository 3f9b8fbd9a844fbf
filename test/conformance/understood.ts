/** What people will understand of a voice: what a recogniser understands. */
import type { TextToSpeech } from "hearsay";
import { expect } from "vitest";
import { wordErrors, wordsOf } from "../kit/score.ts";
import { speakAll } from "../kit/spoken.ts";
import type { Check } from "./suite.ts";

/** Words of spoken audio, as a recogniser hears them. */
export type Listen = (samples: Int16Array, rate: number) => Promise<string>;

const sentences = ["The lights in the kitchen are on.", "Your timer for five minutes is set."];

/** Run them where a recogniser is at hand. */
export function understoodChecks(listen: Listen): readonly Check<TextToSpeech>[] {
  return [
    {
      name: "can be understood",
      async check(tts) {
        await expectWords(tts, listen, sentences, 0.15);
      },
    },
    {
      name: "says numbers, times and units as people do",
      async check(tts) {
        const heard = await hearAll(tts, listen, Object.keys(written));
        const wrong = Object.entries(written).filter(([text, say]) => !say.test(heard.get(text) ?? ""));
        expect(wrong.map(([text]) => `${text} -> ${heard.get(text)}`)).toEqual([]);
      },
    },
  ];
}

/** What must be heard in it, in figures or words. */
const written: Readonly<Record<string, RegExp>> = {
  "It is 7:05 PM.": /(7:?05|seven (o|oh|zero|five)).* ?p\.? ?m/i,
  "It is 20 °C outside.": /(20|twenty) degrees celsius/i,
  "The battery is at 50 %.": /(50 ?%|(50|fifty) per ?cent)/i,
  "There are 1,153 songs.": /(1,?153|thousand one hundred (and )?fifty[ -]three)/i,
  "It will be -5 degrees.": /(-|minus |negative )(5|five) degrees/i,
};

async function hearAll(
  tts: TextToSpeech,
  listen: Listen,
  all: readonly string[],
): Promise<Map<string, string>> {
  const heard = new Map<string, string>();
  for (const text of all) {
    const { samples, rate } = await speakAll(tts, [text]);
    heard.set(text, await listen(samples, rate));
  }
  return heard;
}

async function expectWords(
  tts: TextToSpeech,
  listen: Listen,
  all: readonly string[],
  most: number,
): Promise<void> {
  let errors = 0;
  let words = 0;
  for (const [text, heard] of await hearAll(tts, listen, all)) {
    errors += wordErrors(wordsOf(text), wordsOf(heard));
    words += wordsOf(text).length;
  }
  expect(errors / words).toBeLessThanOrEqual(most);
}
