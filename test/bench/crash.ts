/** The speech process killed without warning, in the middle of a turn: how that turn ends, and when the next one works. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startHub } from "../../core/hub.ts";
import { askByText } from "../../core/satellite/ask.ts";
import { type ReadyWatch, spread, watchReady } from "./_ready.ts";

export const name = "crash";
export const about =
  "kill -9 of the speech process: ms until a voice, ears and the next spoken turn are back.";

type Hub = Awaited<ReturnType<typeof startHub>>;
const overrides = {
  "bus.port": 0,
  "bus.wsPort": 0,
  "http.port": 0,
  "plugins.use.satellite-local.enabled": false,
};
const limitMs = 120_000;
const capabilities = ["vad", "wake", "tts", "stt"] as const;

interface Death {
  /** ms from the kill until a provider of the capability is ready. */
  readonly back: Readonly<Record<(typeof capabilities)[number], number>>;
  /** ms from the kill until a turn that began after it was answered aloud. */
  readonly nextTurn: number;
  /** Of the turn that was under way. */
  readonly outcome: string;
  readonly endedAfter: number;
}

export async function bench(options: { args: string[]; log(text: string): void }): Promise<object> {
  const { values } = parseArgs({
    args: options.args,
    options: { times: { type: "string", default: "3" }, set: { type: "string", default: "standard" } },
  });
  const data = await mkdtemp(join(tmpdir(), "hearsay-bench-"));
  try {
    await using hub = await startHub({
      env: process.env,
      data,
      quiet: true,
      overrides: { ...overrides, "models.set": values.set },
    });
    const deaths: Death[] = [];
    for (let n = 0; n < Number(values.times); n++) {
      deaths.push(await kill(hub));
      options.log(JSON.stringify(deaths.at(-1)));
      // A death soon after the last one waits longer; here each is to be the first.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    const back = capabilities.map((key) => [key, spread(deaths.map((death) => death.back[key]))]);
    return {
      readyAgainMs: Object.fromEntries(back),
      nextTurnMs: spread(deaths.map(({ nextTurn }) => nextTurn)),
      turnUnderWay: {
        endedMs: spread(deaths.map(({ endedAfter }) => endedAfter)),
        outcomes: deaths.map(({ outcome }) => outcome),
      },
    };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function kill(hub: Hub): Promise<Death> {
  const { bus } = hub;
  await using ends = new AsyncDisposableStack();
  const watches: (readonly [string, ReadyWatch])[] = [];
  for (const capability of capabilities)
    watches.push([capability, ends.use(await watchReady(bus, { capability }))]);
  const underWay = askByText({ bus, site: "bench", text: "help", speak: true });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const begun = performance.now();
  process.kill(hub.plugins.pids().speech ?? 0, "SIGKILL");
  const returns = watches.map(
    async ([capability, watch]) => [capability, await watch.next(limitMs)] as const,
  );
  const { outcome } = await underWay;
  const endedAfter = performance.now() - begun;
  const nextTurn = await answered(hub, begun);
  return {
    back: Object.fromEntries(await Promise.all(returns)) as Death["back"],
    nextTurn,
    outcome,
    endedAfter,
  };
}

/** Asks until it is answered aloud; ms since `begun`. */
async function answered({ bus }: Hub, begun: number): Promise<number> {
  while (performance.now() - begun < limitMs) {
    const { outcome, reply } = await askByText({ bus, site: "bench", text: "what time is it", speak: true });
    if (outcome === "done" && reply.seconds > 0) return performance.now() - begun;
  }
  throw new Error("No turn was answered any more.");
}
