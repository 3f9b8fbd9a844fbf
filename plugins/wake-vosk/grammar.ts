/** The phrases that are listened for, and the grammar that keeps everything else from sounding like them. */
import { Fault } from "hearsay";
import type { Vosk } from "./libvosk.ts";

/**
 * Common words offered beside the phrases. With nothing but `[unk]` beside them, "what's the weather" is taken for
 * "alexa"; with these in the grammar it is taken for itself.
 */
const decoys = [
  "the of and to a in is it you that he was for on are with they be at one have this from or had by but some what",
  "there we can out other all your when up use how said each she which their time will way about many then them",
  "would like so these her long make thing see him two has look more day could go come did number sound no most",
  "people my over know water than call first who may down side been now find turn light lights off set timer",
  "weather please off yes okay play stop music volume kitchen room door open close three four five minutes",
].flatMap((line) => line.split(" "));

export interface Phrase {
  /** As it is in the settings. */
  readonly word: string;
  readonly spelling: readonly string[];
  readonly syllables: number;
}
export interface Grammar {
  readonly phrases: readonly Phrase[];
  /** What the recogniser is made with. */
  readonly lines: readonly string[];
}

export function grammarOf(
  vosk: Vosk,
  words: readonly string[],
  spellings: Readonly<Record<string, readonly string[]>>,
): Grammar {
  const phrases = words.flatMap((word) =>
    (spellings[word] ?? [word]).map((form) => phraseOf(vosk, word, form)),
  );
  const used = new Set(phrases.flatMap(({ spelling }) => spelling));
  const others = decoys.filter((word) => !used.has(word) && vosk.knows(word));
  return {
    phrases,
    lines: [...phrases.map(({ spelling }) => spelling.join(" ")), ...new Set(others), "[unk]"],
  };
}

function phraseOf(vosk: Vosk, word: string, form: string): Phrase {
  const spelling = form.toLowerCase().split(/\s+/).filter(Boolean);
  const unknown = spelling.filter((part) => !vosk.knows(part));
  if (unknown.length === 0) return { word, spelling, syllables: syllablesOf(spelling) };
  throw new Fault(
    "PLUGIN_START_FAILED",
    `The model does not know ${unknown.map((part) => `"${part}"`).join(", ")} of "${word}".`,
    {
      remedy: `Say in the option "spellings" how "${word}" sounds in words it knows, as {"hey mycroft": ["hey my croft"]}.`,
    },
  );
}

/** Groups of vowels, less a silent e at the end: near enough for how long a phrase must last. */
export function syllablesOf(spelling: readonly string[]): number {
  const spoken = (word: string): string => word.replace(/([aeiouy][a-z]*[^aeiouy])e$/, "$1");
  const count = (word: string): number => spoken(word).match(/[aeiouy]+/g)?.length ?? 1;
  return spelling.reduce((sum, word) => sum + count(word), 0);
}
