/** What the bench plays: the clips as they are, commands of the home with noise mixed in, and noise by itself. */
import { createHash } from "node:crypto";
import { type Clip, type Clips, samplesOfClip } from "../../kit/clips.ts";

export interface Sound {
  readonly clip: Clip;
  /** "clean", or the dB of speech over noise. */
  readonly condition: string;
  /** On which half thresholds are fitted: by the clip, so that all its conditions are on one side. */
  readonly half: "fitted" | "held out";
  readonly samples: Int16Array;
}

/** dB of speech over noise. */
const levels = [20, 10, 5] as const;
const frame = 320;
const seconds = 16_000;
const noiseLength = 3 * seconds;
const mostNoise = 8;

export function* soundsOf(clips: Clips): Generator<Sound> {
  const noises = clips.clips.filter(({ kind }) => kind === "noise");
  for (const clip of clips.clips) {
    const samples = samplesOfClip(clips, clip.file);
    const half = halfOf(clip.file);
    if (clip.kind === "noise") {
      for (
        let at = 0;
        at + noiseLength <= samples.length && at < mostNoise * noiseLength;
        at += noiseLength
      ) {
        yield { clip, condition: "clean", half, samples: samples.slice(at, at + noiseLength) };
      }
    }
    if (clip.kind !== "command" && clip.kind !== "read" && clip.kind !== "negative") continue;
    yield { clip, condition: "clean", half, samples };
    if (clip.kind !== "command" || clip.domain !== "home") continue;
    for (const noise of noises) {
      const other = samplesOfClip(clips, noise.file);
      for (const level of levels) {
        yield {
          clip,
          condition: `${level} dB`,
          half,
          samples: mixed(samples, other, level, startOf(clip.file)),
        };
      }
    }
  }
}

const digest = (file: string): Buffer => createHash("sha256").update(file).digest();
const halfOf = (file: string): Sound["half"] => ((digest(file)[0] ?? 0) % 2 === 0 ? "fitted" : "held out");
const startOf = (file: string): number => digest(file).readUInt32LE(4);

/** The louder half of the frames counts as speech. */
function mixed(speech: Int16Array, noise: Int16Array, level: number, start: number): Int16Array {
  const gain = Math.sqrt(speechPower(speech) / power(noise) / 10 ** (level / 10));
  return speech.map((sample, index) => {
    const other = noise[(start + index) % noise.length] ?? 0;
    return Math.max(-32_768, Math.min(32_767, Math.round(sample + gain * other)));
  });
}

const power = (samples: Int16Array): number =>
  samples.reduce((sum, sample) => sum + sample ** 2, 0) / Math.max(1, samples.length);

function speechPower(samples: Int16Array): number {
  const powers: number[] = [];
  for (let at = 0; at + frame <= samples.length; at += frame)
    powers.push(power(samples.subarray(at, at + frame)));
  const loud = powers.sort((a, b) => b - a).slice(0, Math.ceil(powers.length / 2));
  return loud.reduce((sum, one) => sum + one, 0) / Math.max(1, loud.length);
}
