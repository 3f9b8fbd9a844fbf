/** Takes compounds apart where a template has free text before a word: "Nudeltimer" is heard as "{name} timer". */
import type { Graph, Node } from "./compile.ts";
import type { Sentence } from "./normalise.ts";
import type { Token } from "./words/types.ts";

/** Shorter words are endings of too many others. */
const shortestHead = 5;
const shortestRest = 3;

/** Words that come right after free text in the templates of a skill. */
export function headsOf({ start }: Graph): ReadonlySet<string> {
  const heads = new Set<string>();
  const seen = new Set<Node>([start]);
  for (const node of seen) {
    const next = [...[...node.words.values()].flat(), ...node.slots];
    for (const one of next) seen.add(one);
    if (node.slot?.kind !== "text") continue;
    const choices = node.slots.flatMap(({ slot }) => [...(slot?.choices?.exact.keys() ?? [])]);
    for (const word of [...node.words.keys(), ...choices]) if (word.length >= shortestHead) heads.add(word);
  }
  return heads;
}

/** The sentence with every word that ends in a head as two words; undefined when there is none. */
export function takenApart(
  { text, tokens }: Sentence,
  isHead: (word: string) => boolean,
): Sentence | undefined {
  const apart = tokens.flatMap((token) => partsOf(token, isHead));
  return apart.length === tokens.length ? undefined : { text, tokens: apart };
}

function partsOf(token: Token, isHead: (word: string) => boolean): readonly Token[] {
  const { word, from, to } = token;
  // What was expanded or lost an apostrophe does not stand in the text letter by letter.
  if (word.length !== to - from) return [token];
  for (let at = shortestRest; at <= word.length - shortestHead; at++) {
    const [rest, head] = [word.slice(0, at), word.slice(at)];
    if (!isHead(head)) continue;
    return [
      { word: rest, key: rest, from, to: from + at },
      { word: head, key: head, from: from + at, to },
    ];
  }
  return [token];
}
