/** Brings the language packs of the settings into the dialog while the house already runs, one after the other. */
import { asFault, type Bus, Fault, type Log } from "./contract/index.ts";
import type { Dialog } from "./dialog/dialog.ts";
import { openFaults } from "./host/faults.ts";
import { megabytes } from "./host/models/disk.ts";
import type { Models } from "./host/models/index.ts";
import type { Settings } from "./host/settings/index.ts";
import { readPack } from "./language/pack/index.ts";

export interface PackLoader extends AsyncDisposable {
  /** Loads what is wanted now and takes away what is not; returns at once. */
  apply(settings: Settings["language"]): void;
  /** Resolves when all that was asked for until now is there, or was told as a fault. */
  settled(): Promise<void>;
}

interface Loader {
  readonly packs: Dialog["packs"];
  readonly models: Pick<Models, "pull" | "ready">;
  readonly bus: Bus;
  readonly log: Log;
}

/** The corpus in models/catalog.json. */
const published = "intents";

export function openPackLoader({ packs, models, bus, log }: Loader): PackLoader {
  const faults = openFaults(bus, log);
  /** Folder by language. */
  const loaded = new Map<string, string>();
  let stop = new AbortController();
  let work = Promise.resolve();

  function told(thrown: unknown, about: string): void {
    const { code, message, remedy, cause } = asFault(thrown, "PACK_INVALID");
    if (code === "CANCELLED") return;
    const fault = new Fault(code, `${about}: ${message}`, { remedy, cause });
    log.warn(fault.message, { code, remedy });
    faults.say(fault);
  }

  async function folderOf(own: string | undefined, signal: AbortSignal): Promise<string> {
    if (own !== undefined) return own;
    const found = await models.ready(published, signal).catch(() => undefined);
    if (found !== undefined) return found;
    log.info("The sentences of language packs are fetched.");
    await models.pull([published], { signal });
    return models.ready(published, signal);
  }

  async function load(language: string, folder: string, signal: AbortSignal): Promise<void> {
    const began = performance.now();
    const pack = await readPack(folder, language);
    signal.throwIfAborted();
    const problems = [...pack.problems, ...(await packs.setPack(pack, signal))];
    loaded.set(language, folder);
    const facts = packs.packs().find((one) => one.language === language);
    const took = Math.round(performance.now() - began);
    log.info(`The language pack ${language} is there.`, {
      templates: facts?.templates,
      memory: megabytes(facts?.bytes ?? 0),
      ms: took,
    });
    const [first] = problems;
    if (first === undefined) return;
    for (const problem of problems.slice(1)) log.warn(problem.message, { code: problem.code });
    told(new Fault("PACK_INVALID", `${problems.length} left out, such as ${first.message}`), language);
  }

  async function bring(wanted: Settings["language"], signal: AbortSignal): Promise<void> {
    const { packFolder } = wanted;
    for (const [language, folder] of loaded) {
      if (wanted.packs.includes(language) && (packFolder === undefined || packFolder === folder)) continue;
      packs.removePack(language);
      loaded.delete(language);
    }
    if (wanted.packs.length === 0) return;
    const folder = await folderOf(packFolder, signal);
    for (const language of new Set(wanted.packs)) {
      signal.throwIfAborted();
      if (loaded.get(language) === folder) continue;
      await load(language, folder, signal).catch((thrown: unknown) => told(thrown, language));
    }
  }

  return {
    apply(wanted) {
      stop.abort(new Fault("CANCELLED", "The settings changed again."));
      stop = new AbortController();
      const { signal } = stop;
      work = work.then(() => bring(wanted, signal)).catch((thrown) => told(thrown, "Language packs"));
    },
    settled: () => work,
    async [Symbol.asyncDispose]() {
      stop.abort(new Fault("CANCELLED", "The hub ends."));
      await work;
      faults[Symbol.dispose]();
    },
  };
}
