/** Counts the jobs that the router does not give itself, from what is said on the bus: all of language models, and what others have spoken. */
import type { Bus, Message } from "../../contract/index.ts";
import { plainText } from "../../contract/voice/feeling.ts";
import type { Provider } from "../directory.ts";
import { costOf } from "./account.ts";
import type { Router } from "./facts.ts";
import { binOf } from "./histogram.ts";
import type { Capability, Tally } from "./tally.ts";

interface Watched {
  readonly capability: Capability;
  readonly provider: Provider;
  readonly plugin: string;
  readonly begun: number;
  first?: number;
  characters: number;
}

/** A job that nobody told the end of is forgotten. */
const jobsKept = 256;

export async function watchJobs(
  bus: Bus,
  { directory, ledger }: Pick<Router, "directory" | "ledger">,
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const jobs = new Map<string, Watched>();
  const end = (job: string, how: Partial<Tally>): void => {
    const asked = jobs.get(job);
    if (!asked) return;
    jobs.delete(job);
    const { capability, provider, plugin, first, characters } = asked;
    ledger.note(capability, plugin, {
      ...how,
      characters,
      // A model names its cost itself.
      ...(capability === "tts" ? { cost: costOf(provider, characters, 0) } : {}),
      ...(first === undefined ? {} : { first: { [binOf(first)]: 1 } }),
    });
  };
  const begin =
    (capability: "think" | "tts") =>
    ({ where, body, replyTo }: Message<"think/start"> | Message<"tts/start">): void => {
      // The router's own runs are counted where they are made.
      if (capability === "tts" && replyTo === bus.instance) return;
      const all = directory.all({ capability, full: true, ill: true });
      const provider = all.find(({ instance }) => instance === where.instance);
      if (!provider) return;
      const [oldest] = jobs.keys();
      if (jobs.size >= jobsKept && oldest !== undefined) jobs.delete(oldest);
      const { plugin } = provider;
      jobs.set(body.job, { capability, provider, plugin, begun: performance.now(), characters: 0 });
      ledger.note(capability, plugin, { requests: 1 });
    };
  const sounds = ({ body }: { body: { job: string } }): void => {
    const asked = jobs.get(body.job);
    if (asked) asked.first ??= performance.now() - asked.begun;
  };
  stack.use(await bus.on("think/start", {}, begin("think")));
  stack.use(await bus.on("tts/start", {}, begin("tts")));
  stack.use(
    await bus.on("tts/text", {}, ({ body: { job, text = "" } }) => {
      const asked = jobs.get(job);
      if (asked) asked.characters += [...plainText(text).trim()].length;
    }),
  );
  stack.use(await bus.on("think/said", {}, sounds));
  stack.use(await bus.on("think/called", {}, sounds));
  stack.use(
    await bus.on("think/used", {}, ({ body: { job, input, output, cost = 0 } }) => {
      const asked = jobs.get(job);
      if (asked) ledger.note("think", asked.plugin, { input, output, cost });
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
