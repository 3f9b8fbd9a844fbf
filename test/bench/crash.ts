/** The speech process killed without warning while a typed question is answered aloud: how that ends, and when typed and spoken questions work. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startHub } from "../../core/hub.ts";
import { askByText, askByWav } from "../../core/satellite/ask.ts";
import { noClips, readClips, samplesOfClip } from "../kit/clips.ts";
import { type ReadyWatch, spread, watchReady } from "./_ready.ts";

export const name = "crash";
export const about =
  "kill -9 of the speech process: ms until providers, a typed and a spoken question are back.";

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
  /** ms from the kill until a typed question that was asked after it was answered aloud. */
  readonly nextTyped: number;
  /** ms from the kill until a recorded question, in real time and its 2 s included, was understood and answered. */
  readonly nextSpoken: number | null;
  /** Who spoke the answers since the kill. */
  readonly voices: readonly string[];
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
      // A death within a minute of the last one waits longer: with `--times 1` it is the first.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    const back = capabilities.map((key) => [key, spread(deaths.map((death) => death.back[key]))]);
    return {
      readyAgainMs: Object.fromEntries(back),
      nextTypedMs: spread(deaths.map(({ nextTyped }) => nextTyped)),
      nextSpokenMs: spread(deaths.flatMap(({ nextSpoken }) => nextSpoken ?? [])),
      voices: deaths.map(({ voices }) => voices),
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
  const voices: string[] = [];
  ends.use(await bus.on("reply/started", {}, ({ body }) => void voices.push(body.provider)));
  const returns = watches.map(
    async ([capability, watch]) => [capability, await watch.next(limitMs)] as const,
  );
  const { outcome } = await underWay;
  const endedAfter = performance.now() - begun;
  const nextTyped = await answered(hub, begun);
  const nextSpoken = noClips ? null : await understood(hub, begun);
  return {
    back: Object.fromEntries(await Promise.all(returns)) as Death["back"],
    nextTyped,
    nextSpoken,
    voices,
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

/** Plays a recorded question until it is understood; ms since `begun`. */
async function understood({ bus }: Hub, begun: number): Promise<number> {
  const samples = samplesOfClip(readClips(), "command/home-06-what-time-is-it.wav");
  while (performance.now() - begun < limitMs) {
    const question = { bus, site: "bench", samples, rate: 16_000, wake: false, fast: false };
    const { outcome, intent } = await askByWav(question);
    if (outcome === "done" && intent !== null) return performance.now() - begun;
  }
  throw new Error("No spoken question was understood any more.");
}
