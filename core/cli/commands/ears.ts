/** `hearsay ears`: who recognises speech, in which order; choosing, and what each has done and cost. */
import type { Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { misuse, verbsOf } from "./providers.ts";

const help = `Usage: hearsay ears list|use|stats [options]

  list            who would listen now, best first: ready, busy, left alone after failures, no quota
  use PLUGIN      puts a recogniser before all others, from the next utterance on and over restarts
  use auto        leaves it to the persona again
  stats [PLUGIN]  utterances, failures, time to the words, seconds, cost, today and this month

  --language TAG  list, use: in this language, such as de
  --persona NAME  list, use: for this persona
  --site ROOM     list, use: in this room
  --days N        stats: the last N days as well, at most 35
  --json          one JSON value on standard output
  --hub URL       another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR      the data folder of the hub on this machine
  --config FILE   its settings file
  -h, --help      this text

Exit codes: 0 done, 1 failed, 2 wrong use or no such plugin, 130 Ctrl-C.

Example: hearsay ears use stt-moonshine --language en`;

export const ears: Command = {
  name: "ears",
  about: "List and choose recognisers, and see what they did",
  help,
  options: {
    ...hubOptions,
    json: { type: "boolean" },
    language: { type: "string" },
    persona: { type: "string" },
    site: { type: "string" },
    days: { type: "string" },
  },
  async run(call) {
    const [verb = "list", ...words] = call.positionals;
    const act = Object.entries(verbsOf("stt", "ears")).find(([name]) => name === verb)?.[1];
    if (!act) throw misuse("ears", help.split("\n")[0]);
    await using hub = await openHub(call, { by: "client/ears" });
    return await act({ call, bus: hub.bus, words });
  },
};
