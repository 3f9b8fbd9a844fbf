/** Reads sentence templates far enough to write sentences from them: which slots can stand together, and words around them. */

/** Words, or the place of a slot. */
export type Part = string | { readonly slot: string };
export type Parts = readonly Part[];
type Node = string | { readonly slot: string } | { readonly any: readonly (readonly Node[])[] };
export type Template = readonly Node[];

const deepest = 12;

/** A template with its rules put in. What cannot be read is left out: the sentence engine has judged the file already. */
export function readTemplate(
  text: string,
  rules: Readonly<Record<string, string>> = {},
  depth = 0,
): Template {
  const signs = [...text];
  let at = 0;

  /** As far as the sign that ends it. */
  function until(end: string): string {
    const from = at;
    while (at < signs.length && signs[at] !== end) at++;
    return signs.slice(from, at++).join("");
  }
  function group(end: string): readonly (readonly Node[])[] {
    const all: (readonly Node[])[] = [];
    do all.push(sequence(end));
    while (at < signs.length && signs[at++] === "|");
    return all;
  }
  function sequence(end: string): Node[] {
    const nodes: Node[] = [];
    let words = "";
    const close = (): void => {
      if (words) nodes.push(words);
      words = "";
    };
    while (at < signs.length && signs[at] !== end && !(end && signs[at] === "|")) {
      const sign = signs[at++] ?? "";
      if (sign === "\\") words += signs[at++] ?? "";
      else if (!"[({<".includes(sign)) words += sign === ";" ? " " : sign;
      else {
        close();
        nodes.push(opened(sign));
      }
    }
    close();
    return nodes;
  }
  function opened(sign: string): Node {
    if (sign === "{") return { slot: until("}").split(":").at(-1) ?? "" };
    if (sign === "(") return { any: group(")") };
    if (sign === "[") {
      const all = group("]");
      // A small word is said rather than left out: the sentence may be read to somebody.
      return { any: isSmall(all[0]) ? [...all, []] : [[], ...all] };
    }
    const rule = rules[until(">")];
    return { any: [rule === undefined || depth > deepest ? [] : readTemplate(rule, rules, depth + 1)] };
  }
  return sequence("");
}

const isSmall = (nodes: readonly Node[] | undefined): boolean =>
  nodes?.length === 1 && /^(the|is|are)$/.test(String(nodes[0]));

/** Words as they would be said. */
export const tidy = (words: string): string => words.replaceAll(/\s+/g, " ").trim();

const slotsOf = (parts: Parts): string =>
  parts.map((part) => (typeof part === "string" ? "" : `{${part.slot}}`)).join("");

/** Ways to say a template, one for each `key`, the first that comes; at most `limit`. */
function ways(nodes: Template, key: (parts: Parts) => string, limit: number): readonly Parts[] {
  let all = new Map<string, Parts>([["", []]]);
  const waysOf = (node: Node): readonly Parts[] => {
    if (typeof node === "string" || "slot" in node) return [[node]];
    return node.any.flatMap((one) => ways(one, key, limit));
  };
  for (const node of nodes) {
    const next = new Map<string, Parts>();
    const ends = waysOf(node);
    for (const begun of all.values()) {
      for (const end of ends) {
        const parts = [...begun, ...end];
        const name = key(parts);
        if (next.size < limit && !next.has(name)) next.set(name, parts);
      }
    }
    all = next;
  }
  return [...all.values()];
}

/** One way for each choice of slots, with as few words as may be said. */
export const skeletonsOf = (template: Template, limit: number): readonly Parts[] =>
  ways(template, slotsOf, limit);

/** The words of a template without slots, in all ways. */
export const spellingsOf = (template: Template, limit: number): readonly string[] => [
  ...new Set(ways(template, plain, limit).map((parts) => tidy(plain(parts)))),
];
const plain = (parts: Parts): string => parts.filter((part) => typeof part === "string").join("");

/** `count` ways that are unlike each other, the same ones every time. */
export function samplesOf(template: Template, count: number): readonly Parts[] {
  const made = new Map<string, Parts>();
  for (let round = 0; round < count; round++) {
    let groups = 0;
    const say = (nodes: Template): Parts =>
      nodes.flatMap((node): Parts => {
        if (typeof node === "string" || "slot" in node) return [node];
        // Steps of the golden ratio: the choices of one group do not go along with those of the next.
        const place = (round * 0.618_034 * (groups + 1) + groups * 0.377) % 1;
        groups++;
        return say(node.any[Math.floor(place * node.any.length)] ?? []);
      });
    const parts = say(template);
    made.set(JSON.stringify(parts), parts);
  }
  return [...made.values()];
}
