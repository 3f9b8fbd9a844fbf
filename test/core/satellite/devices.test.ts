/** This machine's devices: which tool is taken, what is recorded and played, and what is said when nothing works. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dbfs } from "../../../core/audio/level.ts";
import type { Fault, Microphone } from "../../../core/contract/index.ts";
import { openDevices } from "../../../core/satellite/devices/index.ts";
import { checkPlayer, createPlayer } from "../../../core/satellite/devices/player.ts";
import { openRecorder } from "../../../core/satellite/devices/recorder.ts";
import { tools } from "../../../core/satellite/devices/tools.ts";
import { has, keptLog, startPulse, toolBox } from "./tools.ts";

const log = keptLog();
const rate = 16_000;
/** Records a rising count, then goes on in silence. */
const hums = "printf '\\001\\000\\002\\000\\003\\000'; exec sleep 60";
const swallows = 'cat >> "$BOX/played"';

const heardFrom = async ({ microphone }: { microphone?: Microphone }, count: number): Promise<number[]> =>
  microphone ? (await samplesFrom(microphone, count)).slice(0, count) : [];

async function samplesFrom(microphone: Microphone, count: number): Promise<number[]> {
  const samples: number[] = [];
  for await (const heard of microphone) {
    samples.push(...(heard instanceof Int16Array ? heard : heard.samples));
    if (samples.length >= count) return samples;
  }
  return samples;
}

describe("the tool", () => {
  it.each<[string, string[], string]>([
    ["the sound server's before ALSA's", ["parec", "pacat", "arecord", "aplay"], "pulseaudio"],
    ["one whose programs are all there", ["parec", "arecord", "aplay"], "alsa"],
    ["ffmpeg at last", ["ffmpeg"], "ffmpeg"],
  ])("is %s", async (_, programs, wanted) => {
    await using box = await toolBox();
    const both =
      'case "$*" in *pipe:0*|*aplay*) cat >> "$BOX/played";; *) printf "\\001\\000"; exec sleep 60;; esac';
    for (const program of programs) {
      await box.add(program, program === "ffmpeg" ? both : /rec/.test(program) ? hums : swallows);
    }
    await using devices = await openDevices({}, { log, env: box.env });
    expect(devices.tool).toBe(wanted);
  });

  it("is one that works, where another does not", async () => {
    await using box = await toolBox();
    await box.add("parec", "echo 'Connection failure: Connection refused' >&2; exit 1");
    await box.add("pacat", "cat > /dev/null");
    await box.add("arecord", hums);
    await box.add("aplay", swallows);
    await using devices = await openDevices({}, { log, env: box.env });
    expect(devices.tool).toBe("alsa");
  });

  it("is missed with the reason of each that was tried", async () => {
    await using box = await toolBox();
    const opened = () => openDevices({}, { log, env: box.env });
    await expect(opened()).rejects.toMatchObject({
      code: "AUDIO_DEVICE_MISSING",
      message: expect.stringContaining("parec, pacat, pw-record"),
      remedy: expect.stringMatching(/^Install/),
    });
    await box.add("arecord", "echo 'audio open error: No such device' >&2; exit 1");
    await box.add("aplay", "cat > /dev/null");
    await box.add("ffmpeg", "exit 3");
    await expect(opened()).rejects.toMatchObject({
      code: "AUDIO_DEVICE_MISSING",
      message: "No audio device works. arecord: audio open error: No such device; ffmpeg: it ended with 3.",
      remedy: expect.stringMatching(/connected.*sound server runs/),
    });
  });

  it.each([
    ["does not know --raw, is passed over", "echo --rate", "alsa"],
    ["knows --raw, is taken", "echo --raw", "pipewire"],
  ])("PipeWire's, where it %s", async (_, help, wanted) => {
    await using box = await toolBox();
    const asked = (otherwise: string) => `case "$*" in --help) ${help}; exit;; esac; ${otherwise}`;
    await box.add("pw-record", asked(hums));
    await box.add("pw-play", asked(swallows));
    await box.add("arecord", hums);
    await box.add("aplay", swallows);
    await using devices = await openDevices({}, { log, env: box.env });
    expect(devices.tool).toBe(wanted);
  });

  it("that is too old is no reason where another fails, and is named where it is the only one", async () => {
    await using box = await toolBox();
    for (const program of ["pw-record", "pw-play"]) await box.add(program, "echo --rate");
    await expect(openDevices({}, { log, env: box.env })).rejects.toMatchObject({
      message: "pw-record and pw-play are too old here: they lack --raw.",
      remedy: expect.stringContaining("pulseaudio-utils"),
    });
    await box.add("arecord", "exit 1");
    await box.add("aplay", "exit 1");
    const message = "No audio device works. aplay: it ended with 1.";
    await expect(openDevices({}, { log, env: box.env })).rejects.toMatchObject({ message });
  });

  it("can leave one of the two out, but not both", async () => {
    await using box = await toolBox();
    await box.add("arecord", "exit 1");
    await box.add("aplay", swallows);
    await using devices = await openDevices({ input: "none" }, { log, env: box.env });
    expect(devices.microphone).toBeUndefined();
    const neither = openDevices({ input: "none", output: "none" }, { log, env: box.env });
    await expect(neither).rejects.toMatchObject({ code: "AUDIO_DEVICE_MISSING" });
  });

  it.each(tools)("$name is given the devices' names", async ({ record, play }) => {
    expect(record(rate, "mic-1").some((word) => word.includes("mic-1"))).toBe(true);
    expect(play(rate, "speaker-1").some((word) => word.includes("speaker-1"))).toBe(true);
    expect(record(rate).join(" ")).toContain("16000");
    expect(play(22_050).join(" ")).toContain("22050");
  });
});

describe("the recorder", () => {
  it("puts samples together that were cut in half", async () => {
    await using box = await toolBox();
    await box.add(
      "rec",
      "printf '\\001'; sleep 0.1; printf '\\000\\002'; sleep 0.1; printf '\\000'; exec sleep 60",
    );
    await using recorder = await openRecorder({ command: ["rec"], rate, env: box.env, log });
    expect(await samplesFrom(recorder, 2)).toEqual([1, 2]);
  });

  it("begins again when its program ends", async () => {
    await using box = await toolBox();
    await box.add("rec", "printf '\\007\\000'; echo 'unplugged' >&2; exit 1");
    const told = keptLog();
    await using recorder = await openRecorder({ command: ["rec"], rate, env: box.env, log: told, pause: 10 });
    expect(await samplesFrom(recorder, 3)).toEqual([7, 7, 7]);
    expect(told.lines[0]).toContain('{"why":"rec: unplugged","after":10}');
    expect(told.lines[1]).toContain('"after":20');
  });

  it("ends with its program when it is closed", async () => {
    await using box = await toolBox();
    await box.add("rec", `echo $$ > "$BOX/pid"; ${hums}`);
    const recorder = await openRecorder({ command: ["rec"], rate, env: box.env, log });
    const heard = samplesFrom(recorder, 1_000_000);
    await recorder[Symbol.asyncDispose]();
    expect(await heard).toEqual([1, 2, 3]);
    const pid = Number(await readFile(join(box.folder, "pid"), "utf8"));
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it("does not read faster than time where a device gives silence without end", async () => {
    await using box = await toolBox();
    await box.add("rec", "cat /dev/zero");
    await using recorder = await openRecorder({ command: ["rec"], rate, env: box.env, log });
    const began = performance.now();
    await samplesFrom(recorder, 3.5 * rate);
    expect(performance.now() - began).toBeGreaterThan(1_000);
  });

  it("fails when there is no sound, or no program", async () => {
    await using box = await toolBox();
    await box.add("rec", "exec sleep 60");
    const open = (program: string) =>
      openRecorder({ command: [program], rate, env: box.env, log, patience: 50 });
    await expect(open("rec")).rejects.toMatchObject({ message: "rec gave no sound." });
    await expect(open("absent")).rejects.toMatchObject({ code: "AUDIO_DEVICE_MISSING" });
  });
});

describe("the player", () => {
  it("gives its program all samples in order, in its rate, no faster than they sound", async () => {
    await using box = await toolBox();
    await box.add("play", 'cat > "$BOX/$1"');
    const player = createPlayer({ command: (hertz) => ["play", String(hertz)], env: box.env, idle: 0 });
    const began = performance.now();
    for (let i = 0; i < 10; i++) await player.play(new Int16Array(800).fill(i), 8_000);
    expect(performance.now() - began).toBeGreaterThan(700);
    await player.drain?.();
    expect(performance.now() - began).toBeGreaterThan(995);
    await player.play(Int16Array.of(5), rate);
    await expect.poll(() => readFile(join(box.folder, "16000"))).toHaveLength(2);
    const played = await readFile(join(box.folder, "8000"));
    expect([...new Set(new Int16Array(new Uint8Array(played).buffer))]).toEqual([...Array(10).keys()]);
    await player[Symbol.asyncDispose]();
  });

  it("falls silent at once", async () => {
    await using box = await toolBox();
    await box.add("play", `echo $$ > "$BOX/pid"; exec cat > /dev/null`);
    await using player = createPlayer({ command: () => ["play"], env: box.env });
    const playing = player.play(new Int16Array(60 * rate), rate);
    await expect.poll(() => readFile(join(box.folder, "pid"), "utf8")).toMatch(/\d\n/);
    const pid = Number(await readFile(join(box.folder, "pid"), "utf8"));
    player.flush();
    await playing;
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it("fails once, rests, and is not slowed by what it cannot play", async () => {
    await using box = await toolBox();
    await box.add("play", "echo 'no such device' >&2; exit 1");
    await using player = createPlayer({ command: () => ["play"], env: box.env });
    const second = new Int16Array(rate);
    const message = "play: no such device";
    await expect(player.play(second, rate)).rejects.toMatchObject({ code: "AUDIO_DEVICE_MISSING", message });
    const began = performance.now();
    for (let i = 0; i < 5; i++) await player.play(second, rate);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("with the real programs", () => {
  it.skipIf(!has("arecord") || !has("aplay"))("ALSA records and plays (needs alsa-utils)", async () => {
    await using box = await toolBox();
    const config = join(box.folder, "asound.conf");
    await writeFile(config, "pcm.!default { type null }\n");
    const env = { PATH: process.env.PATH ?? "", ALSA_CONFIG_PATH: config };
    await using devices = await openDevices({ tool: "alsa" }, { log, env });
    expect(await heardFrom(devices, 1_280)).toHaveLength(1_280);
    await devices.speaker?.play(new Int16Array(1_600), rate);
    const missing = openDevices({ tool: "alsa", input: "absent", output: "none" }, { log, env });
    const fault = await missing.catch((thrown: Fault) => thrown);
    expect(fault).toMatchObject({
      code: "AUDIO_DEVICE_MISSING",
      message: expect.stringContaining("arecord:"),
    });
  });

  it.skipIf(!has("ffmpeg"))("ffmpeg says that there is no device (needs ffmpeg)", async () => {
    await using box = await toolBox();
    const config = join(box.folder, "asound.conf");
    await writeFile(config, "");
    const env = { PATH: process.env.PATH ?? "", ALSA_CONFIG_PATH: config };
    const player = { command: (hertz: number) => tools.at(-1)?.play(hertz) ?? ["ffmpeg"], env } as const;
    await expect(checkPlayer(player, rate)).rejects.toMatchObject({ code: "AUDIO_DEVICE_MISSING" });
  });

  const pulse = ["pulseaudio", "pactl", "parec", "pacat"].every(has);
  it.skipIf(!pulse)("PulseAudio hears what it plays (needs pulseaudio and its utils)", async () => {
    await using server = await startPulse();
    await using devices = await openDevices({ tool: "pulseaudio" }, { log, env: server.env });
    const tone = Int16Array.from(
      { length: 80 * 16 },
      (_, i) => 8_000 * Math.sin((2 * Math.PI * 500 * i) / rate),
    );
    let playing = true;
    const play = (async () => {
      while (playing) await devices.speaker?.play(tone, rate);
    })();
    let loudest = -120;
    for await (const heard of devices.microphone ?? []) {
      if (heard instanceof Int16Array) loudest = Math.max(loudest, dbfs(heard));
      if (loudest > -20) break;
    }
    playing = false;
    await play;
    expect(loudest).toBeGreaterThan(-20);
  });
});
