/** This machine's microphone and loudspeaker, through whatever program it has for them. */
import { type AudioDevices, asFault, Fault, type Log } from "../../contract/index.ts";
import { checkPlayer, createPlayer, type Player } from "./player.ts";
import { openRecorder, type Recorder } from "./recorder.ts";
import { type Env, installedTools, type Tool, type ToolName, tools } from "./tools.ts";

export interface OpenDevices extends AsyncDisposable {
  readonly tool: ToolName;
  readonly microphone?: Recorder;
  readonly speaker?: Player;
}

export interface DeviceFacts {
  readonly log: Log;
  /** Its PATH is searched; default: that of this process. */
  readonly env?: Env;
}

const speechRate = 16_000;

/**
 * Opens both, and tries them: the first tool that records and plays is taken. AUDIO_DEVICE_MISSING says what is wrong
 * with each that was tried.
 */
export async function openDevices(wanted: AudioDevices, facts: DeviceFacts): Promise<OpenDevices> {
  const { log, env = process.env } = facts;
  const { tool = "auto" } = wanted;
  if (wanted.input === "none" && wanted.output === "none") {
    throw new Fault("AUDIO_DEVICE_MISSING", "A satellite with neither microphone nor loudspeaker.", {
      remedy: "Set input or output to something other than none.",
    });
  }
  const installed = await installedTools(env);
  const candidates = installed.filter(({ name }) => tool === "auto" || tool === name);
  const wrong: string[] = [];
  for (const candidate of candidates) {
    try {
      return await openWith(candidate, wanted, { log, env });
    } catch (thrown) {
      wrong.push(asFault(thrown).message);
    }
  }
  if (wrong.length > 0) throw new Fault("AUDIO_DEVICE_MISSING", `No audio device works. ${wrong.join("; ")}`);
  const names = tools
    .filter(({ name }) => tool === "auto" || tool === name)
    .flatMap(({ programs }) => programs);
  throw new Fault(
    "AUDIO_DEVICE_MISSING",
    `No program for audio is installed; looked for ${names.join(", ")}.`,
  );
}

async function openWith(
  tool: Tool,
  { input, output }: AudioDevices,
  { log, env }: Required<DeviceFacts>,
): Promise<OpenDevices> {
  const player = { command: (rate: number) => tool.play(rate, output), env };
  if (output !== "none") await checkPlayer(player, speechRate);
  const command = tool.record(speechRate, input);
  const microphone =
    input === "none" ? undefined : await openRecorder({ command, rate: speechRate, env, log });
  const speaker = output === "none" ? undefined : createPlayer(player);
  return {
    tool: tool.name,
    ...(microphone ? { microphone } : {}),
    ...(speaker ? { speaker } : {}),
    async [Symbol.asyncDispose]() {
      await microphone?.[Symbol.asyncDispose]();
      await speaker?.[Symbol.asyncDispose]();
    },
  };
}
