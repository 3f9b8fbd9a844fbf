/** `hearsay models`: what speech models there are, fetching, checking and removing them, and their licences. */
import { resolve } from "node:path";
import { Fault } from "../../contract/index.ts";
import { createModels, type ModelFacts, type Models } from "../../host/models/index.ts";
import { loadSettings } from "../../host/settings/index.ts";
import type { Call, Command } from "../command.ts";
import { createProgress } from "../progress.ts";

const help = `Usage: hearsay models list|pull|verify|remove|licences [NAME|SET…] [options]

  list       what there is, and what is on this machine
  pull       fetches models; without names, the set that the settings choose
  verify     reads every byte again: of what is there, or of what is named; exit code 1 when something is
             damaged, or named and missing
  remove     deletes models; without names, nothing
  licences   the licence of each model, and what it does not allow

A SET is standard, lite, clean or languages.

  --all          list: voices of the catalogue that are not here, too
  --json         one JSON value on standard output
  --models DIR   the models folder (default: the setting models.folder)
  --data DIR     the data folder
  --config FILE  the settings file
  -h, --help     this text

Examples:
  hearsay models pull lite
  hearsay models verify --json`;

type Action = (models: Models, names: readonly string[], call: Call, chosen: string) => Promise<number>;

const actions: Readonly<Record<string, Action>> = { list, pull, verify, remove, licences };

const text = (call: Call, name: string): string | undefined => {
  const value = call.values[name];
  return typeof value === "string" ? value : undefined;
};

const print = (call: Call, value: unknown): void => call.io.out(JSON.stringify(value));

async function run(call: Call): Promise<number> {
  const [word = "list", ...names] = call.positionals;
  const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
  if (!action) {
    const known = Object.keys(actions).join(", ");
    throw new Fault("USAGE", `hearsay models has no "${word}"; it has ${known}.`, {
      remedy: "See: hearsay models --help",
    });
  }
  const folder = text(call, "models");
  const data = text(call, "data");
  const file = text(call, "config");
  const settings = await loadSettings({
    env: call.io.env,
    overrides: { "models.folder": folder === undefined ? undefined : resolve(folder) },
    ...(data === undefined ? {} : { data }),
    ...(file === undefined ? {} : { file }),
  });
  const models = await createModels({ folder: settings.models.folder });
  return action(models, names, call, settings.models.set);
}

/** The models that the names stand for; all, when there are no names. */
const chosenOf = (models: Models, names: readonly string[]): readonly string[] =>
  names.length > 0 ? models.expand(names) : Object.keys(models.catalog.models);

/** Voices on demand that are not here are many: only where they are named, or `all`. */
async function factsOf(
  models: Models,
  names: readonly string[],
  all = false,
): Promise<readonly ModelFacts[]> {
  const chosen = chosenOf(models, names);
  const isTold = ({ name, state }: ModelFacts): boolean =>
    names.length > 0 || all || state !== "absent" || models.catalog.models[name]?.onDemand !== true;
  return (await models.list()).filter((facts) => chosen.includes(facts.name) && isTold(facts));
}

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function list(models: Models, names: readonly string[], call: Call): Promise<number> {
  const facts = await factsOf(models, names, call.values.all === true);
  if (call.values.json) {
    print(call, { folder: models.folder, models: facts });
    return 0;
  }
  const rows = facts.map(({ name, state, bytes, licence, languages, sets, usable }) => [
    name,
    usable ? state : "not for this machine",
    mega(bytes),
    languages.join(","),
    sets.join(",") || "-",
    licence.spdx,
  ]);
  for (const line of table([["MODEL", "STATE", "SIZE", "LANGUAGES", "SETS", "LICENCE"], ...rows]))
    call.io.out(line);
  call.io.out(`in ${models.folder}`);
  return 0;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

async function pull(models: Models, names: readonly string[], call: Call, set: string): Promise<number> {
  const wanted = names.length > 0 ? names : [set];
  const view = createProgress(call.io, { quiet: call.values.json === true });
  const pulled = await models
    .pull(wanted, { signal: call.io.signal, onProgress: view.show })
    .finally(() => view.done());
  if (call.values.json) {
    print(call, { folder: models.folder, models: models.expand(wanted), ...pulled });
    return 0;
  }
  for (const text of new Set(pulled.restricts.map((one) => one.text))) {
    const bound = pulled.restricts.filter((one) => one.text === text).map((one) => one.model);
    call.io.out(`Note for ${bound.join(", ")}: ${text}`);
  }
  for (const { name, licence } of await factsOf(models, names)) {
    // Whoever names a model hears under what terms; a set has a list of its own: hearsay models licences.
    if (names.includes(name) && pulled.fetched.includes(name))
      call.io.out(`${name}: ${licence.spdx}. ${licence.notice}`);
  }
  const there = models.expand(wanted).length - pulled.fetched.length;
  call.io.out(`Fetched ${pulled.fetched.length}, already there ${there}: ${models.folder}`);
  return 0;
}

async function verify(models: Models, names: readonly string[], call: Call): Promise<number> {
  const verdicts = await models.verify(names.length > 0 ? names : undefined, call.io.signal);
  // Without names, a model that nobody fetched is no fault.
  const bad = verdicts.filter(({ state }) => state === "corrupt" || (state === "absent" && names.length > 0));
  if (call.values.json) print(call, { folder: models.folder, ok: bad.length === 0, models: verdicts });
  else {
    for (const { name, state, wrong } of verdicts)
      call.io.out(state === "corrupt" ? `${name}: damaged: ${wrong.join(", ")}` : `${name}: ${state}`);
    if (bad.length > 0)
      call.io.err(`Mend with: hearsay models pull ${bad.map(({ name }) => name).join(" ")}`);
  }
  return bad.length > 0 ? 1 : 0;
}

async function remove(models: Models, names: readonly string[], call: Call): Promise<number> {
  if (names.length === 0) throw new Fault("USAGE", "Say which models to remove.");
  const removed: string[] = [];
  for (const name of models.expand(names)) if (await models.remove(name, call.io.signal)) removed.push(name);
  if (call.values.json) print(call, { removed });
  else call.io.out(removed.length > 0 ? `Removed ${removed.join(", ")}` : "None of these was there");
  return 0;
}

async function licences(models: Models, names: readonly string[], call: Call): Promise<number> {
  const facts = await factsOf(models, names);
  if (call.values.json) {
    print(
      call,
      facts.map(({ name, licence }) => ({ name, ...licence })),
    );
    return 0;
  }
  for (const { name, licence } of facts) {
    call.io.out(`${name}: ${licence.spdx}\n  ${licence.notice}`);
    if (licence.restricts !== undefined) call.io.out(`  Restricted: ${licence.restricts}`);
  }
  return 0;
}

export const models: Command = {
  name: "models",
  about: "Speech models: hearsay models list|pull|verify|remove|licences",
  help,
  options: {
    json: { type: "boolean" },
    all: { type: "boolean" },
    models: { type: "string" },
    data: { type: "string" },
    config: { type: "string" },
  },
  run,
};
