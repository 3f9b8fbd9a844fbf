/** `hearsay history`: the turns that the house keeps: listing, looking at one, forgetting. */
import { type Answers, Fault, type Messages } from "../../contract/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { momentOf } from "../moment.ts";

const help = `Usage: hearsay history list|show|forget [TURN] [options]

  list            the turns that are kept, newest first
  show TURN       what was heard, how it was understood, what was done and answered
  forget TURN     forgets one turn; or those that the options name

  --site ROOM     only of this room
  --person NAME   only of who is known by this name
  --since TIME    from then on: 2h, 3d, 2026-01-31 or 2026-01-31T18:00
  --before TIME   before then
  --limit N       list at most so many; default 20
  --all           forget: every turn of the house
  --json          one JSON value on standard output
  --hub URL       another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR      the data folder of the hub on this machine
  --config FILE   its settings file
  -h, --help      this text

TURN is an id as list shows it. How long turns are kept: history.keep in docs/settings.md.

Exit codes: 0 done, also where no turn fits, 1 failed, 2 wrong use or no such turn, 130 Ctrl-C.

Example: hearsay history forget --before 1d`;

type Shown = Answers["history/show"];

export const history: Command = {
  name: "history",
  about: "List, show and forget what was said and done",
  help,
  options: {
    ...hubOptions,
    json: { type: "boolean" },
    site: { type: "string" },
    person: { type: "string" },
    since: { type: "string" },
    before: { type: "string" },
    limit: { type: "string" },
    all: { type: "boolean" },
  },
  async run(call) {
    const [verb = "list", turn, ...rest] = call.positionals;
    const act = verbs[verb];
    if (!act || rest.length > 0 || (verb === "list" && turn !== undefined)) throw misuse(help.split("\n")[0]);
    if (verb !== "forget" && call.values.all === true)
      throw misuse("--all is for forget; list has --limit, at most 200.");
    const which = whichOf(call, Date.now());
    await using hub = await openHub(call, { by: "client/history" });
    // Awaited here: the connection must outlive what is asked over it.
    return await act({ call, bus: hub.bus, turn, which });
  },
};

interface Wanted {
  readonly call: Call;
  readonly bus: Awaited<ReturnType<typeof openHub>>["bus"];
  readonly turn: string | undefined;
  readonly which: Pick<Messages["history/list"], "site" | "person" | "since" | "before">;
}

const verbs: Readonly<Record<string, (wanted: Wanted) => Promise<number>>> = {
  async list({ call, bus, which }) {
    const { io, values } = call;
    const limit = values.limit === undefined ? {} : { limit: limitOf(String(values.limit)) };
    const { turns, more } = await bus.ask("history/list", {}, { ...which, ...limit }, { signal: io.signal });
    if (values.json) io.out(JSON.stringify({ turns, more }));
    else if (turns.length === 0)
      io.out(Object.keys(which).length === 0 ? "Nothing is kept." : "No turn that is kept fits.");
    else for (const line of turns.map(lineOf)) io.out(line);
    if (more && !values.json) io.err(`There are older ones: --limit, or --before ${dayOf(turns.at(-1))}`);
    return 0;
  },
  async show({ call: { io, values }, bus, turn }) {
    if (turn === undefined) throw misuse("Usage: hearsay history show TURN");
    const shown = await bus.ask("history/show", {}, { turn }, { signal: io.signal });
    if (values.json) io.out(JSON.stringify(shown));
    else for (const line of linesOf(shown)) io.out(line);
    return 0;
  },
  async forget({ call: { io, values }, bus, turn, which }) {
    const all = values.all === true;
    if (turn === undefined && !all && Object.keys(which).length === 0) {
      throw misuse("Name a turn, --site, --person, --since, --before, or --all.");
    }
    const body = { ...which, ...(turn === undefined ? {} : { turn }), ...(all ? { all } : {}) };
    const { forgotten } = await bus.ask("history/forget", {}, body, { signal: io.signal });
    const count = forgotten === 1 ? "1 turn was" : `${forgotten} turns were`;
    io.out(values.json ? JSON.stringify({ forgotten }) : `${count} forgotten.`);
    return 0;
  },
};

function whichOf({ values }: Call, now: number): Wanted["which"] {
  const { site, person, since, before } = values;
  return {
    ...(typeof site === "string" ? { site } : {}),
    ...(typeof person === "string" ? { person } : {}),
    ...(typeof since === "string" ? { since: momentOf(since, now) } : {}),
    ...(typeof before === "string" ? { before: momentOf(before, now) } : {}),
  };
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit;
  throw misuse(`--limit wants a number from 1 to 200, not "${text}".`);
}

const misuse = (message = ""): Fault =>
  new Fault("USAGE", message, { remedy: "See: hearsay history --help" });

const timeOf = (at: number): string => new Date(at).toLocaleString("sv-SE");
const dayOf = (kept: Shown | undefined): string => (kept ? timeOf(kept.record.at).replace(" ", "T") : "");
/** The end of an id tells turns apart; its beginning is the time. */
const shortly = (turn: string): string => turn.slice(-12);

function lineOf({ site, record: { turn, at, text, reply, outcome } }: Shown): string {
  const answer = outcome === "done" ? reply : `(${outcome}) ${reply}`;
  return `${shortly(turn)}  ${timeOf(at)}  ${site}  "${text}" -> ${answer}`.trimEnd();
}

function linesOf({ site, person, record, audio }: Shown): readonly string[] {
  const { turn, at, reason, language, text, provider, outcome, reply, heard, parts, problem } = record;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["turn", turn],
    ["when", timeOf(at)],
    ["where", site],
    ["who", person],
    ["opened by", reason],
    ["heard", `"${text}" (${language}${provider === undefined ? "" : `, ${provider}`})`],
    ...parts.map(({ skill, intent, slots, by, sentence }): [string, string] => [
      "meant",
      [`${skill}.${intent}`, JSON.stringify(slots), `by ${by}`, sentence && `for "${sentence}"`]
        .filter(Boolean)
        .join(" "),
    ]),
    ["reply", reply],
    ["cut after", heard === undefined ? undefined : `"${heard}"`],
    ["outcome", outcome],
    ["why", problem && `${problem.message} (${problem.code})`],
    ["audio", audio],
    ["time", `hearsay turn show ${shortly(turn)}`],
  ];
  return facts.flatMap(([name, value]) => (value ? [`${name.padEnd(10)} ${value}`] : []));
}
