/** Makes what a language model writes speakable: marks of writing go, what they hold stays. Marks of feeling pass. */

/** What holds from one piece of an answer to the next. */
export interface Hidden {
  /** Until this ends, nothing is said: a block of code, or what a model thinks aloud. */
  until: "```" | "</think>" | undefined;
}

const begins = [
  ["```", "```"],
  ["<think>", "</think>"],
] as const;

/** Without what is not for the ear; "" where nothing is left. */
export function speakable(piece: string, hidden: Hidden): string {
  const said = withoutMarks(withoutHidden(piece, hidden)).replace(/\s+/gu, " ").trim();
  return /[\p{L}\p{N}]|\[\/\]/u.test(said) ? said : "";
}

function withoutHidden(piece: string, hidden: Hidden): string {
  let rest = piece;
  let said = "";
  while (rest !== "") {
    if (hidden.until !== undefined) {
      const end = rest.indexOf(hidden.until);
      if (end < 0) return said;
      rest = rest.slice(end + hidden.until.length);
      hidden.until = undefined;
    }
    const found = begins
      .map(([sign, until]) => ({ at: rest.indexOf(sign), sign, until }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at)[0];
    if (!found) return said + rest;
    said += rest.slice(0, found.at);
    rest = rest.slice(found.at + found.sign.length);
    hidden.until = found.until;
  }
  return said;
}

const withoutMarks = (text: string): string =>
  text
    // A rule, or the line below the head of a table.
    .replace(/^\s*[|:*_=\s-]{3,}$/gmu, " ")
    .replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+•]\s+)+/gmu, "")
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/gu, "$1")
    .replace(/\]\([^()\s]*\)?/gu, "")
    .replace(
      /\b(?:https?:\/\/|www\.)(?:www\.)?([^\s/?#<>()[\]"']+)[^\s<>()[\]"']*?(?=[.,;:!?]*(?:\s|$|[<>()[\]"']))/giu,
      "$1",
    )
    .replace(/<\/?[a-z][^<>]{0,200}>/giu, "")
    .replace(/^\s*\||\|\s*$/gmu, "")
    .replace(/\s*\|\s*/gu, ", ")
    // Marks of the blocks of data, which models repeat.
    .replace(/[⟦⟧]/gu, "")
    .replace(/`+|~~/gu, "")
    .replace(/(?<![\p{L}\p{N}])[*_]+(?=\S)|(?<=\S)[*_]+(?![\p{L}\p{N}])|\*{2,}/gu, "")
    .replace(
      /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\p{Variation_Selector}|\p{Cf}|\u20E3/gu,
      "",
    )
    .replace(/[\p{Cc}]/gu, " ");
