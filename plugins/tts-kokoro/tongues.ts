/** Languages beside English: their sounds come from eSpeak NG, as in Kokoro's training, in Kokoro's notation. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** eSpeak's name of each language that Kokoro has voices of and learnt by eSpeak. */
export const tongues: Readonly<Record<string, string>> = {
  es: "es",
  fr: "fr-fr",
  hi: "hi",
  it: "it",
  pt: "pt-br",
};

/** As much of the program as is used here; it comes without types. */
interface Speaker {
  set_voice(name: string, language: string): number;
  synthesize_ipa(text: string): { readonly code: number; readonly ipa: string };
}
interface Program {
  default(): Promise<{ readonly eSpeakNGWorker: new () => Speaker }>;
}

/** `folder`: of the verified model espeak-ng. */
export async function loadTongues(folder: string): Promise<(text: string, language: string) => string> {
  const program = (await import(pathToFileURL(join(folder, "espeak-ng.mjs")).href)) as Program;
  const { eSpeakNGWorker } = await program.default();
  const speaker = new eSpeakNGWorker();
  return (text, language) => {
    if (speaker.set_voice("", tongues[language] ?? language) !== 0)
      throw new Error(`eSpeak NG has no voice for ${language}.`);
    // eSpeak leaves out punctuation, which Kokoro speaks by.
    return text
      .split(/([,;:.!?\u2014\u2026\u0964]+)/)
      .map((part, at) => (at % 2 === 1 ? markOf(part) : asLearnt(speaker.synthesize_ipa(part).ipa)))
      .join("")
      .replace(/ +/g, " ")
      .trim();
  };
}

const markOf = (marks: string): string => {
  const [mark = ""] = marks;
  return `${mark === "\u0964" ? "." : mark} `;
};

/** Pairs of sounds that Kokoro writes with one sign: affricates, and diphthongs by capitals. */
const single: Readonly<Record<string, string>> = {
  dz: "\u02A3",
  d\u0292: "\u02A4",
  ts: "\u02A6",
  t\u0283: "\u02A7",
  a\u026A: "I",
  a\u028A: "W",
  e\u026A: "A",
  o\u028A: "O",
  \u0259\u028A: "Q",
  \u0254\u026A: "Y",
};

/** eSpeak parts sounds by underscores, and names the language where it changes. */
export function asLearnt(ipa: string): string {
  return ipa
    .replace(/\([a-z-]+\)/g, "")
    .split(/\s+/)
    .map((word) =>
      word
        .split("_")
        .map((sound) => {
          const [, stress = "", rest = ""] = /^([\u02C8\u02CC]*)(.*)$/u.exec(sound) ?? [];
          return stress + (single[rest] ?? rest).replaceAll("-", "");
        })
        .join(""),
    )
    .join(" ");
}
