/** What people will understand of a voice: what a recogniser understands. */
import type { TextToSpeech } from "hearsay";
import { expect } from "vitest";
import { wordErrors, wordsOf } from "../kit/score.ts";
import { speakAll } from "../kit/spoken.ts";
import type { Check } from "./suite.ts";

/** Words of spoken audio, as a recogniser hears them. */
export type Listen = (samples: Int16Array, rate: number) => Promise<string>;

const sentences = ["The lights in the kitchen are on.", "Your timer for five minutes is set."];

/** What is listened to; a slow voice may be asked for less. */
export interface UnderstoodTexts {
  readonly sentences: readonly string[];
  readonly written: readonly Written[];
}

/** Run them where a recogniser is at hand. */
export function understoodChecks(
  listen: Listen,
  texts: UnderstoodTexts = { sentences, written: Object.keys(written) as Written[] },
): readonly Check<TextToSpeech>[] {
  const hear = hearWith(listen);
  return [
    {
      name: "can be understood",
      async check(tts) {
        expectWords(await hear(tts, texts.sentences), 0.15);
      },
    },
    {
      name: "says numbers, times and units as people do",
      async check(tts) {
        const heard = await hear(tts, texts.written);
        const wrong = texts.written.filter((text) => !written[text].test(heard.get(text) ?? ""));
        expect(wrong.map((text) => `${text} -> ${heard.get(text)}`)).toEqual([]);
      },
    },
  ];
}

/** What must be heard in it, in figures or words. */
const written = {
  "It is 7:05 PM.": /(7:?05|seven (o|oh|zero|five)).* ?p\.? ?m/i,
  "It is 20 °C outside.": /(20|twenty) degrees celsius/i,
  "The battery is at 50 %.": /(50 ?%|(50|fifty) per ?cent)/i,
  "There are 1,153 songs.": /(1,?153|thousand one hundred (and )?fifty[ -]three)/i,
  "It will be -5 degrees.": /(-|minus |negative )(5|five) degrees/i,
} as const;
type Written = keyof typeof written;

type Heard = ReadonlyMap<string, string>;

/** What is heard of each text; each voice says each text once. */
function hearWith(listen: Listen): (tts: TextToSpeech, texts: readonly string[]) => Promise<Heard> {
  const voices = new WeakMap<TextToSpeech, Map<string, string>>();
  return async (tts, texts) => {
    const heard = voices.get(tts) ?? new Map<string, string>();
    voices.set(tts, heard);
    for (const text of texts) {
      if (heard.has(text)) continue;
      const { samples, rate } = await speakAll(tts, [text]);
      heard.set(text, await listen(samples, rate));
    }
    return new Map(texts.map((text) => [text, heard.get(text) ?? ""]));
  };
}

/** `most`: wrong words among all. */
function expectWords(all: Heard, most: number): void {
  let errors = 0;
  let words = 0;
  for (const [text, heard] of all) {
    errors += wordErrors(wordsOf(text), wordsOf(heard));
    words += wordsOf(text).length;
  }
  expect(errors / words).toBeLessThanOrEqual(most);
}
