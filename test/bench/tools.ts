/** Which tools a language model is lent: how often the one that is wanted is among them, and what they cost. */
import { parseArgs } from "node:util";
import { openWorkbench } from "./tools/measure.ts";

export const name = "tools";
export const about =
  "Tools for language models: share of sentences whose tool is among the nearest, size of both lists, ms a choice.";

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const short = (ms: number): number => Math.round(ms * 100) / 100;

/** `--most N` tools; `--show` prints the sentences whose tool is not lent. */
export async function bench({ args, log }: { args: string[]; log(text: string): void }): Promise<object> {
  const options = {
    most: { type: "string", default: "24" },
    show: { type: "boolean", default: false },
  } as const;
  const { values } = parseArgs({ args, options });
  const most = Number(values.most);
  await using workbench = await openWorkbench();
  const sets = [
    ["examples", "en"],
    ["examples", "de"],
    ["paraphrases", "en"],
  ] as const;
  const nearest = sets.map(([set, language]) => {
    const { set: name, sentences, lent, missed, ms } = workbench.measure(set, language, most);
    for (const { text, wanted } of values.show ? missed : [])
      log(`${text}  (${[...new Set(wanted)].join(" ")})`);
    return {
      set: name,
      sentences,
      lent: percent(lent),
      "p50 ms": short(ms.p50),
      "p95 ms": short(ms.p95),
      "first ms": short(ms.first),
    };
  });
  const { all, lent } = workbench.size;
  return {
    most,
    of: workbench.count,
    nearest,
    "characters of all": all,
    "of 24, on average": Math.round(lent),
  };
}
