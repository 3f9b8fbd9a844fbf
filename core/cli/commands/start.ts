/** `hearsay start`: the hub, in the foreground, until Ctrl-C. */
import { shown } from "../../bus/stream.ts";
import type { Hub } from "../../hub.ts";
import { startHub } from "../../hub.ts";
import type { Call, Command, Io } from "../command.ts";
import { createProgress } from "../progress.ts";
import { portOf } from "../values.ts";

const help = `Usage: hearsay start [options]

Starts the hub: fetches the speech models the first time, then listens until Ctrl-C.

  --port N        MQTT port (default 1883; 0 takes a free one, for WebSocket and HTTP too)
  --ws-port N     MQTT over WebSocket (default 1884)
  --http-port N   web server (default 8930)
  --host ADDRESS  address to listen on (default 127.0.0.1: only this machine)
  --set NAME      models: standard, lite, clean or languages
  --data DIR      keeps all state there (default ~/.local/share/hearsay)
  --config FILE   settings (default ./hearsay.yaml, else DATA/hearsay.yaml)
  --json          one line of JSON when ready; the log goes to DATA/log/hub.log
  -h, --help      this text

All settings: docs/settings.md`;

export const start: Command = {
  name: "start",
  about: "Start the hub",
  help,
  optionsOnly: true,
  options: {
    port: { type: "string" },
    "ws-port": { type: "string" },
    "http-port": { type: "string" },
    host: { type: "string" },
    set: { type: "string" },
    data: { type: "string" },
    config: { type: "string" },
    json: { type: "boolean" },
  },
  async run(call) {
    const json = call.values.json === true;
    const progress = createProgress(call.io, { quiet: json });
    const hub = await startHub({
      ...settingsFrom(call),
      quiet: json,
      early: true,
      signal: call.io.signal,
      onProgress: (now) => progress.show(now),
      onRestriction: (model, text) => call.io.err(`${model}: ${text}`),
    });
    progress.done();
    if (json) call.io.out(readyLine(hub));
    else greet(hub, call.io);
    await untilInterrupted(call.io.signal);
    if (!json) call.io.err("Stopping…");
    await hub.close();
    return 0;
  },
};

function settingsFrom({ values, io }: Call) {
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const port = portOf(text("port"), "--port");
  const other = port === 0 ? 0 : undefined;
  return {
    env: io.env,
    ...(text("data") === undefined ? {} : { data: text("data") as string }),
    ...(text("config") === undefined ? {} : { file: text("config") as string }),
    overrides: {
      "bus.port": port,
      "bus.wsPort": portOf(text("ws-port"), "--ws-port") ?? other,
      "http.port": portOf(text("http-port"), "--http-port") ?? other,
      "bus.host": text("host"),
      "models.set": text("set"),
    },
  };
}

const namesIn = ({ plugins }: Hub, wanted: string): string[] =>
  plugins.list().flatMap(({ name, phase }) => (phase === wanted ? [name] : []));

const readyLine = (hub: Hub): string =>
  JSON.stringify({ ready: true, ...hub.ports, pid: process.pid, starting: namesIn(hub, "starting") });

function greet(hub: Hub, io: Io): void {
  const { ports, plugins, settings } = hub;
  const failed = plugins.list().filter(({ phase }) => phase === "failed");
  const starting = namesIn(hub, "starting");
  const { host, url } = settings.bus;
  const bus =
    url === undefined
      ? `MQTT       mqtt://${host}:${ports.mqtt}\n  WebSocket  ws://${host}:${ports.ws}`
      : `Broker     ${shown(url)}`;
  io.out(`
Hearsay is listening.
  ${bus}
  HTTP       http://${settings.http.host}:${ports.http}/health
  Data       ${settings.data}
  Running    ${namesIn(hub, "ready").join(", ")}`);
  if (starting.length > 0) io.out(`  Starting   ${starting.join(", ")}`);
  for (const { name, problem } of failed) io.out(`  Not running: ${failureOf(name, problem)}`);
  io.out(`
Talk to it: say "hey jarvis, what time is it" to its microphone, or from another terminal:
  npx hearsay ask "what time is it"
  npx hearsay ask --wav question.wav
  npx hearsay bus tail
Ctrl-C ends it.`);
}

/** The plugin's name in front where the message does not tell it, and a full stop before what to do. */
function failureOf(name: string, problem: ReturnType<Hub["plugins"]["list"]>[number]["problem"]): string {
  const { message = "it failed", remedy = "" } = problem ?? {};
  const named = message.includes(name) ? message : `${name}: ${message}`;
  return `${/[.!?]$/.test(named) ? named : `${named}.`} ${remedy}`.trimEnd();
}

function untilInterrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
