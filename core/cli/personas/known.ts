/** What a persona can be held against: the personas, plugins and skills on disk, and what a running hub says of itself. */
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answers, Bus, Messages, Persona } from "../../contract/index.ts";
import { asFault, Fault } from "../../contract/index.ts";
import { bundled, findIn } from "../../host/find.ts";
import { personaFiles, readPersona } from "../../host/personas/index.ts";
import { loadSettings, type Settings } from "../../host/settings/index.ts";
import type { Call } from "../command.ts";
import { openHub } from "../connect.ts";
import { retained } from "../gather.ts";

export const bundledPersonas = fileURLToPath(new URL("../../../personas/", import.meta.url));

/** One file: what it says, or what is wrong with it. */
export interface PersonaFile {
  readonly name: string;
  readonly file: string;
  readonly persona?: Persona;
  readonly fault?: Fault;
}

/** What runs now. */
export interface Running {
  readonly plugins: ReadonlyMap<string, Messages["plugin/state"]>;
  readonly providers: readonly Messages["provider/state"][];
  readonly skills: ReadonlySet<string>;
  /** Plugins and servers that lend tools. */
  readonly lenders: ReadonlySet<string>;
  readonly assigned: Answers["persona/assigned"];
}

export interface Known {
  /** Those of later folders take the place of earlier ones with their name. */
  readonly files: readonly PersonaFile[];
  readonly onDisk: { readonly plugins: ReadonlySet<string>; readonly skills: ReadonlySet<string> };
  /** Undefined: no hub runs. */
  readonly running: Running | undefined;
}

export async function settingsOf({ values, io }: Call): Promise<Settings> {
  const { data, config } = values;
  return await loadSettings({
    env: io.env,
    ...(typeof data === "string" ? { data } : {}),
    ...(typeof config === "string" ? { file: config } : {}),
  });
}

/** Rejects as `openHub` does, but where no hub runs. */
export async function knownTo(call: Call): Promise<Known> {
  const settings = await settingsOf(call);
  const files = new Map<string, PersonaFile>();
  for (const folder of [bundledPersonas, settings.personas.folder])
    for (const file of await personaFiles(folder)) {
      const one = await readFile(file);
      files.set(one.name, one);
    }
  const own = (
    await Promise.all(
      [...settings.plugins.folders, join(settings.data, "plugins"), join(settings.data, "skills")].map(
        (folder) => findIn(folder),
      ),
    )
  ).flat();
  const namesIn = async (folder: string): Promise<ReadonlySet<string>> =>
    new Set([...(await findIn(folder)), ...own].map(({ name }) => name));
  return {
    files: [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    onDisk: { plugins: await namesIn(bundled.plugins), skills: await namesIn(bundled.skills) },
    running: await runningOf(call),
  };
}

async function readFile(file: string): Promise<PersonaFile> {
  const name = basename(file, ".json");
  return await readPersona(file).then(
    (persona) => ({ name, file, persona }),
    (error) => ({ name, file, fault: asFault(error, "PERSONA_INVALID") }),
  );
}

async function runningOf(call: Call): Promise<Running | undefined> {
  const hub = await openHub(call, { by: "client/personas" }).catch((error) => {
    if (asFault(error).code === "HUB_UNREACHABLE") return undefined;
    throw error;
  });
  if (!hub) return undefined;
  await using _open = hub;
  return await statesOn(hub.bus);
}

const statesOf = (bus: Bus) =>
  Promise.all([
    retained(bus, "plugin/state"),
    retained(bus, "provider/state"),
    retained(bus, "skill/state"),
    retained(bus, "tool/state"),
  ]);

/** How often a busy hub is asked anew: it may not have begun to tell when the first look ended. */
const looks = 5;

async function statesOn(bus: Bus): Promise<Running> {
  const assigned = await bus.ask("persona/assigned", {}, {});
  let seen = await statesOf(bus);
  for (let look = 1; look < looks; look++) {
    const before = seen.flat().length;
    seen = await statesOf(bus);
    if (before > 0 && seen.flat().length === before) break;
  }
  const [plugins, providers, skills, tools] = seen;
  const lenders = tools.flatMap(({ body }) => [
    body.plugin,
    ...body.tools.flatMap(({ from }) => (from === undefined ? [] : [from])),
  ]);
  return {
    plugins: new Map(plugins.map(({ where, body }) => [where.plugin, body])),
    providers: providers.map(({ body }) => body),
    skills: new Set(skills.map(({ body }) => body.name)),
    lenders: new Set(lenders),
    assigned,
  };
}

/** Rejects with PERSONA_INVALID: there is none of this name, or its file is wrong. */
export function personaNamed(
  { files }: Known,
  name: string,
  like?: string,
): PersonaFile & { persona: Persona } {
  const found = files.find((one) => one.name === name);
  if (found?.persona) return { ...found, persona: found.persona };
  if (found?.fault) throw found.fault;
  const known = files.map((one) => one.name).join(", ");
  const hint = like === undefined ? "" : ` Did you mean "${like}"?`;
  throw new Fault("PERSONA_INVALID", `There is no persona "${name}"; there are: ${known}.${hint}`, {
    remedy: `hearsay personas new ${name} writes one.`,
  });
}
