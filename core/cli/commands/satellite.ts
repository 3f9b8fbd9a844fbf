/** `hearsay satellite`: the microphone and loudspeaker of this machine as a room of a hub, here or elsewhere. */
import { readFile } from "node:fs/promises";
import { type AudioDevices, Fault, type Log, type SatelliteOptions } from "../../contract/index.ts";
import { listDevices } from "../../satellite/devices/list.ts";
import { openSatellite } from "../../satellite/open.ts";
import type { Call, Command, Io } from "../command.ts";
import { hubOptions, openHub } from "../connect.ts";
import { siteOf } from "../values.ts";

const help = `Usage: hearsay satellite --site NAME --hub mqtt://HOST:PORT [options]
       hearsay satellite --list-devices

Puts the microphone and the loudspeaker of this machine on the bus as a room, until Ctrl-C.

  --site NAME        the room's place in topics: lower-case letters, digits, dash, underscore
  --name TEXT        its spoken name (default: the site)
  --area TEXT        the area of the house that it stands in
  --hub URL          mqtt://HOST:PORT, ws://HOST:PORT or wss://HOST:PORT (default: the hub on this machine)
  --user NAME        its name among the hub's bus.clients (default: the site)
  --token-file FILE  file with its password; or the environment variable HEARSAY_TOKEN
  --tool NAME        auto, pulseaudio, pipewire, alsa or ffmpeg
  --input NAME       microphone, or none (default: the system's)
  --output NAME      loudspeaker, or none
  --echo-cancelled   the microphone does not hear the loudspeaker
  --headphones       what it plays is heard by one person alone
  --wake-word TEXT   wake word of this room; may be given more than once (default: the persona's)
  --volume N         0 to 1 (default 1)
  --list-devices     lists what --input and --output can be, and ends
  --json             for --list-devices: one JSON value
  --data DIR         the data folder of the hub on this machine
  --config FILE      the settings file
  -h, --help         this text

How the hub lets it in: docs/satellites.md`;

export const satellite: Command = {
  name: "satellite",
  about: "Use this machine's microphone and loudspeaker as a room of a hub",
  help,
  optionsOnly: true,
  options: {
    site: { type: "string" },
    name: { type: "string" },
    area: { type: "string" },
    user: { type: "string" },
    "token-file": { type: "string" },
    tool: { type: "string" },
    input: { type: "string" },
    output: { type: "string" },
    "echo-cancelled": { type: "boolean" },
    headphones: { type: "boolean" },
    "wake-word": { type: "string", multiple: true },
    volume: { type: "string" },
    "list-devices": { type: "boolean" },
    json: { type: "boolean" },
    ...hubOptions,
  },
  async run(call) {
    if (call.values["list-devices"]) return await list(call);
    const options = roomOf(call);
    await serve(options, call);
    return 0;
  },
};

const misuse = (message: string): Fault =>
  new Fault("USAGE", message, { remedy: "See: hearsay satellite --help" });

const toolNames = ["auto", "pulseaudio", "pipewire", "alsa", "ffmpeg"] as const;

function roomOf({ values }: Call): SatelliteOptions {
  const text = (name: string): string | undefined =>
    typeof values[name] === "string" ? values[name] : undefined;
  const {
    site = "",
    name,
    area,
    input,
    output,
    tool = "auto",
  } = Object.fromEntries(["site", "name", "area", "input", "output", "tool"].map((one) => [one, text(one)]));
  if (site === "") throw misuse("--site NAME is needed.");
  siteOf(site);
  const known = toolNames.find((one) => one === tool);
  if (!known) throw misuse(`--tool wants one of ${toolNames.join(", ")}.`);
  const volume = Number(text("volume") ?? "1");
  if (!(volume >= 0 && volume <= 1)) throw misuse("--volume wants a number from 0 to 1.");
  const devices: AudioDevices = { tool: known, ...(input ? { input } : {}), ...(output ? { output } : {}) };
  const words = (values["wake-word"] ?? []) as readonly string[];
  const place = { ...(name ? { name } : {}), ...(area ? { area } : {}) };
  return {
    site,
    ...place,
    devices,
    volume,
    wakeWords: words,
    echoCancelled: values["echo-cancelled"] === true,
    headphones: values.headphones === true,
  };
}

async function serve(options: SatelliteOptions, call: Call): Promise<void> {
  const { io } = call;
  const { site } = options;
  await using hub = await openHub(await withCredentials(call, site), {
    by: `site/${site}`,
    client: `satellite-${site}`,
    onConnection: (up) => io.err(up ? "The hub is there again." : "The hub is gone; waiting for it."),
  });
  await using room = await openSatellite(options, { bus: hub.bus, log: logTo(io), env: io.env });
  const has = [room.state.microphone ? "hears" : "", room.state.speaker ? "speaks" : ""].filter(Boolean);
  io.out(`${site} ${has.join(" and ")} through ${room.tool}. Ctrl-C ends it.`);
  if (!io.signal.aborted) {
    await new Promise((resolve) => io.signal.addEventListener("abort", resolve, { once: true }));
  }
}

/** The call with name and password in its address, as `openHub` wants them. */
async function withCredentials(call: Call, site: string): Promise<Call> {
  const { hub, user, "token-file": file } = call.values;
  if (typeof hub !== "string") return call;
  const url = URL.parse(hub.includes("://") ? hub : `mqtt://${hub}`);
  if (!url) return call;
  if (url.username === "") url.username = encodeURIComponent(typeof user === "string" ? user : site);
  if (typeof file === "string") {
    const token = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
      throw new Fault("USAGE", `${file} cannot be read: ${cause.code ?? cause.message}.`, { cause });
    });
    url.password = encodeURIComponent(token.trim());
  }
  return { ...call, values: { ...call.values, hub: url.href } };
}

function logTo(io: Io): Log {
  const say = (text: string, facts?: object): void =>
    io.err(facts === undefined ? text : `${text} ${JSON.stringify(facts)}`);
  return { debug() {}, info() {}, warn: say, error: say, private() {} };
}

async function list({ values, io }: Call): Promise<number> {
  const found = await listDevices(io.env);
  if (values.json) io.out(JSON.stringify(found));
  else if (found.length === 0) io.out("No program for audio is installed; see docs/satellites.md.");
  else {
    for (const { tool, inputs, outputs, problem } of found) {
      io.out(`${tool}${problem === undefined ? "" : `: ${problem}`}`);
      for (const { name, about } of inputs) io.out(`  input   ${name}  ${about}`);
      for (const { name, about } of outputs) io.out(`  output  ${name}  ${about}`);
    }
  }
  return found.some(({ inputs, outputs }) => inputs.length + outputs.length > 0) ? 0 : 1;
}
