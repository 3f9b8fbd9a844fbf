/** What the first words over an answer are: a listener's murmur, a word that stops, or a turn. */
import { textOf, without, wordsOf } from "../route/tokens.ts";
import { routeWords } from "../route/words/index.ts";
import { bare } from "../wakeword.ts";
import de from "./words/de.json" with { type: "json" };
import en from "./words/en.json" with { type: "json" };

export interface Said {
  readonly kind: "none" | "murmur" | "stop" | "words";
  /** The answer that sounds has these words, one after another. */
  readonly ofReply: boolean;
  /** A word or two that nothing is known to be done for: a short sound may be a murmur all the same. */
  readonly slight: boolean;
}

interface Lists {
  /** Say only that somebody listens. */
  readonly murmurs: readonly string[];
  /** Say the same, unless the house asks something: then they are the answer. */
  readonly agreement: readonly string[];
  readonly stop: readonly string[];
  /** Begin a turn however short they are: whoever says them wants to be heard. */
  readonly calls: readonly string[];
}

const languages: Readonly<Record<string, Lists>> = { de, en };

/** `reply`: what of the answer may have sounded; `isKnown`: whether the house knows what to do for a text. */
export function saidOver(
  text: string,
  reply: string,
  language: string,
  isKnown: (text: string) => boolean = () => false,
): Said {
  const said = kindOf(text, reply, language);
  const words = bare(text);
  const isShort = words.split(" ").length <= 2 && !listsOf(language).calls.includes(words);
  return { ...said, slight: said.kind === "words" && isShort && !isKnown(text) };
}

/** These words do nothing but end what sounds; politely, perhaps. */
export function onlyStops(text: string, language: string): boolean {
  const plain = textOf(without(wordsOf(text), routeWords(language).polite));
  return [text, plain].some((one) => kindOf(one, "", language).kind === "stop");
}

/** Whether the last that was said is a question. */
export const asks = (reply: string): boolean => reply.trimEnd().endsWith("?");

const listsOf = (language: string): Lists => languages[language.split("-")[0] ?? ""] ?? en;

function kindOf(text: string, reply: string, language: string): Omit<Said, "slight"> {
  const words = bare(text);
  const lists = listsOf(language);
  const ofReply = words !== "" && ` ${bare(reply)} `.includes(` ${words} `);
  if (words === "") return { kind: "none", ofReply };
  if (lists.stop.includes(words)) return { kind: "stop", ofReply };
  const idle = asks(reply) ? lists.murmurs : [...lists.murmurs, ...lists.agreement];
  return { kind: consistsOf(words.split(" "), idle) ? "murmur" : "words", ofReply };
}

/** "yeah okay right" is made of phrases of the list alone. */
function consistsOf(words: readonly string[], phrases: readonly string[]): boolean {
  if (words.length === 0) return true;
  return phrases.some((phrase) => {
    const parts = phrase.split(" ");
    return parts.every((part, i) => part === words[i]) && consistsOf(words.slice(parts.length), phrases);
  });
}
