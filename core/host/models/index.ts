/** The models on this machine: what there is, fetching it, and handing out a folder only when every byte in it is right. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Fault, type Log } from "../../contract/index.ts";
import { readCatalog } from "./catalog.ts";
import { fetchFault } from "./disk.ts";
import { takeLock } from "./lock.ts";
import { lockOf, retire, tidy } from "./place.ts";
import { pull, restrictsOf } from "./pull.ts";
import { checkTree } from "./tree.ts";
import type { Catalog, CatalogModel, ModelFacts, ModelState, Pulled, PullOptions, Verdict } from "./types.ts";
import { checkModel, createVerifier, type Memory, type Verifier } from "./verify.ts";

export type * from "./types.ts";

export interface ModelsOptions {
  /** Default: Hearsay's own, models/catalog.json. */
  readonly catalogFile?: string;
  /** Default: modelsFolder(). */
  readonly folder?: string;
  readonly log?: Log;
  /** Digests that are known already; default: of this process. */
  readonly memory?: Memory;
  /** Address of the npm registry; default: npm's own setting. */
  readonly registry?: string;
  /** The wait before a second attempt, in ms; it doubles from there. Default 500. */
  readonly backoffMs?: number;
}

/** A set as far as this machine can run it. */
export interface UsableSet {
  readonly about: string;
  readonly models: readonly string[];
  readonly plugins: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Models of the set that do not run on this machine. */
  readonly unusable: readonly string[];
}

export interface Models {
  readonly catalog: Catalog;
  readonly folder: string;
  list(): Promise<readonly ModelFacts[]>;
  /** The names of models that the names of models and sets stand for. Throws Fault MODEL_UNKNOWN. */
  expand(names: readonly string[]): readonly string[];
  /**
   * Makes the models be there and be right: checks every digest, fetches what is missing or wrong. Takes names of
   * models and sets. Throws Fault MODEL_UNKNOWN, MODEL_FETCH_FAILED, DISK_FULL, STORE_FAILED or CANCELLED.
   */
  pull(names: readonly string[], options?: PullOptions): Promise<Pulled>;
  /** Its folder, every file checked, or known to be unchanged since it was. Throws Fault MODEL_UNKNOWN, MODEL_FETCH_FAILED (absent) or MODEL_CORRUPT. */
  ready(name: string, signal?: AbortSignal): Promise<string>;
  verify(names?: readonly string[], signal?: AbortSignal): Promise<readonly Verdict[]>;
  /** False when it was not there. */
  remove(name: string, signal?: AbortSignal): Promise<boolean>;
  /** Throws Fault MODEL_UNKNOWN. */
  set(name: string): UsableSet;
  /** What the licences of these models do not allow. */
  restricts(names: readonly string[]): Pulled["restricts"];
}

/** $HEARSAY_MODELS, else ~/.cache/hearsay/models. */
function modelsFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return resolve(env.HEARSAY_MODELS || join(homedir(), ".cache", "hearsay", "models"));
}

const platform = `${process.platform}-${process.arch}`;
const runsHere = (model: CatalogModel): boolean => model.platforms?.includes(platform) ?? true;

/** Throws Fault SETTINGS_UNREADABLE or SETTINGS_INVALID for a bad catalogue. Nothing is written before the first pull. */
export async function createModels(options: ModelsOptions = {}): Promise<Models> {
  const catalog = await readCatalog(options.catalogFile);
  const folder = resolve(options.folder ?? modelsFolder());
  const verifier = createVerifier(options.memory);
  const { log, registry, backoffMs } = options;
  const modelOf = (name: string): CatalogModel => {
    const model = Object.hasOwn(catalog.models, name) ? catalog.models[name] : undefined;
    if (!model) throw new Fault("MODEL_UNKNOWN", `There is no model ${name}`);
    return model;
  };
  const models: Models = {
    catalog,
    folder,
    list: () =>
      Promise.all(Object.keys(catalog.models).map((name) => factsOf(catalog, verifier, folder, name))),
    expand: (names) => [...new Set(names.flatMap((name) => expand(catalog, name)))],
    async pull(names, how = {}) {
      return pull({ catalog, folder, verifier, log, registry, backoffMs }, models.expand(names), how);
    },
    async ready(name, signal) {
      const verdict = await judge(verifier, folder, name, modelOf(name), signal);
      if (verdict.state === "verified") return join(folder, name);
      throw notReady(verdict);
    },
    async verify(names, signal) {
      const verdicts: Verdict[] = [];
      for (const name of models.expand(names ?? Object.keys(catalog.models)))
        verdicts.push(await judge(verifier, folder, name, modelOf(name), signal));
      return verdicts;
    },
    async remove(name, signal) {
      modelOf(name);
      try {
        await using _lock = await takeLock(lockOf(folder), signal);
        const there = await retire(folder, name);
        await tidy(folder);
        return there;
      } catch (thrown) {
        if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return false;
        throw await fetchFault(thrown, folder, 0);
      }
    },
    set(name) {
      const set = Object.hasOwn(catalog.sets, name) ? catalog.sets[name] : undefined;
      if (!set) throw new Fault("MODEL_UNKNOWN", `There is no set of models ${name}`);
      const [usable, unusable] = split(set.models, (model) => runsHere(modelOf(model)));
      return { ...set, models: usable, unusable };
    },
    restricts: (names) => restrictsOf(catalog, names),
  };
  return models;
}

function expand(catalog: Catalog, name: string): readonly string[] {
  if (Object.hasOwn(catalog.models, name)) return [name];
  const set = Object.hasOwn(catalog.sets, name) ? catalog.sets[name] : undefined;
  if (!set) throw new Fault("MODEL_UNKNOWN", `There is no model and no set of models ${name}`);
  return set.models.filter((model) => {
    const found = catalog.models[model];
    return found !== undefined && runsHere(found);
  });
}

function split(names: readonly string[], test: (name: string) => boolean): [string[], string[]] {
  return [names.filter(test), names.filter((name) => !test(name))];
}

async function factsOf(
  catalog: Catalog,
  verifier: Verifier,
  folder: string,
  name: string,
): Promise<ModelFacts> {
  const model = catalog.models[name] as CatalogModel;
  const files = Object.entries(model.files);
  const states: string[] = await Promise.all(
    files.map(([path, file]) => verifier.glance(join(folder, name, path), file)),
  );
  // To read thousands of files for a list would take too long.
  if (model.tree) states.push(existsSync(join(folder, name)) ? "sized" : "absent");
  const { capability, about, languages, licence } = model;
  return {
    name,
    state: stateOf(states),
    capability,
    about,
    bytes: files.reduce((sum, [, file]) => sum + file.bytes, model.tree?.bytes ?? 0),
    languages,
    licence,
    sets: Object.keys(catalog.sets).filter((set) => catalog.sets[set]?.models.includes(name)),
    usable: runsHere(model),
    folder: join(folder, name),
  };
}

function stateOf(states: readonly string[]): ModelState {
  if (states.every((state) => state === "good")) return "verified";
  if (states.every((state) => state === "absent")) return "absent";
  return states.some((state) => state === "absent" || state === "wrong") ? "partial" : "present";
}

async function judge(
  verifier: Verifier,
  folder: string,
  name: string,
  model: CatalogModel,
  signal?: AbortSignal,
): Promise<Verdict> {
  const states = [...(await checkModel(verifier, join(folder, name), model, signal))];
  if (model.tree) states.push([name, await checkTree(join(folder, name), model.tree, signal)]);
  const wrong = states.filter(([, state]) => state !== "good").map(([path]) => path);
  if (wrong.length === 0) return { name, state: "verified", wrong };
  const absent = states.every(([, state]) => state === "absent");
  return { name, state: absent ? "absent" : "corrupt", wrong };
}

function notReady({ name, state, wrong }: Verdict): Fault {
  const remedy = `Fetch it with: hearsay models pull ${name}`;
  if (state === "absent")
    return new Fault("MODEL_FETCH_FAILED", `The model ${name} is not on this machine`, { remedy });
  return new Fault("MODEL_CORRUPT", `The model ${name} is damaged: ${wrong.join(", ")}`, { remedy });
}
