/** The microphones and loudspeakers that each installed tool knows, by the names that it takes them by. */
import { run } from "./process.ts";
import { installedTools } from "./survey.ts";
import type { CommandLine, Env, ToolName } from "./tools.ts";

export interface ToolDevices {
  readonly tool: ToolName;
  readonly inputs: readonly Device[];
  readonly outputs: readonly Device[];
  /** Why there are none. */
  readonly problem?: string;
}

export interface Device {
  readonly name: string;
  readonly about: string;
}

/** Of every installed tool that is of use, best first; none when there is none. */
export async function listDevices(env: Env): Promise<readonly ToolDevices[]> {
  return await Promise.all((await installedTools(env)).map(({ name }) => devicesOf(name, env)));
}

async function devicesOf(tool: ToolName, env: Env): Promise<ToolDevices> {
  try {
    if (tool === "pulseaudio") {
      const inputs = pulseDevices(await textOf(["pactl", "list", "short", "sources"], env));
      return { tool, inputs, outputs: pulseDevices(await textOf(["pactl", "list", "short", "sinks"], env)) };
    }
    if (tool === "pipewire") return { tool, ...pipewireDevices(await textOf(["pw-dump"], env)) };
    if (tool === "alsa") {
      const inputs = alsaDevices(await textOf(["arecord", "-L"], env));
      return { tool, inputs, outputs: alsaDevices(await textOf(["aplay", "-L"], env)) };
    }
    return { tool, inputs: [], outputs: [], problem: "It takes ALSA's names." };
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown);
    return { tool, inputs: [], outputs: [], problem };
  }
}

async function textOf(command: CommandLine, env: Env): Promise<string> {
  const running = run(command, env);
  running.input.end();
  running.output.setEncoding("utf8");
  let text = "";
  running.output.on("data", (piece: string) => {
    text += piece;
  });
  const fault = await running.ended;
  if (fault) throw fault;
  return text;
}

/** Lines of number, name, driver, format and state, with tabs between. */
export function pulseDevices(text: string): Device[] {
  return text.split("\n").flatMap((line) => {
    const [, name, , format = ""] = line.split("\t");
    return name ? [{ name, about: format }] : [];
  });
}

/** A name at the beginning of a line, its description in the indented ones after it. */
export function alsaDevices(text: string): Device[] {
  const devices: { name: string; about: string }[] = [];
  for (const line of text.split("\n")) {
    const last = devices.at(-1);
    if (/^\s/.test(line) && last) last.about = [last.about, line.trim()].filter(Boolean).join(", ");
    else if (line.trim() !== "") devices.push({ name: line.trim(), about: "" });
  }
  return devices;
}

interface Dumped {
  readonly info?: { readonly props?: Readonly<Record<string, unknown>> };
}

/** JSON: a list of objects, of which nodes of the class Audio/Source and Audio/Sink are devices. */
export function pipewireDevices(text: string): { inputs: Device[]; outputs: Device[] } {
  const dumped = JSON.parse(text) as readonly Dumped[];
  const ofClass = (wanted: string): Device[] =>
    dumped.flatMap(({ info }) => {
      const props = info?.props ?? {};
      if (props["media.class"] !== wanted) return [];
      return [{ name: String(props["node.name"]), about: String(props["node.description"] ?? "") }];
    });
  return { inputs: ofClass("Audio/Source"), outputs: ofClass("Audio/Sink") };
}
