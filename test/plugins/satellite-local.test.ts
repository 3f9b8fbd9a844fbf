/** The plugin satellite-local in a real host, with small programs in the place of the audio tools. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../core/bus/broker.ts";
import type { AudioFrame, Messages } from "../../core/contract/index.ts";
import { loadAt } from "../../core/host/load.ts";
import { checkOptions } from "../../core/host/options.ts";
import { run } from "../../core/host/run.ts";
import plugin from "../../plugins/satellite-local/index.ts";
import { soundFrame, until } from "../core/satellite/room.ts";
import { keptLog, type ToolBox, toolBox } from "../core/satellite/tools.ts";

const path = process.env.PATH;
const folder = resolve(import.meta.dirname, "../../plugins/satellite-local");
afterEach(() => {
  process.env.PATH = path;
});

const optionsOf = (options: Record<string, unknown>) =>
  checkOptions({ name: plugin.name, schema: plugin.options, options, folder, env: {} });

/** Starts it as the hub does, with nothing on the PATH but what the box holds. */
async function start(broker: Broker, box: ToolBox, given: Record<string, unknown> = {}) {
  process.env.PATH = box.folder;
  const loaded = await loadAt({
    name: plugin.name,
    folder,
    entry: join(folder, "index.ts"),
    from: "bundled",
  });
  const facts = { models: {}, generation: "1", folder: join(box.folder, "data"), timeZone: "UTC" };
  const around = {
    bus: broker.bus("plugin/satellite-local"),
    client: "hub",
    log: keptLog(),
    store: {} as never,
    trouble() {},
  };
  return await run(loaded, { ...facts, options: await optionsOf(given) }, around);
}

const openBroker = (): Promise<Broker> =>
  startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined });
const hums = "while :; do head -c 2560 /dev/zero | tr '\\\\0' '\\\\1'; sleep 0.05; done";

describe("satellite-local", () => {
  it("is a room that hears and speaks, until it is released", async () => {
    await using broker = await openBroker();
    await using box = await toolBox();
    await box.add("arecord", hums);
    await box.add("aplay", `cat >> ${join(box.folder, "played")}`);
    const hub = broker.bus("hub/test");
    const states: Messages["site/state"][] = [];
    const frames: AudioFrame[] = [];
    await hub.on("site/state", {}, ({ body }) => void states.push(body));
    await hub.onAudio({ site: "den", direction: "in" }, (frame) => void frames.push(frame));
    const running = await start(broker, box, { site: "den", name: "the den", wakeWords: ["alexa"] });
    await until(() => frames.length > 1);
    hub.sendAudio({ site: "den", direction: "out" }, soundFrame(5, 0));
    await expect.poll(() => readFile(join(box.folder, "played")).catch(() => "")).toHaveLength(3_200 + 2_560);
    await running[Symbol.asyncDispose]();
    expect(states[0]).toMatchObject({
      name: "the den",
      online: true,
      microphone: true,
      speaker: true,
      wakeWords: ["alexa"],
    });
    await until(() => states.at(-1)?.online === false);
  });

  it("fails to start with what to do where there is no device", async () => {
    await using broker = await openBroker();
    await using box = await toolBox();
    await box.add("arecord", "echo 'audio open error: No such device' >&2; exit 1");
    await box.add("aplay", "cat > /dev/null");
    await expect(start(broker, box)).rejects.toMatchObject({
      code: "AUDIO_DEVICE_MISSING",
      message: expect.stringContaining("No such device"),
      remedy: expect.stringContaining("connected"),
    });
  });

  it("fills in its options", async () => {
    expect(await optionsOf({})).toEqual({
      site: "home",
      tool: "auto",
      echoCancelled: false,
      headphones: false,
      volume: 1,
      wakeWords: [],
    });
  });

  it.each([{ site: "Kitchen" }, { site: "hub" }, { tool: "oss" }, { volume: 2 }, { speaker: true }])(
    "refuses the options %o",
    async (given) => {
      await expect(optionsOf(given)).rejects.toMatchObject({ code: "PLUGIN_OPTIONS_INVALID" });
    },
  );
});
