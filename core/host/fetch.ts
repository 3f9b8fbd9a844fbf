/** Makes the models that plugins need be there and right before they start; what several miss is fetched in one go. */
import { asFault } from "../contract/index.ts";
import type { Progress, Pulled, PullOptions } from "./models/types.ts";

/** What of core/host/models is needed here. */
export interface ModelSource {
  /** The folder of a model of which every byte is right. Faults: MODEL_UNKNOWN, MODEL_FETCH_FAILED, MODEL_CORRUPT. */
  ready(name: string, signal?: AbortSignal): Promise<string>;
  /** Fetches what is missing or wrong. */
  pull(names: readonly string[], options?: PullOptions): Promise<Pulled>;
}

/** Who wants to know besides the plugins, such as a progress bar. */
export interface FetchEars {
  readonly hear: ((progress: Progress) => void) | undefined;
  readonly restricts: ((model: string, text: string) => void) | undefined;
}

export interface Fetcher {
  /**
   * Folders by name; `hear` is told how much has come, 0 to 1, when something has to be fetched. Faults: those of the
   * source.
   */
  get(
    names: readonly string[],
    signal: AbortSignal,
    hear: (progress: number) => void,
  ): Promise<Readonly<Record<string, string>>>;
}

interface Batch {
  readonly names: Set<string>;
  readonly members: Map<(progress: number) => void, AbortSignal>;
  readonly done: Promise<void>;
}

/** Plugins start side by side: what they miss within this time is one pull, for models may share a package. */
const gatherMs = 200;
const sayEveryMs = 500;
const fetchable: ReadonlySet<string> = new Set(["MODEL_FETCH_FAILED", "MODEL_CORRUPT"]);

export function createFetcher(source: ModelSource, ears: FetchEars): Fetcher {
  let gathering: Batch | undefined;

  function join(
    names: readonly string[],
    signal: AbortSignal,
    hear: (progress: number) => void,
  ): Promise<void> {
    gathering ??= open();
    for (const name of names) gathering.names.add(name);
    gathering.members.set(hear, signal);
    return gathering.done;
  }

  function open(): Batch {
    const names = new Set<string>();
    const members: Batch["members"] = new Map();
    const done = new Promise((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      gathering = undefined;
      return fetchAll(source, [...names], members, ears);
    });
    return { names, members, done };
  }

  return {
    async get(names, signal, hear) {
      const folders: Record<string, string> = {};
      const missing: string[] = [];
      for (const name of names) {
        const folder = await present(source, name, signal);
        if (folder === undefined) missing.push(name);
        else folders[name] = folder;
      }
      if (missing.length === 0) return folders;
      hear(0);
      const failure = await join(missing, signal, hear).catch((thrown) => thrown);
      // Another's model may be what failed: each looks for its own.
      for (const name of missing) {
        const folder = await present(source, name, signal);
        if (folder === undefined) throw failure ?? (await source.ready(name, signal));
        folders[name] = folder;
      }
      return folders;
    },
  };
}

/** Its folder; undefined when it has to be fetched. */
async function present(source: ModelSource, name: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await source.ready(name, signal);
  } catch (thrown) {
    if (!fetchable.has(asFault(thrown).code)) throw thrown;
    return undefined;
  }
}

async function fetchAll(
  source: ModelSource,
  names: readonly string[],
  members: Batch["members"],
  ears: FetchEars,
): Promise<void> {
  const abort = new AbortController();
  const signals = [...members.values()];
  const look = (): void => {
    if (signals.every(({ aborted }) => aborted)) abort.abort(signals[0]?.reason);
  };
  for (const signal of signals) signal.addEventListener("abort", look, { once: true });
  look();
  let said = Date.now();
  const onProgress = (progress: Progress): void => {
    ears.hear?.(progress);
    const { received, total } = progress;
    if (total === 0 || Date.now() - said < sayEveryMs) return;
    said = Date.now();
    for (const hear of members.keys()) hear(Math.min(1, received / total));
  };
  const { restricts } = await source.pull(names, { signal: abort.signal, onProgress });
  for (const { model, text } of restricts) ears.restricts?.(model, text);
}
