/**
 * Cuts what was said into items: at commas and at "and". What belongs together stays one item: "and" between two words
 * that are known as a pair ("salt and pepper"), and in what begins like a thing to do on a list of things to do.
 */

/** Pairs that are bought or said as one. */
const pairs: Readonly<Record<string, readonly string[]>> = {
  en: [
    "salt and pepper",
    "bread and butter",
    "mac and cheese",
    "macaroni and cheese",
    "fish and chips",
    "half and half",
    "oil and vinegar",
    "cookies and cream",
    "bed and breakfast",
    "ham and cheese",
    "peanut butter and jelly",
    "sweet and sour",
  ],
  de: [
    "salz und pfeffer",
    "essig und öl",
    "brot und butter",
    "kaffee und kuchen",
    "hab und gut",
    "nadel und faden",
  ],
};
const joints: Readonly<Record<string, RegExp>> = {
  en: /\s*,\s*(?:and\s+)?|\s+and\s+|\s+as well as\s+|\s+plus\s+/iu,
  de: /\s*,\s*(?:und\s+)?|\s+und\s+|\s+sowie\s+|\s+plus\s+/iu,
};
const leading: Readonly<Record<string, RegExp>> = {
  en: /^(?:the|a|an|some|also|more)\s+/iu,
  de: /^(?:der|die|das|den|dem|ein|eine|einen|etwas|noch|auch|mehr)\s+/iu,
};
/** Stands for "and" in a pair while the rest is cut. */
const held = "\u0001";

const primaryOf = (language: string): "en" | "de" => (/^de\b/i.test(language) ? "de" : "en");

/** After a comma the last "and" of a list joins nothing: "eggs, bread and butter" are three things. */
const pairsIn = (said: string, tag: "en" | "de"): readonly string[] => {
  const isLast = (pair: string): boolean =>
    new RegExp(`,\\s*${pair}[.!?]*$`, "iu").test(said) && !/\s(?:and|und)\s.*\s(?:and|und)\s/iu.test(said);
  return (pairs[tag] ?? []).filter((pair) => !isLast(pair));
};

/** The items, in the order they were said, each once, without articles. */
export function itemsOf(said: string, language: string): readonly string[] {
  const tag = primaryOf(language);
  const together = pairsIn(said, tag).reduce(
    (text, pair) =>
      text.replace(new RegExp(`(?<![\\p{L}])${pair}(?![\\p{L}])`, "giu"), (found) =>
        found.replace(/\s+(and|und)\s+/iu, `${held}$1${held}`),
      ),
    said.replace(/[.!?]+$/u, ""),
  );
  const parts = together
    .split(joints[tag] ?? /,/)
    .map((part) =>
      part
        .replaceAll(held, " ")
        .trim()
        .replace(leading[tag] ?? /^$/, "")
        .trim(),
    )
    .filter((part) => part !== "");
  const seen = new Set<string>();
  return parts.filter((part) => !seen.has(part.toLowerCase()) && seen.add(part.toLowerCase()));
}
