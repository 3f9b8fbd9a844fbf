/** The one form in which words are compared with a grammar, whatever recogniser or keyboard wrote them. */

/** Lower case, without signs but the % after a number and the colon or point within one, a blank before each word. */
export function plainForm(text: string): string {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/ß/gu, "ss")
    .replace(/['\u2018\u2019\u02BC\u0060\u00B4\u2032]/gu, "")
    .replace(/(?<=\p{L})\.(?=\p{L}\.?(?!\p{L}))/gu, "")
    .replace(/(?<!\p{N})[.,:](?=\p{N})|(?<=\p{N})[,](?=\p{N}{3}(?!\p{N}))/gu, "")
    .replace(/(?<=\p{N})\s+%/gu, "%")
    .match(/\p{N}+(?:[.,:]\p{N}+)*%?|[\p{L}\p{M}]+|[%°&]/gu);
  return (words ?? []).map((word) => ` ${word}`).join("");
}

/** The words of a plain form. */
export const plainWords = (plain: string): string[] => plain.split(" ").filter(Boolean);
