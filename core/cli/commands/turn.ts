/** `hearsay turn`: where the time of a turn went, as a waterfall, and the last turns of the house. */
import { Fault, type Messages } from "../../contract/index.ts";
import type { Call, Command } from "../command.ts";
import { openHub } from "../connect.ts";
import { siteOf } from "../values.ts";
import { waterfall } from "../waterfall.ts";

const help = `Usage: hearsay turn show [ID] [options]
       hearsay turn list [options]

show prints when each stage of a turn began and ended, as a waterfall; ID is a turn's id or how it ends, and
without one it is the last turn. list prints the last turns. What people said is in neither.

  --site NAME   only this room
  --limit N     list at most so many (default 20, at most 200)
  --json        as JSON
  --hub URL     another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR    the data folder of the hub on this machine
  -h, --help    this text

Exit codes: 0 done, also where there was no turn yet, 1 failed, 2 wrong use or no such turn, 130 Ctrl-C.

Example: hearsay turn show --site kitchen`;

export const turn: Command = {
  name: "turn",
  about: "See where the time of a turn went",
  help,
  options: {
    site: { type: "string" },
    limit: { type: "string" },
    json: { type: "boolean" },
    hub: { type: "string" },
    data: { type: "string" },
  },
  async run(call) {
    const [verb, id, extra] = call.positionals;
    if (
      extra !== undefined ||
      (verb !== "show" && verb !== "list") ||
      (verb === "list" && id !== undefined)
    ) {
      throw new Fault("USAGE", "Usage: hearsay turn show [ID], or hearsay turn list");
    }
    return verb === "show" ? await show(id, call) : await list(call);
  },
};

async function show(id: string | undefined, call: Call): Promise<number> {
  const site = siteIn(call);
  await using hub = await openHub(call, { by: "client/turn" });
  const { trace } = await hub.bus.ask(
    "trace/show",
    {},
    { ...site, ...(id === undefined ? {} : { turn: id }) },
  );
  if (!trace && id === undefined) {
    call.io.out(call.values.json ? "null" : "There was no turn yet.");
    return 0;
  }
  if (!trace) {
    throw new Fault("TURN_UNKNOWN", `No trace of a turn "${id}" is kept.`, {
      remedy: "List the turns whose traces are kept, the last 200, with: hearsay turn list",
    });
  }
  if (call.values.json) call.io.out(JSON.stringify(trace));
  else for (const line of waterfall(trace, process.stdout.columns ?? 100)) call.io.out(line);
  return 0;
}

async function list(call: Call): Promise<number> {
  const site = siteIn(call);
  const { limit } = call.values;
  const wanted = limit === undefined ? 20 : Number(limit);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 200)
    throw new Fault("USAGE", "--limit wants a number from 1 to 200.");
  await using hub = await openHub(call, { by: "client/turn" });
  const { turns } = await hub.bus.ask("trace/list", {}, { ...site, limit: wanted });
  if (call.values.json) call.io.out(JSON.stringify(turns));
  else if (turns.length === 0) call.io.out("There was no turn yet.");
  else for (const one of turns) call.io.out(line(one));
  return 0;
}

function siteIn({ values }: Call): { site?: string } {
  return typeof values.site === "string" ? { site: siteOf(values.site) } : {};
}

type Listed = Omit<Messages["turn/traced"], "stages" | "dropped">;

function line({ turn: id, site, reason, outcome, code, from, to }: Listed): string {
  const time = new Date(from).toLocaleString("sv-SE");
  const took = `${Math.round(to - from)} ms`.padStart(9);
  return `${id}  ${time}  ${site.padEnd(14)} ${reason.padEnd(8)} ${took}  ${outcome}${code ? ` (${code})` : ""}`;
}
