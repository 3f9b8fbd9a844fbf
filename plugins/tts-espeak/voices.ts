/** eSpeak's voices by language, and which of them a turn means. */

/** BCP-47 by eSpeak's own names, where these differ; the first of a language is its standard. */
const named: readonly (readonly [voice: string, language: string])[] = [
  ["en-us", "en-US"],
  ["en-gb", "en-GB"],
  ["fr-fr", "fr"],
  ["fr-be", "fr-BE"],
  ["fr-ch", "fr-CH"],
  ["es", "es"],
  ["es-419", "es-MX"],
  ["pt-br", "pt-BR"],
  ["pt", "pt-PT"],
  ["cmn", "zh"],
  ["yue", "yue"],
  ["nb", "nb"],
];

const same =
  "de it nl pl ru ja ko hi af ar bg bn ca cs cy da el et eu fa fi ga gu he hr hu hy id is ka kk kn ku ky lb lt lv mk ml mr ms mt my ne pa ro si sk sl sq sr sv sw ta te th tr uk ur uz vi";

export interface EspeakVoice {
  readonly name: string;
  readonly language: string;
}

export const voices: readonly EspeakVoice[] = [
  ...named.map(([name, language]) => ({ name, language })),
  ...same.split(" ").map((name) => ({ name, language: name })),
];

const baseOf = (language: string): string => language.split("-")[0] ?? language;

/** By name, by language, by base language; the first one where none fits. */
export function voiceFor(wanted: string | undefined, language: string): string {
  const byName = voices.find(({ name }) => name === wanted);
  // A voice that was set for one language does not speak another.
  if (byName && baseOf(byName.language) === baseOf(language)) return byName.name;
  const exact = voices.find((voice) => voice.language.toLowerCase() === language.toLowerCase());
  const near = voices.find((voice) => baseOf(voice.language) === baseOf(language));
  return (exact ?? near ?? byName ?? voices[0])?.name ?? "en-us";
}
