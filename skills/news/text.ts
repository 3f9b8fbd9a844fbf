/** Makes words to be spoken of what a feed has: no tags, no entities, no addresses, and not too long. */

/** Longer texts are cut before anything else is done with them, so that no feed can make this slow. */
const mostRead = 6000;

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  bdquo: "„",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  eacute: "é",
  euro: "€",
};

/** What is no character is a space. */
function entity(_whole: string, name: string): string {
  if (!name.startsWith("#")) return named[name] ?? " ";
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const real = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return real ? String.fromCodePoint(code) : " ";
}

const untagged = (text: string): string =>
  text
    .replace(/<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1>|$)/gi, " ")
    .replace(/<!--[\s\S]*?(?:-->|$)/g, " ")
    .replace(/<\/?(?:b|i|em|strong|a|span|u|sub|sup|font|mark)\b[^>]*>/gi, "")
    .replace(/<[^>]*>/g, " ");

/** Markup is often escaped once more than it should be, so tags are taken out before and after the entities. */
export function plain(markup: string): string {
  const decoded = untagged(markup.slice(0, mostRead)).replace(/&(#?\w{1,10});/g, entity);
  return untagged(decoded)
    .replace(/https?:\/\/\S+/g, " ")
    .replace(/[\p{Cc}\p{Cf}<>]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/ (?=[.,;:!?])/g, "")
    .trim();
}

/** At the end of a sentence where there is one, else after a word. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most);
  const end = Math.max(head.lastIndexOf(". "), head.lastIndexOf("! "), head.lastIndexOf("? "));
  if (end > most / 3) return head.slice(0, end + 1);
  return `${head.slice(0, Math.max(head.lastIndexOf(" "), 1))} …`;
}

/** So that it can be read out: with a full stop, unless it ends with a sign. */
export const sentence = (text: string): string => (/[.!?…]["”“’']?$/.test(text) ? text : `${text}.`);
