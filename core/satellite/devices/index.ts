/** This machine's microphone and loudspeaker, through whatever program it has for them. */
import { type AudioDevices, asFault, Fault, type Log } from "../../contract/index.ts";
import { checkPlayer, createPlayer, type Player } from "./player.ts";
import { silentRemedy } from "./process.ts";
import { openRecorder, type Recorder } from "./recorder.ts";
import { type Survey, surveyTools } from "./survey.ts";
import { type Env, type Tool, type ToolName, tools } from "./tools.ts";

export interface OpenDevices extends AsyncDisposable {
  readonly tool: ToolName;
  readonly microphone?: Recorder;
  readonly speaker?: Player;
}

export interface DeviceFacts {
  readonly log: Log;
  /** Its PATH is searched; default: that of this process. */
  readonly env?: Env;
  /** ms within which a microphone must give its first sound; default 5000. */
  readonly patience?: number;
}

const speechRate = 16_000;

/**
 * Opens both, and tries them: the first tool that records and plays is taken. AUDIO_DEVICE_MISSING says what is wrong
 * with each that was tried, or that there is none to try, and what to do in either case.
 */
export async function openDevices(wanted: AudioDevices, facts: DeviceFacts): Promise<OpenDevices> {
  const { env = process.env } = facts;
  const { tool = "auto" } = wanted;
  if (wanted.input === "none" && wanted.output === "none") {
    throw new Fault("AUDIO_DEVICE_MISSING", "A satellite with neither microphone nor loudspeaker.", {
      remedy: "Set input or output to something other than none.",
    });
  }
  const fits = ({ name }: Tool): boolean => tool === "auto" || tool === name;
  const survey = await surveyTools(env);
  const wrong: string[] = [];
  for (const candidate of survey.able.filter(fits)) {
    try {
      return await openWith(candidate, wanted, { ...facts, env });
    } catch (thrown) {
      wrong.push(asFault(thrown).message.replace(/\.$/, ""));
    }
  }
  if (wrong.length === 0) throw noTool(survey, fits);
  const message = `No audio device works. ${wrong.join("; ")}.`;
  throw new Fault("AUDIO_DEVICE_MISSING", message, { remedy: silentRemedy });
}

function noTool({ old }: Survey, fits: (tool: Tool) => boolean): Fault {
  const [first] = old.filter(fits);
  if (first) {
    const message = `${first.programs.join(" and ")} are too old here: they lack ${first.option}.`;
    const remedy = "Install pulseaudio-utils, which speaks to PipeWire too, alsa-utils or ffmpeg.";
    return new Fault("AUDIO_DEVICE_MISSING", message, { remedy });
  }
  const names = tools.filter(fits).flatMap(({ programs }) => programs);
  const message = `No program for audio is installed; looked for ${names.join(", ")}.`;
  const remedy = "Install pulseaudio-utils (also for PipeWire), alsa-utils or ffmpeg.";
  return new Fault("AUDIO_DEVICE_MISSING", message, { remedy });
}

async function openWith(
  tool: Tool,
  { input, output }: AudioDevices,
  { log, env, patience }: DeviceFacts & { readonly env: Env },
): Promise<OpenDevices> {
  const player = { command: (rate: number) => tool.play(rate, output), env };
  if (output !== "none") await checkPlayer(player, speechRate);
  const command = tool.record(speechRate, input);
  const waits = patience === undefined ? {} : { patience };
  const microphone =
    input === "none" ? undefined : await openRecorder({ command, rate: speechRate, env, log, ...waits });
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
