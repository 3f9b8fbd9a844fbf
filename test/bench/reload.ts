/** Hot reload in a whole hub that is spoken with meanwhile: time out of service, time to the new load, turns lost; beside a restart of the hub. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startHub } from "../../core/hub.ts";
import { askByText } from "../../core/satellite/ask.ts";
import { spread, watchReady } from "./_ready.ts";

export const name = "reload";
export const about =
  "Reloads of a plugin under spoken turns: ms out of service, ms to the new load, turns lost.";

type Hub = Awaited<ReturnType<typeof startHub>>;
const overrides = {
  "bus.port": 0,
  "bus.wsPort": 0,
  "http.port": 0,
  "plugins.use.satellite-local.enabled": false,
};
const questions = ["what time is it", "turn on the kitchen light", "what day is it today"];

export async function bench(options: { args: string[]; log(text: string): void }): Promise<object> {
  const { values } = parseArgs({
    args: options.args,
    options: {
      plugins: { type: "string", default: "clock,tts-flite,tts-piper,vad-silero" },
      times: { type: "string", default: "5" },
      set: { type: "string", default: "standard" },
    },
  });
  const data = await mkdtemp(join(tmpdir(), "hearsay-bench-"));
  const from = { env: process.env, data, quiet: true, overrides: { ...overrides, "models.set": values.set } };
  try {
    const results: Record<string, object> = {};
    {
      await using hub = await startHub(from);
      for (const plugin of values.plugins.split(",")) {
        results[plugin] = await reloads(hub, plugin, Number(values.times));
        options.log(`${plugin}: ${JSON.stringify(results[plugin])}`);
      }
    }
    const begun = performance.now();
    await (await startHub(from)).close();
    return { reload: results, restartOfTheHubMs: Math.round(performance.now() - begun) };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function reloads(hub: Hub, plugin: string, times: number): Promise<object> {
  await using watch = await watchReady(hub.bus, { plugin });
  const took: number[] = [];
  const said: number[] = [];
  const before = watch.outage();
  const over = new AbortController();
  const turns = speak(hub, over.signal);
  for (let n = 0; n < times; n++) {
    const reloaded = await hub.plugins.reload(plugin);
    took.push(reloaded.took);
    said.push(reloaded.outage);
  }
  over.abort();
  return {
    outOfServiceMs: Math.round(watch.outage() - before),
    outageSaid: spread(said),
    newLoadMs: spread(took),
    ...(await turns),
  };
}

/** One spoken turn after the other until it is told to end. */
async function speak({ bus }: Hub, until: AbortSignal): Promise<{ turns: number; turnsLost: number }> {
  let turns = 0;
  let turnsLost = 0;
  do {
    const text = questions[turns % questions.length] ?? "";
    const { outcome, reply } = await askByText({ bus, site: "bench", text, speak: true });
    turns++;
    if (outcome !== "done" || reply.seconds === 0) turnsLost++;
  } while (!until.aborted);
  return { turns, turnsLost };
}
