/** The hub's own microphone and loudspeaker: a satellite like those of the other rooms. */
import { type AudioDevices, definePlugin } from "hearsay";

interface Options {
  site: string;
  name?: string;
  area?: string;
  tool: NonNullable<AudioDevices["tool"]>;
  input?: string;
  output?: string;
  echoCancelled: boolean;
  headphones: boolean;
  volume: number;
  wakeWords: string[];
}

const device = "As the tool names it (hearsay satellite --list-devices), or none. Default: the system's.";

export default definePlugin<Options>({
  name: "satellite-local",
  about: "Microphone and loudspeaker of this machine, through PulseAudio, PipeWire, ALSA or ffmpeg.",
  exclusive: true,
  options: {
    type: "object",
    properties: {
      site: {
        type: "string",
        pattern: "^[a-z0-9][a-z0-9_-]{0,62}$",
        not: { const: "hub" },
        default: "home",
        description: "Its place in topics.",
      },
      name: { type: "string", minLength: 1, description: "Spoken name of the room. Default: the site." },
      area: { type: "string", minLength: 1, description: "Area of the house that it stands in." },
      tool: {
        enum: ["auto", "pulseaudio", "pipewire", "alsa", "ffmpeg"],
        default: "auto",
        description: "What records and plays; auto takes the first that works.",
      },
      input: { type: "string", minLength: 1, description: `Microphone. ${device}` },
      output: { type: "string", minLength: 1, description: `Loudspeaker. ${device}` },
      echoCancelled: {
        type: "boolean",
        default: false,
        description: "The microphone does not hear the loudspeaker: a conference device, or headphones.",
      },
      headphones: {
        type: "boolean",
        default: false,
        description: "What it plays is heard by one person alone.",
      },
      volume: { type: "number", minimum: 0, maximum: 1, default: 1, description: "0 to 1." },
      wakeWords: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Wake words of this room. Empty: the persona's.",
      },
    },
    additionalProperties: false,
  },
  async start(host, { tool, input, output, ...room }) {
    const devices = {
      tool,
      ...(input === undefined ? {} : { input }),
      ...(output === undefined ? {} : { output }),
    };
    const { site } = await host.satellite({ ...room, devices });
    host.log.info("The microphone and the loudspeaker of this machine are on the bus.", { site });
  },
});
