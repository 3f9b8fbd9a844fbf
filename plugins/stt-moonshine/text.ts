/** Writes sentences of a grammar as people do. */

const shortened =
  /^(what|where|who|how|when|it|that|there|here|let)(s)$|^(i)(m|ve|d)$|^(you)(re)$|^(do|did|could|ca)n(t)$/;

/** A sentence of a grammar as people write it: a capital first, and the apostrophes that its plain form has lost. */
export function asWritten(plain: string): string {
  const words = plain
    .trim()
    .split(" ")
    .map((word) => {
      const [whole, ...parts] = shortened.exec(word) ?? [];
      if (whole === undefined) return word === "i" ? "I" : word;
      const [head = "", tail = ""] = parts.filter((part) => part !== undefined);
      if (tail === "t") return `${head}n't`;
      return `${head === "i" ? "I" : head}'${tail}`;
    });
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
