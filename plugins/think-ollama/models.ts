/** The models that a server has, and fetching one that it lacks (https://docs.ollama.com/api/tags, https://docs.ollama.com/api/pull). */
import { jsonOf, linesOf, remoteFault, type Service, type Timeouts } from "hearsay/remote";

interface Progress {
  readonly status?: string;
  readonly digest?: string;
  readonly total?: number;
  readonly completed?: number;
  readonly error?: string;
}

/** Names with their tags, as the server lists them. */
export async function modelsOf(server: Service, signal: AbortSignal, timeout?: number): Promise<string[]> {
  const limit = timeout === undefined ? {} : { timeout };
  const answer = await server.ask("/api/tags", { signal, ...limit });
  const { models = [] } = await jsonOf<{ models?: { name?: string }[] }>(answer);
  return models.flatMap(({ name }) => (name ? [name] : []));
}

/** A model without a tag is its `latest`. */
export const has = (models: readonly string[], model: string): boolean =>
  models.some((name) => name === model || name === `${model}:latest`);

/** Nothing is heard for a while when a large file is checked. */
const patience: Timeouts = { first: 60_000, idle: 300_000 };

/** Fetches a model; `tell` hears of each whole percent of all files that are known so far. Faults: REMOTE_REFUSED, REMOTE_FAILED. */
export async function pull(
  server: Service,
  model: string,
  signal: AbortSignal,
  tell: (percent: number) => void,
): Promise<void> {
  const answer = await server.ask("/api/pull", { json: { model, stream: true }, signal, timeout: patience });
  const files = new Map<string, { total: number; completed: number }>();
  let last = -1;
  for await (const line of linesOf<Progress>(answer)) {
    if (line.error !== undefined) throw remoteFault("REMOTE_REFUSED", `Ollama: ${line.error}`);
    if (line.status === "success") return;
    if (line.digest === undefined || !line.total) continue;
    files.set(line.digest, { total: line.total, completed: line.completed ?? 0 });
    const percent = percentOf([...files.values()]);
    if (percent > last) tell(percent);
    last = Math.max(last, percent);
  }
  throw remoteFault("REMOTE_FAILED", `Ollama broke off while it fetched ${model}.`);
}

function percentOf(files: readonly { total: number; completed: number }[]): number {
  const sum = (key: "total" | "completed") => files.reduce((all, file) => all + file[key], 0);
  return Math.floor((100 * sum("completed")) / sum("total"));
}
