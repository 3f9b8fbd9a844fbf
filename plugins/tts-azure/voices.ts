/** Voices of Azure's Speech service, each with the styles it has (learn.microsoft.com, "Voice styles and roles"). */
import type { Voice } from "hearsay";

const american = "angry cheerful excited friendly hopeful sad terrified unfriendly whispering";

/** Some of some 500; the first of a language speaks it where no other is named. */
const table: readonly (readonly [name: string, styles: string])[] = [
  ["en-US-JennyNeural", american],
  ["en-US-AriaNeural", `${american} empathetic narration-professional`],
  ["en-US-GuyNeural", american],
  ["en-GB-SoniaNeural", "cheerful sad"],
  ["en-GB-RyanNeural", "cheerful"],
  ["de-DE-KatjaNeural", ""],
  ["de-DE-ConradNeural", "cheerful sad"],
  ["fr-FR-DeniseNeural", "cheerful sad excited"],
  ["fr-FR-HenriNeural", "cheerful sad excited"],
  ["es-ES-ElviraNeural", ""],
  ["es-ES-AlvaroNeural", "cheerful sad"],
  ["it-IT-IsabellaNeural", "cheerful sad excited"],
  ["it-IT-DiegoNeural", "cheerful sad excited"],
  ["pt-BR-FranciscaNeural", "calm"],
  ["pt-PT-RaquelNeural", ""],
  ["nl-NL-FennaNeural", ""],
  ["pl-PL-AgnieszkaNeural", ""],
  ["ru-RU-SvetlanaNeural", ""],
  [
    "zh-CN-XiaoxiaoNeural",
    "affectionate angry calm cheerful disgruntled excited fearful friendly gentle sad serious whispering",
  ],
  ["ja-JP-NanamiNeural", "cheerful"],
  ["ko-KR-SunHiNeural", ""],
  ["hi-IN-SwaraNeural", "cheerful empathetic"],
];

export const voices: readonly Voice[] = table.map(([name]) => ({
  name,
  language: name.split("-").slice(0, 2).join("-"),
}));
const stylesOf = new Map(table.map(([name, styles]) => [name, styles.split(" ")]));

/** Styles that stand for an emotion, the best first; those without one are a matter of prosody. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  professional: ["narration-professional"],
  empathetic: ["empathetic", "gentle"],
  excited: ["excited", "cheerful"],
  friendly: ["friendly"],
  serious: ["serious"],
  calm: ["calm", "gentle"],
  encouraging: ["hopeful"],
  sad: ["sad"],
  angry: ["angry"],
  happy: ["cheerful"],
  fearful: ["fearful", "terrified"],
  disgusted: ["disgruntled", "unfriendly"],
  whisper: ["whispering"],
};

/** The style by which a voice shows an emotion, where it has one. */
export const styleOf = (voice: string, emotion: string | undefined): string | undefined =>
  (wanted[emotion ?? ""] ?? []).find((style) => stylesOf.get(voice)?.includes(style));
