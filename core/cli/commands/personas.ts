/** `hearsay personas`: who answers: listing, looking at one, checking, writing a new one, and giving one to a room or a person. */
import { Fault, type Messages } from "../../contract/index.ts";
import { nearest } from "../../host/settings/index.ts";
import type { Call, Command } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { checkPersona, type Finding } from "../personas/check.ts";
import { type Known, knownTo, type PersonaFile, personaNamed, settingsOf } from "../personas/known.ts";
import { makePersona } from "../personas/make.ts";
import { findingLines, givenTo, linesOf, tableOf, thinksOf } from "../personas/print.ts";
import { siteOf } from "../values.ts";

const help = `Usage: hearsay personas list|show|check|new|use [NAME] [options]

  list           all personas, what they think with, and to whom they were given
  show NAME      all that one is
  check [NAME]   what of one, or of all, will not work here, and why: plugins, voices, languages, skills, tools,
                 wake words; exit code 1 when something is wrong. Without a hub only the files are checked.
  new NAME       writes a persona into the data folder; a running hub knows it at once
  use NAME       lets it answer in the whole house, or where the options say; kept over restarts

  --from NAME    new: begin with this one instead of the template
  --dir DIR      new: the folder to write it into
  --site ROOM    use: only in this room
  --person NAME  use: only for who is known by this name, in every room
  --talk         use: only for the conversation in this room, until it was quiet (personas.idle in the settings)
  --clear        use, without NAME: takes back what was given to the room, the person, the conversation or the house
  --json         one JSON value on standard output
  --hub URL      another hub: mqtt://NAME:PASSWORD@HOST:PORT
  --data DIR     the data folder of the hub on this machine
  --config FILE  its settings file
  -h, --help     this text

Of several that fit, this one answers: asked for by name, this conversation, the person's, the room's, what the
satellite wishes, the house's, personas.default.

Exit codes: 0 done, 1 failed or something is wrong, 2 wrong use or no such persona, 130 Ctrl-C.

Example: hearsay personas use butler --site kitchen`;

type Action = (names: readonly string[], call: Call) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  list: async (_names, call) => list(await knownTo(call), call),
  show: async ([name = ""], call) => show(await knownTo(call), name, call),
  check: async ([name], call) => check(await knownTo(call), name, call),
  new: ([name = ""], call) => write(name, call),
  use: ([name], call) => use(name, call),
};
/** Fewest and most names. */
const wanted: Readonly<Record<string, readonly [number, number]>> = {
  list: [0, 0],
  show: [1, 1],
  check: [0, 1],
  new: [1, 1],
  use: [0, 1],
};
const only: Readonly<Record<string, readonly string[]>> = {
  from: ["new"],
  dir: ["new"],
  site: ["use"],
  person: ["use"],
  talk: ["use"],
  clear: ["use"],
};

export const personas: Command = {
  name: "personas",
  about: "List, check, write and assign who answers",
  help,
  options: {
    ...hubOptions,
    json: { type: "boolean" },
    from: { type: "string" },
    dir: { type: "string" },
    site: { type: "string" },
    person: { type: "string" },
    talk: { type: "boolean" },
    clear: { type: "boolean" },
  },
  async run(call) {
    const [verb = "list", ...names] = call.positionals;
    const action = Object.hasOwn(actions, verb) ? actions[verb] : undefined;
    const [fewest, most] = wanted[verb] ?? [0, 0];
    if (!action || names.length < fewest || names.length > most) throw misuse(verb, Object.keys(actions));
    for (const [option, verbs] of Object.entries(only))
      if (call.values[option] !== undefined && !verbs.includes(verb))
        throw new Fault("USAGE", `--${option} is for ${verbs.join(", ")}, not for ${verb}.`);
    return await action(names, call);
  },
};

function misuse(verb: string, verbs: readonly string[]): Fault {
  const like = verbs.includes(verb) ? undefined : nearest(verb, verbs);
  const hint = like === undefined ? "" : ` Did you mean "${like}"?`;
  return new Fault("USAGE", `Usage: hearsay personas list|show NAME|check [NAME]|new NAME|use NAME.${hint}`, {
    remedy: "See: hearsay personas --help",
  });
}

function print({ values, io }: Call, json: unknown, lines: readonly string[]): void {
  if (values.json) io.out(JSON.stringify(json));
  else for (const line of lines) io.out(line);
}

function list(known: Known, call: Call): number {
  const { files, running } = known;
  const all = files.map(({ name, file, persona, fault }) =>
    persona
      ? { file, ...persona, thinksWith: thinksOf(persona, running), givenTo: givenTo(name, running) }
      : { name, file, fault: { code: fault?.code, message: fault?.message } },
  );
  print(call, all, tableOf(known));
  return 0;
}

const found = (known: Known, name: string) =>
  personaNamed(
    known,
    name,
    nearest(
      name,
      known.files.map((one) => one.name),
    ),
  );

function show(known: Known, name: string, call: Call): number {
  const one = found(known, name);
  print(
    call,
    { file: one.file, ...one.persona, givenTo: givenTo(name, known.running) },
    linesOf(one, known.running),
  );
  return 0;
}

interface Checked {
  readonly name: string;
  readonly file: string;
  readonly findings: readonly Finding[];
}

function check(known: Known, name: string | undefined, call: Call): number {
  const wrong = (one: PersonaFile): readonly Finding[] =>
    (one.fault?.message.split("\n") ?? []).map((message) => ({ level: "wrong", field: "file", message }));
  const isThere = known.files.some((one) => one.name === name);
  const chosen = name === undefined || isThere ? known.files : [found(known, name)];
  const checked = chosen
    .filter((one) => name === undefined || one.name === name)
    .map((one): Checked => {
      const findings = one.persona ? checkPersona(one.persona, known) : wrong(one);
      return { name: one.name, file: one.file, findings };
    });
  const lines = checked.flatMap((one) => [
    `${one.name}: ${one.findings.length === 0 ? "all is well" : one.file}`,
    ...one.findings.flatMap(findingLines),
  ]);
  const unasked = known.running
    ? []
    : ["No hub runs: voices, languages, tools and wake words were not checked."];
  print(call, { hub: known.running !== undefined, personas: checked }, [...lines, ...unasked]);
  return checked.some(({ findings }) => findings.some(({ level }) => level === "wrong")) ? 1 : 0;
}

async function write(name: string, call: Call): Promise<number> {
  const { from, dir } = call.values;
  const settings = await settingsOf(call);
  const folder = typeof dir === "string" ? dir : settings.personas.folder;
  const origin = typeof from === "string" ? found(await knownTo(call), from) : undefined;
  const file = await makePersona({ name, folder, language: settings.house.language, from: origin });
  print(call, { name, file }, [
    `wrote ${file}`,
    "Change about, prompt, think and tts; then:",
    `  hearsay personas check ${name}`,
    `  hearsay personas use ${name} --site kitchen`,
  ]);
  return 0;
}

async function use(name: string | undefined, call: Call): Promise<number> {
  const { site, person, talk, clear } = call.values;
  if ((name === undefined) !== (clear === true))
    throw new Fault("USAGE", "use wants the name of a persona, or --clear without one.");
  if (talk === true && site === undefined)
    throw new Fault("USAGE", "--talk is in a room: name it with --site.");
  const wish: Messages["persona/use"] = {
    ...(name === undefined ? {} : { persona: name }),
    ...(typeof site === "string" ? { site: siteOf(site) } : {}),
    ...(typeof person === "string" ? { person } : {}),
    ...(talk === true ? { talk } : {}),
  };
  await using hub = await openHub(call, { by: "client/personas" });
  const { changed, persona } = await hub.bus.ask("persona/use", {}, wish, { signal: call.io.signal });
  const where = person !== undefined ? `${person}` : site !== undefined ? `${site}` : "the house";
  const said = `${persona} answers ${person !== undefined ? "" : "in "}${where} now.`;
  const stays =
    name !== undefined && persona !== name ? ` (${name} was given, but another comes first there.)` : "";
  print(call, { changed, persona, ...wish }, [changed ? `${said}${stays}` : `That was so already: ${said}`]);
  return 0;
}
