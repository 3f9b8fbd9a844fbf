/** Piper voices as they are published: a network, and a file that says how it is fed. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Fault } from "hearsay";

/** As much of a voice's JSON file as is used here. */
export interface VoiceConfig {
  readonly audio: { readonly sample_rate: number };
  readonly espeak: { readonly voice: string };
  readonly inference?: {
    readonly noise_scale?: number;
    readonly length_scale?: number;
    readonly noise_w?: number;
  };
  /** Absent: eSpeak's sounds. */
  readonly phoneme_type?: string;
  readonly phoneme_id_map: Readonly<Record<string, readonly number[]>>;
  readonly num_speakers: number;
  readonly language?: { readonly code?: string };
}

export interface PublishedVoice {
  /** As it is published, "de_DE-thorsten-medium". */
  readonly name: string;
  /** BCP-47. */
  readonly language: string;
  readonly network: string;
  readonly config: VoiceConfig;
}

/** A path rather than a name. */
const isPath = (name: string): boolean => name.includes("/") || name.endsWith(".onnx");

/** The catalogue's name of a published voice; undefined for a file of one's own. */
export const modelOf = (name: string): string | undefined =>
  isPath(name)
    ? undefined
    : `piper-${name
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^a-z0-9.-]/g, "-")}`;

/** `folder`: of its verified model; a file of one's own has its JSON beside it. Throws MODEL_CORRUPT. */
export async function openVoice(name: string, folder: string | undefined): Promise<PublishedVoice> {
  const network = folder === undefined ? name : join(folder, "voice.onnx");
  const file = `${network}.json`;
  const config = await readFile(file, "utf8")
    .then((text) => JSON.parse(text) as VoiceConfig)
    .catch((cause: unknown) => {
      throw new Fault("MODEL_CORRUPT", `${file} cannot be read.`, { cause });
    });
  const { phoneme_type: type = "espeak", phoneme_id_map: ids, audio, espeak } = config;
  if (!ids || !audio?.sample_rate || (type === "espeak" && !espeak?.voice))
    throw new Fault("MODEL_CORRUPT", `${file} does not say how the voice is fed.`);
  if (type !== "espeak" && type !== "text")
    throw new Fault("MODEL_CORRUPT", `${name} is fed with ${type}, which nobody here makes.`, {
      remedy: "Choose another voice of this language, or tts-espeak.",
    });
  const called = basename(name, ".onnx");
  const language = (config.language?.code ?? called.split("-")[0] ?? "").replace("_", "-");
  return { name: called, language: language === "ja-JA" ? "ja-JP" : language, network, config };
}

/**
 * The numbers of a sentence's sounds: each is followed by a blank, between a beginning and an end. Sounds that the
 * voice does not know are left out.
 */
export function idsOf(sounds: string, map: VoiceConfig["phoneme_id_map"]): number[] {
  const of = (sign: string): readonly number[] => map[sign] ?? [];
  const blank = of("_");
  const ids = [...of("^"), ...blank];
  for (const sign of sounds.normalize("NFD")) {
    const known = of(sign);
    if (known.length > 0) ids.push(...known, ...blank);
  }
  return [...ids, ...of("$")];
}
