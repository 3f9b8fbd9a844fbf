/** Counts what language models do, from what they say on the bus: whoever asks them, and however it ends. */
import type { Bus, Message } from "../../contract/index.ts";
import type { Router } from "./facts.ts";
import { binOf } from "./histogram.ts";
import type { Tally } from "./tally.ts";

interface Thinking {
  readonly plugin: string;
  readonly begun: number;
  first?: number;
}

/** A job that nobody told the end of is forgotten. */
const jobsKept = 256;

export async function watchMinds(
  bus: Bus,
  { directory, ledger }: Pick<Router, "directory" | "ledger">,
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const jobs = new Map<string, Thinking>();
  const end = (job: string, how: Partial<Tally>): void => {
    const thinking = jobs.get(job);
    if (!thinking) return;
    jobs.delete(job);
    const { plugin, first } = thinking;
    ledger.note("think", plugin, {
      ...how,
      ...(first === undefined ? {} : { first: { [binOf(first)]: 1 } }),
    });
  };
  const begin = ({ where, body }: Message<"think/start">): void => {
    const all = directory.all({ capability: "think", full: true, ill: true });
    const plugin = all.find(({ instance }) => instance === where.instance)?.plugin;
    if (plugin === undefined) return;
    const [oldest] = jobs.keys();
    if (jobs.size >= jobsKept && oldest !== undefined) jobs.delete(oldest);
    jobs.set(body.job, { plugin, begun: performance.now() });
    ledger.note("think", plugin, { requests: 1 });
  };
  const sounds = ({ body }: { body: { job: string } }): void => {
    const thinking = jobs.get(body.job);
    if (thinking) thinking.first ??= performance.now() - thinking.begun;
  };
  stack.use(await bus.on("think/start", {}, begin));
  stack.use(await bus.on("think/said", {}, sounds));
  stack.use(await bus.on("think/called", {}, sounds));
  stack.use(
    await bus.on("think/used", {}, ({ body: { job, input, output, cost = 0 } }) => {
      const thinking = jobs.get(job);
      if (thinking) ledger.note("think", thinking.plugin, { input, output, cost });
    }),
  );
  stack.use(await bus.on("job/done", {}, ({ body }) => end(body.job, { success: 1 })));
  stack.use(
    await bus.on("job/failed", {}, ({ body }) => {
      const isCut = body.problem.code === "CANCELLED";
      end(body.job, isCut ? { cancelled: 1 } : { failures: { [body.problem.code]: 1 } });
    }),
  );
  stack.use(await bus.on("job/cancel", {}, ({ body }) => end(body.job, { cancelled: 1 })));
  return stack.move();
}
