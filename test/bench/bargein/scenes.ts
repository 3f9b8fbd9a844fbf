/** What people and rooms do while the house speaks: turns, murmurs, coughs, hums, dishes, and the house's own echo. */
import { type Clips, noise, samplesOfClip } from "../../kit/clips.ts";
import type { Hosted } from "../../kit/host.ts";
import { sayWith } from "../../kit/speech.ts";
import { voiceOf } from "../speech/voice.ts";
import { rate, type Scene } from "./room.ts";

const answer =
  "Today it will be mostly cloudy with a light wind from the west, and about fourteen degrees in the afternoon. Tomorrow the sun comes out for a while, and in the evening some rain is likely, so take a coat with you when you leave the house.";
const murmurs = ["Mhm.", "Uh-huh.", "Mm-hmm.", "Okay.", "Right.", "Yeah.", "I see.", "Oh."] as const;
/** ms of the answer before anything happens, so that its echo can be learnt; later ones see another part of it. */
const starts = [3_200, 4_500] as const;
/** Of a recording before its voice, ms. */
const leadMs = 300;
const noiseMs = 2_400;
const noises = 10;
const echoes = [
  { name: "loud", loss: 14 },
  { name: "soft", loss: 26 },
] as const;

export async function scenesOf(clips: Clips, vad: Hosted, limit: number): Promise<Scene[]> {
  const reply = (await sayWith("piper", answer)).samples;
  const base = { reply, replyText: answer, at: starts[0] };
  const turns = await turnsOf(clips, vad, base, limit);
  const silent = new Int16Array(3 * rate);
  const keep = { ...base, wants: "keep", onset: 0 } as const;
  const echo = echoes.flatMap(({ name, loss }) =>
    [1_000, 2_500, 4_500, 6_500].map(
      (at): Scene => ({
        ...keep,
        at,
        kind: "echo alone",
        name: `${name} ${at}`,
        near: silent,
        loss,
      }),
    ),
  );
  return [
    ...turns,
    ...(await murmursOf(keep)),
    ...coughs(keep),
    ...hums(keep),
    ...dishes(clips, keep),
    ...echo,
  ];
}

type Base = Pick<Scene, "reply" | "replyText" | "at">;
type Keep = Base & { readonly wants: "keep"; readonly onset: number };

/** Commands of the home as people said them, and softer; each without an echo, and with two. */
async function turnsOf(clips: Clips, vad: Hosted, base: Base, limit: number): Promise<Scene[]> {
  const said = clips.clips.filter(
    ({ kind, domain, speaker }) => kind === "command" && domain === "home" && speaker === "human",
  );
  const scenes: Scene[] = [];
  for (const [index, clip] of said.slice(0, limit).entries()) {
    const whole = samplesOfClip(clips, clip.file);
    const { start } = await voiceOf(vad, whole);
    if (start === undefined) continue;
    // The noise of another room and a click begin with the recording.
    const near = fadedIn(whole.slice(Math.max(0, start - leadMs) * 16));
    const one = {
      ...base,
      at: starts[index % 2] ?? base.at,
      wants: "cut",
      name: clip.file,
      onset: Math.min(start, leadMs),
    } as const;
    scenes.push(
      { ...one, kind: "turn", near },
      { ...one, kind: "turn, 12 dB softer", near: softer(near, 12) },
    );
    for (const { name, loss } of echoes) scenes.push({ ...one, kind: `turn over ${name} echo`, near, loss });
  }
  return scenes;
}

/** By synthetic voices: no people's murmurs are at hand. */
async function murmursOf(keep: Keep): Promise<Scene[]> {
  const scenes: Scene[] = [];
  for (const text of murmurs)
    for (const voice of ["piper", "flite"] as const) {
      // It spells what has no vowels.
      if (voice === "flite" && /^M/.test(text)) continue;
      const near = (await sayWith(voice, text)).samples;
      scenes.push({ ...keep, kind: "murmur", name: `${voice} ${text}`, near });
    }
  return scenes;
}

/** Made of noise: two bursts, the first short and hard, as coughs are (Korpas 1996); no people's coughs are at hand. */
function coughs(keep: Keep): Scene[] {
  return Array.from({ length: 10 }, (_, seed) => {
    const near = noise(0.7, -14, seed + 11);
    const length = 0.22 + 0.03 * (seed % 4);
    let low = 0;
    const shaped = near.map((value, i) => {
      low += 0.35 * (value - low);
      const time = i / rate;
      const burst = Math.exp(-time / 0.05) + 0.5 * Math.exp(-(((time - length) / 0.06) ** 2));
      return Math.round(low * burst);
    });
    return { ...keep, kind: "cough", name: `cough ${seed}`, near: shaped };
  });
}

/** "Mmm" as a nose gives it: a pitch and its first overtones, nothing above. */
function hums(keep: Keep): Scene[] {
  return Array.from({ length: 10 }, (_, i) => {
    const pitch = 95 + 14 * i;
    const near = Int16Array.from({ length: 0.45 * rate }, (_none, sample) => {
      const time = sample / rate;
      const shape = Math.min(1, time / 0.04, (0.45 - time) / 0.08);
      const wave = [1, 0.5, 0.2].reduce(
        (sum, part, k) => sum + part * Math.sin(2 * Math.PI * pitch * (k + 1) * time),
        0,
      );
      return Math.round(2_500 * shape * wave);
    });
    return { ...keep, kind: "hum", name: `hum ${pitch} Hz`, near };
  });
}

function dishes(clips: Clips, keep: Keep): Scene[] {
  const clip = clips.clips.find(({ kind, seconds }) => kind === "noise" && seconds > 30);
  if (!clip) return [];
  const samples = samplesOfClip(clips, clip.file);
  const length = (noiseMs * rate) / 1000;
  return Array.from({ length: noises }, (_, i) => {
    const near = samples.slice(i * 2 * length, i * 2 * length + length);
    return { ...keep, kind: "dishes", name: `${clip.file} ${i}`, near };
  }).filter(({ near }) => near.length === length);
}

/** Over 100 ms. */
const fadedIn = (samples: Int16Array): Int16Array =>
  samples.map((sample, i) => Math.round(sample * Math.min(1, i / (0.1 * rate))));

const softer = (samples: Int16Array, db: number): Int16Array =>
  samples.map((sample) => Math.round(sample * 10 ** (-db / 20)));
