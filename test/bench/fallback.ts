/** A service that fails in every way while it should speak: what the listener hears, how much later, and whether the sums are true. */
import { parseArgs } from "node:util";
import flite from "../../plugins/tts-flite/index.ts";
import { hostFor } from "../kit/host.ts";
import { openListener } from "../kit/listen.ts";
import { drill, type Row, sentence } from "./fallback/drill.ts";
import { faults } from "./fallback/server.ts";

export const name = "fallback";
export const about =
  "A voice that is late, fails, lies or breaks off: first sound, one whole sentence, true statistics.";

type Options = { readonly args: string[]; log(text: string): void };

/** `--fault NAME` (again for more): only these; `--rounds N`: the worst of so many. */
export async function bench({ args, log }: Options): Promise<object> {
  const { values } = parseArgs({
    args,
    options: { fault: { type: "string", multiple: true }, rounds: { type: "string", default: "1" } },
  });
  await using hosted = await hostFor(flite);
  const { tts } = hosted.provided;
  if (!tts) throw new Error("The plugin provides no tts.");
  const listen = await openListener();
  const wanted = faults.filter((fault) => fault !== "none" && (values.fault?.includes(fault) ?? true));
  const rows: Omit<Row, "tally">[] = [];
  for (const fault of wanted) {
    const rounds: Row[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      rounds.push(await drill(tts, fault, listen));
    }
    const row = rounds.toSorted((a, b) => Number(a.whole) - Number(b.whole) || b.addedMs - a.addedMs)[0];
    if (!row) continue;
    const { tally: _, ...told } = row;
    rows.push({ ...told, addedMs: Math.max(...rounds.map(({ addedMs }) => addedMs)) });
    log(JSON.stringify(told));
  }
  return { sentence, faults: rows };
}
