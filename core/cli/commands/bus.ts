/** `hearsay bus tail`: what is said on the bus, as it is said. */
import { type Kind, topics } from "../../../bus-schema/index.ts";
import { type Bus, Fault, type Message } from "../../contract/index.ts";
import type { Call, Command } from "../command.ts";
import { openHub } from "../connect.ts";
import { siteOf } from "../values.ts";

const help = `Usage: hearsay bus tail [KIND…] [options]

Prints every message of the running hub, one a line; with KINDs (such as wake/heard or turn) only those.
What people say is left out unless --words is given.

  --site NAME   only this room
  --words       also private kinds: transcripts, replies, intents
  --json        whole messages as JSON lines
  --hub URL     another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR    the data folder of the hub on this machine
  -h, --help    this text

Ctrl-C ends it. Example: hearsay bus tail turn intent --words`;

export const bus: Command = {
  name: "bus",
  about: "Watch what is said on the bus: hearsay bus tail",
  help,
  options: {
    site: { type: "string" },
    words: { type: "boolean" },
    json: { type: "boolean" },
    hub: { type: "string" },
    data: { type: "string" },
  },
  async run(call) {
    const [verb, ...kinds] = call.positionals;
    if (verb !== "tail") throw new Fault("USAGE", "Usage: hearsay bus tail [KIND…]");
    const wanted = wantedKinds(kinds, call.values.words === true);
    const { site } = call.values;
    if (typeof site === "string") siteOf(site);
    await using hub = await openHub(call, { by: "client/tail" });
    await tail(hub.bus, wanted, call);
    return 0;
  },
};

/** A name stands for the kind itself, and for all kinds under it. */
function wantedKinds(names: readonly string[], words: boolean): readonly Kind[] {
  const all = Object.keys(topics) as Kind[];
  const open = all.filter((kind) => words || !topics[kind].private);
  if (names.length === 0) return open;
  for (const name of names) {
    if (all.some((kind) => fits(kind, name))) continue;
    throw new Fault("USAGE", `No kind of message is called "${name}"; docs/bus.md lists them.`);
  }
  return open.filter((kind) => names.some((name) => fits(kind, name)));
}

const fits = (kind: string, name: string): boolean => kind === name || kind.startsWith(`${name}/`);

async function tail(bus: Bus, kinds: readonly Kind[], { values, io }: Call): Promise<void> {
  const show = (message: Message): void => {
    const site = (message.where as { site?: string }).site;
    if (values.site !== undefined && site !== values.site) return;
    io.out(values.json ? JSON.stringify(message) : line(message));
  };
  await using ears = new AsyncDisposableStack();
  for (const kind of kinds) ears.use(await bus.on(kind, {}, show as never));
  if (io.signal.aborted) return;
  await new Promise((resolve) => io.signal.addEventListener("abort", resolve, { once: true }));
}

function line({ kind, where, at, by, body, turn }: Message): string {
  const time = new Date(at).toISOString().slice(11, 23);
  const place = Object.values(where).join(" ");
  const about = turn === undefined ? "" : ` turn=${turn.slice(-6)}`;
  return `${time} ${kind.padEnd(18)} ${place.padEnd(14)} ${JSON.stringify(body)} (${by}${about})`;
}
