/** `hearsay plugins`: what plugins and skills run, and switching, replacing and inspecting them while the house goes on. */
import { type Bus, Fault, type Messages } from "../../contract/index.ts";
import { nearest } from "../../host/settings/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";

const help = `Usage: hearsay plugins list|show|reload|enable|disable [NAME] [options]

  list           every plugin and skill, and how it does
  show NAME      all that is known of one
  reload NAME    loads it anew; its jobs under way are finished by the old one
  enable NAME    starts it, and keeps it so
  disable NAME   stops it, and keeps it so

  --json         one JSON value on standard output
  --hub URL      another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR     the data folder of the hub on this machine
  --config FILE  its settings file
  -h, --help     this text

Example: hearsay plugins reload tts-piper`;

type State = Messages["plugin/state"] & { readonly name: string };
/** Starting a plugin may mean fetching its models first. */
const patienceMs = 600_000;

export const plugins: Command = {
  name: "plugins",
  about: "List, reload, enable and disable plugins and skills",
  help,
  options: { ...hubOptions, json: { type: "boolean" } },
  async run(call) {
    const [verb = "list", name, ...rest] = call.positionals;
    const act = verbs[verb];
    if (!act || rest.length > 0 || (verb === "list") !== (name === undefined)) {
      throw new Fault("USAGE", "Usage: hearsay plugins list, or show|reload|enable|disable NAME", {
        remedy: "See: hearsay plugins --help",
      });
    }
    await using hub = await openHub(call, { by: "client/plugins" });
    // Awaited here: the connection must outlive what is asked over it.
    return await act(hub.bus, name ?? "", call);
  },
};

const verbs: Readonly<Record<string, (bus: Bus, name: string, call: Call) => Promise<number>>> = {
  async list(bus, _name, call) {
    const states = await statesOf(bus);
    if (call.values.json) call.io.out(JSON.stringify(states));
    else for (const line of tableOf(states)) call.io.out(line);
    return 0;
  },
  async show(bus, name, call) {
    const state = await stateOf(bus, name);
    if (call.values.json) call.io.out(JSON.stringify(state));
    else for (const line of linesOf(state)) call.io.out(line);
    return 0;
  },
  async reload(bus, name, call) {
    await stateOf(bus, name);
    const { outage, took } = await bus.ask("plugin/reload", {}, { name }, asking(call));
    const gap = outage === 0 ? "it was never out of service" : `${Math.round(outage)} ms out of service`;
    tell(call, { name, outage, took }, `${name} was reloaded in ${Math.round(took)} ms; ${gap}.`);
    return 0;
  },
  enable: (bus, name, call) => turn(bus, "plugin/enable", name, call, "enabled"),
  disable: (bus, name, call) => turn(bus, "plugin/disable", name, call, "disabled"),
};

async function turn(
  bus: Bus,
  kind: "plugin/enable" | "plugin/disable",
  name: string,
  call: Call,
  word: string,
): Promise<number> {
  await stateOf(bus, name);
  const { changed } = await bus.ask(kind, {}, { name }, asking(call));
  const state = await stateOf(bus, name);
  const failed = kind === "plugin/enable" && state.phase === "failed";
  const said = changed ? `${name} is ${word}.` : `${name} was ${word} already.`;
  const why = failed ? ` It failed: ${state.problem?.message}\n${state.problem?.remedy ?? ""}` : "";
  tell(call, { name, changed, phase: state.phase, problem: state.problem }, said + why);
  return failed ? 1 : 0;
}

const asking = ({ io }: Call) => ({ timeout: patienceMs, signal: io.signal });

function tell({ values, io }: Call, json: object, text: string): void {
  io.out(values.json ? JSON.stringify(json) : text);
}

async function stateOf(bus: Bus, name: string): Promise<State> {
  const states = await statesOf(bus);
  const state = states.find((one) => one.name === name);
  if (state) return state;
  const known = states.map((one) => one.name);
  const like = nearest(name, known);
  throw new Fault("PLUGIN_NOT_FOUND", `There is no plugin ${name}.${like ? ` Did you mean ${like}?` : ""}`);
}

const settleMs = 150;
const longestMs = 2000;

/** The retained states of all plugins; a network client cannot know which is the last, so it waits for a pause. */
async function statesOf(bus: Bus): Promise<readonly State[]> {
  const states = new Map<string, State>();
  let last = performance.now();
  const until = last + longestMs;
  await using _ear = await bus.on("plugin/state", {}, ({ where, body }) => {
    last = performance.now();
    states.set(where.plugin, { name: where.plugin, ...body });
  });
  while (performance.now() < Math.min(until, last + settleMs)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [...states.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tableOf(states: readonly State[]): readonly string[] {
  const rows = [
    ["NAME", "KIND", "STATE", "WHERE", "ABOUT"],
    ...states.map((state) => [
      state.name,
      state.kind,
      phaseOf(state),
      state.placement,
      state.problem?.message ?? state.about,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const phaseOf = ({ phase, progress }: State): string =>
  progress === undefined ? phase : `${phase} ${Math.floor(progress * 100)}%`;

function linesOf(state: State): readonly string[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["name", state.name],
    ["about", state.about],
    ["kind", state.kind],
    ["version", state.version],
    ["state", phaseOf(state)],
    ["where", state.placement],
    ["provides", state.provides.join(", ")],
    ["instances", state.instances.join(", ")],
    ["problem", state.problem && `${state.problem.message} (${state.problem.code})`],
    ["remedy", state.problem?.remedy],
  ];
  return facts.flatMap(([name, text]) => (text ? [`${name.padEnd(10)} ${text}`] : []));
}
