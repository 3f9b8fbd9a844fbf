/** What the tools say of their devices, read. */
import { describe, expect, it } from "vitest";
import {
  alsaDevices,
  listDevices,
  pipewireDevices,
  pulseDevices,
} from "../../../core/satellite/devices/list.ts";
import { toolBox } from "./tools.ts";

const alsa = `null
    Discard all samples (playback) or generate zero samples (capture)
sysdefault:CARD=PCH
    HDA Intel PCH, ALC257 Analog
    Default Audio Device
`;
const pulse =
  "0\talsa_output.pci.monitor\tmodule-alsa-card.c\ts16le 2ch 44100Hz\tIDLE\n1\tmic\tmodule\ts16le 1ch 16000Hz\tRUNNING\n";
const node = (kind: string, name: string) => ({
  info: { props: { "media.class": kind, "node.name": name, "node.description": `the ${name}` } },
});
const pipewire = [
  {},
  node("Audio/Source", "mic"),
  node("Audio/Sink", "speaker"),
  node("Video/Source", "cam"),
];

describe("the list of devices", () => {
  it("reads ALSA's", () => {
    expect(alsaDevices(alsa)).toEqual([
      { name: "null", about: "Discard all samples (playback) or generate zero samples (capture)" },
      { name: "sysdefault:CARD=PCH", about: "HDA Intel PCH, ALC257 Analog, Default Audio Device" },
    ]);
  });

  it("reads PulseAudio's", () => {
    expect(pulseDevices(pulse)).toEqual([
      { name: "alsa_output.pci.monitor", about: "s16le 2ch 44100Hz" },
      { name: "mic", about: "s16le 1ch 16000Hz" },
    ]);
  });

  it("reads PipeWire's", () => {
    expect(pipewireDevices(JSON.stringify(pipewire))).toEqual({
      inputs: [{ name: "mic", about: "the mic" }],
      outputs: [{ name: "speaker", about: "the speaker" }],
    });
  });

  it("is of all installed tools, and says what is wrong with one", async () => {
    await using box = await toolBox();
    for (const program of ["parec", "pacat", "aplay"]) await box.add(program, "echo speaker");
    await box.add("arecord", "echo mic");
    await box.add("pactl", "echo 'Connection refused' >&2; exit 1");
    expect(await listDevices(box.env)).toEqual([
      { tool: "pulseaudio", inputs: [], outputs: [], problem: "pactl: Connection refused" },
      { tool: "alsa", inputs: [{ name: "mic", about: "" }], outputs: [{ name: "speaker", about: "" }] },
    ]);
  });
});
