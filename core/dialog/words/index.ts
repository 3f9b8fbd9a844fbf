/** What the house itself says when no skill does: its honest "I don't know", its questions and its apologies. */
import de from "./de.json" with { type: "json" };
import en from "./en.json" with { type: "json" };

export type HousePhrase = keyof typeof en;

const languages: Readonly<Record<string, Readonly<Record<HousePhrase, readonly string[]>>>> = { de, en };
const turns = new Map<HousePhrase, number>();

/** The forms of each phrase, in each language. */
export const houseForms: readonly (readonly string[])[] = Object.values(languages).flatMap((all) =>
  Object.values(all),
);

/** One form of a phrase, each in its turn, with the values in their braces; with the language it really is in. */
export function housePhrase(
  phrase: HousePhrase,
  language: string,
  values: Readonly<Record<string, string>> = {},
): { text: string; language: string } {
  const known = language.split("-")[0] ?? "en";
  const [forms, spoken] = languages[known] ? [languages[known][phrase], language] : [en[phrase], "en"];
  const turn = turns.get(phrase) ?? 0;
  turns.set(phrase, turn + 1);
  const form = forms[turn % forms.length] ?? "";
  return { text: form.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ""), language: spoken };
}

/** All that the house says word for word, with the language it is in. */
export function fixedHousePhrases(language: string): { text: string; language: string }[] {
  const known = languages[language.split("-")[0] ?? "en"];
  const spoken = known ? language : "en";
  const whole = Object.values(known ?? en)
    .flat()
    .filter((form) => !form.includes("{"));
  return [...new Set(whole)].map((text) => ({ text, language: spoken }));
}
