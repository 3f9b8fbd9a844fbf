/** How often the tool that is wanted is among those that a language model is lent. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dialogue } from "../../../core/dialog/house.ts";
import { openLexicon } from "../../../core/dialog/lexicon.ts";
import type { TurnRequest } from "../../../core/dialog/request.ts";
import { createReader } from "../../../core/dialog/route/meaning.ts";
import { intentTools } from "../../../core/dialog/think/tools/intents.ts";
import { nearestTools } from "../../../core/dialog/think/tools/nearest.ts";
import type { Tool } from "../../../core/dialog/think/tools/tool.ts";
import home from "../../../plugins/virtual-home/index.ts";
import { busFor } from "../../kit/bus-for.ts";
import { hostFor } from "../../kit/host.ts";
import { personaWith } from "../../kit/persona.ts";
import { serveSkills } from "../../kit/skills.ts";

interface Paraphrases {
  readonly groups: readonly { readonly means: readonly string[]; readonly said: readonly string[] }[];
}
export interface Sample {
  readonly text: string;
  readonly wanted: readonly string[];
}
export interface Measured {
  readonly set: string;
  readonly sentences: number;
  readonly lent: number;
  readonly missed: readonly Sample[];
  /** ms a choice. */
  readonly ms: { readonly p50: number; readonly p95: number; readonly first: number };
}
export interface Workbench extends AsyncDisposable {
  /** Tools of all bundled skills. */
  readonly count: number;
  /** Characters of the JSON of tools: of all, and of as many as are lent on average. */
  readonly size: { readonly all: number; readonly lent: number };
  measure(set: "examples" | "paraphrases", language: string, most: number): Measured;
}

const file = join(import.meta.dirname, "../../data/paraphrases.json");

export async function openWorkbench(): Promise<Workbench> {
  await using stack = new AsyncDisposableStack();
  const { bus } = stack.use(await busFor());
  stack.use(await hostFor(home, {}, { bus }));
  stack.use(await serveSkills(bus));
  const lexicon = stack.use(await openLexicon(bus, "en"));
  const things = lexicon.things();
  const request = { persona: personaWith() } as TurnRequest;
  const house = { lexicon } as unknown as Dialogue;
  const toolsIn = (language: string): readonly Tool[] => {
    const facts = { house, request, language, text: "", overheard: { take: () => [] }, done() {} };
    return intentTools(facts);
  };
  const names = new Set(toolsIn("en").map(({ spec }) => spec.name));
  const nearest = (language: string, text: string, most: number): readonly Tool[] =>
    nearestTools({ tools: toolsIn(language), most, said: [text], kept: new Set(), things });
  const samples = (set: "examples" | "paraphrases", language: string): readonly Sample[] => {
    const reader = createReader({ lexicon, language, skills: {}, area: "kitchen" });
    const meant = (texts: readonly string[]): string[] =>
      texts
        .flatMap((text) => reader.find(text) ?? [])
        .map(({ skill, intent }) => `${skill}__${intent}`)
        .filter((name) => names.has(name));
    const { groups } = JSON.parse(readFileSync(file, "utf8")) as Paraphrases;
    const examples = lexicon.skills().flatMap((skill) => skill.languages[language]?.examples ?? []);
    const said = groups.flatMap(({ means, said }) => said.map((text) => ({ text, wanted: meant(means) })));
    const all = set === "paraphrases" ? said : examples.map((text) => ({ text, wanted: meant([text]) }));
    return all.filter(({ wanted }) => wanted.length > 0);
  };
  const json = (tools: readonly Tool[]): number => JSON.stringify(tools.map(({ spec }) => spec)).length;
  const lent = samples("examples", "en").map(({ text }) => json(nearest("en", text, 24)));
  const open = stack.move();
  return {
    count: names.size,
    size: { all: json(toolsIn("en")), lent: lent.reduce((sum, one) => sum + one, 0) / lent.length },
    measure(set, language, most) {
      const times: number[] = [];
      const all = samples(set, language);
      const missed = all.filter(({ text, wanted }) => {
        const begun = performance.now();
        const chosen = nearest(language, text, most);
        times.push(performance.now() - begun);
        return !chosen.some(({ spec }) => wanted.includes(spec.name));
      });
      const [first = 0] = times;
      times.sort((one, other) => one - other);
      const ms = {
        p50: times[times.length >> 1] ?? 0,
        p95: times[Math.floor(times.length * 0.95)] ?? 0,
        first,
      };
      return {
        set: `${set} ${language}`,
        sentences: all.length,
        lent: 1 - missed.length / all.length,
        missed,
        ms,
      };
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
