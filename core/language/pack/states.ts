/** The words a pack has for states of things ("open", "locked"), taken from the lists that understand them. */
import type { Source } from "../engine/source.ts";

/** By list, then by state: the shortest way to say it. */
export function stateWords({ lists }: Source): Record<string, Record<string, string>> {
  const words: Record<string, Record<string, string>> = {};
  for (const [name, list] of Object.entries(lists)) {
    if (!name.endsWith("_states") || list.kind !== "text") continue;
    const said: Record<string, string> = {};
    for (const { in: template, out } of list.values) {
      if (typeof out === "string" && !Object.hasOwn(said, out)) said[out] = plainest(template);
    }
    words[name] = said;
  }
  return words;
}

/** A template without what may be left out, and with the first of what may be chosen. */
export function plainest(template: string): string {
  let text = template;
  for (let before = ""; text !== before; ) {
    before = text;
    text = text.replace(/\[[^[\]()]*\]/g, "").replace(/\(([^[\]()|]*)[^[\]()]*\)/g, "$1");
  }
  return (text.split("|")[0] ?? "").replace(/\s+/g, " ").trim();
}
