/** One pull: finds out what is missing, fetches every parcel once, and puts a model in place only when it is whole. */
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Fault, type Log } from "../../contract/index.ts";
import { fetchFault, requireSpace } from "./disk.ts";
import { download, dropPart } from "./download.ts";
import { takeLock } from "./lock.ts";
import { createMeter, type Meter } from "./meter.ts";
import { finish, lockOf, moveIn, partsOf, tidy, workOf } from "./place.ts";
import { type Fetchable, fetchable } from "./sources.ts";
import { checkTree, fetchTree } from "./tree.ts";
import type { Catalog, CatalogFile, CatalogTree, Pulled, PullOptions } from "./types.ts";
import { unpack, type Wanted } from "./unpack.ts";
import { checkModel, type Verifier } from "./verify.ts";

export interface PullFacts {
  readonly catalog: Catalog;
  readonly folder: string;
  readonly verifier: Verifier;
  readonly log?: Log | undefined;
  readonly registry?: string | undefined;
  readonly backoffMs?: number | undefined;
}

/** A file that is missing or wrong, and how many of its origins have failed. */
interface Lack {
  readonly model: string;
  readonly path: string;
  readonly file: CatalogFile;
  failed: number;
  failure?: Fault;
}

/** One parcel and all that is taken from it. */
interface Errand {
  readonly parcel: Fetchable;
  readonly lacks: readonly Lack[];
}

interface Run extends PullFacts {
  readonly meter: Meter;
  readonly signal: AbortSignal | undefined;
}

/** Bytes for names, folders and the lock. */
const spareBytes = 1_000_000;

/** Throws Fault MODEL_FETCH_FAILED, DISK_FULL, STORE_FAILED or CANCELLED; models that became whole before stay. */
export async function pull(facts: PullFacts, names: readonly string[], options: PullOptions) {
  const { folder } = facts;
  const { signal, onProgress } = options;
  try {
    signal?.throwIfAborted();
    await mkdir(partsOf(folder), { recursive: true });
    await using _lock = await takeLock(lockOf(folder), signal, (pid) => {
      facts.log?.info(`Waiting for process ${pid}, which is changing the models folder`);
      onProgress?.({ model: names.join(", "), phase: "waiting", received: 0, total: 0 });
    });
    await tidy(folder);
    const lacks = await findLacks(facts, names, options);
    const trees = await treesLacking(facts, names, signal);
    const fetched = [...new Set([...lacks.map((lack) => lack.model), ...trees.keys()])];
    try {
      const run = { ...facts, signal, meter: createMeter(onProgress) };
      await fetchAll(run, lacks);
      for (const [name, tree] of trees) await fetchTree(run, name, tree);
    } finally {
      await rm(workOf(folder), { recursive: true, force: true });
    }
    return { fetched, restricts: restrictsOf(facts.catalog, fetched) } satisfies Pulled;
  } catch (thrown) {
    if (signal?.aborted)
      throw new Fault("CANCELLED", "The fetching was ended; what has arrived is kept", {
        cause: thrown,
        remedy: "Nothing; the next pull goes on from there.",
      });
    throw await fetchFault(thrown, folder, 0);
  }
}

export function restrictsOf(catalog: Catalog, names: readonly string[]): Pulled["restricts"] {
  return names.flatMap((model) => {
    const text = catalog.models[model]?.licence.restricts;
    return text === undefined ? [] : [{ model, text }];
  });
}

async function findLacks(facts: PullFacts, names: readonly string[], options: PullOptions) {
  const lacks: Lack[] = [];
  for (const name of names) {
    const model = facts.catalog.models[name];
    if (!model) throw new Fault("MODEL_UNKNOWN", `There is no model ${name}`);
    options.onProgress?.({ model: name, phase: "checking", received: 0, total: 0 });
    const states = await checkModel(facts.verifier, join(facts.folder, name), model, options.signal);
    for (const [path, file] of Object.entries(model.files)) {
      const state = states.get(path);
      if (state === "wrong") facts.log?.warn(`${name}/${path} is damaged; it is fetched again`);
      if (state !== "good") lacks.push({ model: name, path, file, failed: 0 });
    }
  }
  return lacks;
}

async function treesLacking(
  { catalog, folder, log }: PullFacts,
  names: readonly string[],
  signal?: AbortSignal,
) {
  const lacking = new Map<string, CatalogTree>();
  for (const name of names) {
    const tree = catalog.models[name]?.tree;
    const state = tree && (await checkTree(join(folder, name), tree, signal));
    if (state === "wrong") log?.warn(`${name} is damaged; it is fetched again`);
    if (tree && state !== "good") lacking.set(name, tree);
  }
  return lacking;
}

async function fetchAll(run: Run, all: readonly Lack[]): Promise<void> {
  const { folder, meter, catalog } = run;
  let open = [...all];
  const failures: Fault[] = [];
  for (const lack of open) expect(run, lack);
  await requireRoom(run, open);
  for (let lack = open[0]; lack; lack = open[0]) {
    const { parcel, lacks } = errandOf(run, lack, open);
    try {
      await carryOut(run, { parcel, lacks });
      open = open.filter((one) => !lacks.includes(one));
    } catch (thrown) {
      run.signal?.throwIfAborted();
      const need = parcel.bytes + sizeOf(lacks);
      const failure = await fetchFault(thrown, folder, need);
      if (failure.code === "DISK_FULL") await dropPart(join(partsOf(folder), parcel.key));
      if (failure.code !== "MODEL_FETCH_FAILED") throw failure;
      run.log?.warn(failure.message);
      meter.forget(parcel.key);
      open = nextOrigins(run, open, lacks, failure, failures);
    }
    for (const name of new Set(lacks.map((one) => one.model))) {
      const model = catalog.models[name];
      const given = failures.some((failure) => failure.path === `/models/${name}`);
      if (model && !given && !open.some((one) => one.model === name)) await finish(folder, name, model);
    }
  }
  if (failures[0]) throw failures[0];
}

/** What is still to do after a parcel failed: its files by their next origin; a model with a file that has none is given up. */
function nextOrigins(
  run: Run,
  open: readonly Lack[],
  lacks: readonly Lack[],
  failure: Fault,
  failures: Fault[],
): Lack[] {
  const lost = new Set<string>();
  for (const lack of lacks) {
    lack.failed++;
    if (lack.failed < lack.file.from.length) expect(run, lack);
    else if (!lost.has(lack.model)) {
      lost.add(lack.model);
      failures.push(giveUp(lack.model, failure));
    }
  }
  return open.filter((lack) => !lost.has(lack.model));
}

function giveUp(model: string, failure: Fault): Fault {
  return new Fault("MODEL_FETCH_FAILED", `${model} cannot be fetched: ${failure.message}`, {
    path: `/models/${model}`,
    remedy: `Check the connection and try again: hearsay models pull ${model}`,
    retryable: failure.retryable,
    cause: failure,
  });
}

const sizeOf = (lacks: readonly Lack[]): number => lacks.reduce((sum, { file }) => sum + file.bytes, 0);

function parcelOf(run: Run, { file, failed }: Lack): Fetchable {
  const origin = file.from[failed];
  if (!origin) throw new Fault("INTERNAL", "A file has no origin left");
  return fetchable(run.catalog, file, origin, {
    registry: run.registry,
    cache: join(workOf(run.folder), "npm"),
  });
}

function expect(run: Run, lack: Lack): void {
  const parcel = parcelOf(run, lack);
  run.meter.expect(parcel.key, parcel);
}

function errandOf(run: Run, lack: Lack, open: readonly Lack[]): Errand {
  const parcel = parcelOf(run, lack);
  return { parcel, lacks: open.filter((one) => parcelOf(run, one).key === parcel.key) };
}

/** The whole pull must fit: all files, and the largest parcel beside them. */
async function requireRoom(run: Run, open: readonly Lack[]): Promise<void> {
  if (open.length === 0) return;
  let largest = 0;
  for (const lack of open) {
    const { key, bytes } = parcelOf(run, lack);
    const there = await stat(join(partsOf(run.folder), key)).catch(() => undefined);
    largest = Math.max(largest, bytes - (there?.size ?? 0));
  }
  await requireSpace(run.folder, sizeOf(open) + largest + spareBytes);
}

async function carryOut(run: Run, { parcel, lacks }: Errand): Promise<void> {
  const { folder, meter, signal, backoffMs } = run;
  const models = [...new Set(lacks.map((lack) => lack.model))].join(", ");
  const part = join(partsOf(folder), parcel.key);
  meter.tell(models, "fetching");
  await download(parcel, part, {
    ...(signal ? { signal } : {}),
    ...(backoffMs === undefined ? {} : { backoffMs }),
    onBytes(received) {
      meter.arrived(parcel.key, received);
      meter.tell(models, "fetching");
    },
  });
  meter.tell(models, "unpacking");
  if (parcel.packed)
    await unpack(
      part,
      lacks.map((lack) => wantedOf(run, lack)),
      signal,
    );
  else for (const lack of lacks) await moveIn(part, join(workOf(folder), lack.model, lack.path));
  await dropPart(part);
}

function wantedOf(run: Run, lack: Lack): Wanted {
  const origin = lack.file.from[lack.failed];
  if (!origin || "url" in origin) throw new Fault("INTERNAL", `${lack.path} is not in a package`);
  const target = join(workOf(run.folder), lack.model, lack.path);
  return { target, file: lack.file, ...origin };
}
