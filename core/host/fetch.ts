/** Makes the models a plugin needs be there and right before it starts. */
import { asFault } from "../contract/index.ts";
import type { Progress, Pulled, PullOptions } from "./models/types.ts";

/** What of core/host/models is needed here. */
export interface ModelSource {
  /** The folder of a model of which every byte is right. Faults: MODEL_UNKNOWN, MODEL_FETCH_FAILED, MODEL_CORRUPT. */
  ready(name: string, signal?: AbortSignal): Promise<string>;
  /** Fetches what is missing or wrong. */
  pull(names: readonly string[], options?: PullOptions): Promise<Pulled>;
}

/** Who else wants to know, such as a progress bar. */
export interface FetchEars {
  readonly hear: ((progress: Progress) => void) | undefined;
  readonly restricts: ((model: string, text: string) => void) | undefined;
}

const sayEveryMs = 500;
const fetchable: ReadonlySet<string> = new Set(["MODEL_FETCH_FAILED", "MODEL_CORRUPT"]);

/** Folders by name; `hear` is told how much has come, 0 to 1, when something has to be fetched. */
export async function fetchModels(
  source: ModelSource,
  names: readonly string[],
  signal: AbortSignal,
  hear: (progress: number) => void,
  ears: FetchEars,
): Promise<Readonly<Record<string, string>>> {
  const missing: string[] = [];
  const folders: Record<string, string> = {};
  const look = async (name: string): Promise<void> => {
    folders[name] = await source.ready(name, signal);
  };
  for (const name of names) {
    await look(name).catch((thrown) => {
      if (!fetchable.has(asFault(thrown).code)) throw thrown;
      missing.push(name);
    });
  }
  if (missing.length === 0) return folders;
  hear(0);
  let said = Date.now();
  const onProgress = (progress: Progress): void => {
    const { received, total } = progress;
    ears.hear?.(progress);
    if (total === 0 || Date.now() - said < sayEveryMs) return;
    said = Date.now();
    hear(Math.min(1, received / total));
  };
  const { restricts } = await source.pull(missing, { signal, onProgress });
  for (const { model, text } of restricts) ears.restricts?.(model, text);
  for (const name of missing) await look(name);
  return folders;
}
