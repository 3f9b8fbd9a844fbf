/** How ElevenLabs' models are told to feel: the settings of a voice, and for the third generation tags in the text. */

interface VoiceSettings {
  readonly stability: number;
  readonly similarity_boost: number;
  readonly style: number;
  readonly use_speaker_boost: boolean;
}

/** [stability, style]: less stability is more feeling, more style is more of the speaker's own. */
const table: Readonly<Record<string, readonly [number, number]>> = {
  professional: [0.75, 0],
  empathetic: [0.45, 0.25],
  excited: [0.3, 0.5],
  confident: [0.65, 0.15],
  curious: [0.45, 0.2],
  friendly: [0.5, 0.2],
  serious: [0.75, 0],
  calm: [0.8, 0],
  encouraging: [0.45, 0.3],
  analytical: [0.8, 0],
  sad: [0.4, 0.35],
  angry: [0.3, 0.55],
  happy: [0.4, 0.4],
  surprised: [0.35, 0.45],
  fearful: [0.35, 0.4],
  disgusted: [0.4, 0.4],
};

export const settingsFor = (emotion: string | undefined): VoiceSettings => {
  const [stability, style] = table[emotion ?? ""] ?? [0.5, 0];
  return { stability, style, similarity_boost: 0.75, use_speaker_boost: false };
};
export const felt: readonly string[] = [...Object.keys(table), "neutral"];

/** https://elevenlabs.io/docs/best-practices/prompting/eleven-v3 */
const tags: Readonly<Record<string, string>> = {
  laugh: "laughs",
  chuckle: "chuckles",
  sigh: "sighs",
  gasp: "gasps",
  cough: "coughs",
  yawn: "yawns",
  groan: "groans",
};
const tones: Readonly<Record<string, string>> = {
  excited: "excited",
  curious: "curious",
  sad: "sad",
  angry: "angry",
  happy: "happily",
  surprised: "surprised",
  whisper: "whispers",
  calm: "calm",
  serious: "serious",
};
export const taggedSounds: readonly string[] = Object.keys(tags);

/** The third generation reads tags in square brackets, and no settings but stability of three kinds. */
export const hasTags = (model: string): boolean => /^eleven_v3/.test(model);

export function tagged(text: string, emotion: string | undefined): string {
  const words = text.replace(/\[([a-z]+)\]/g, (mark, name: string) =>
    tags[name] ? `[${tags[name]}]` : mark,
  );
  const tone = tones[emotion ?? ""];
  return tone === undefined ? words : `[${tone}] ${words}`;
}
