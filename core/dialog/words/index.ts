/** What the house itself says when no skill does: its honest "I don't know", its questions and its apologies. */
import de from "./de.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import es from "./es.json" with { type: "json" };
import fr from "./fr.json" with { type: "json" };
import hi from "./hi.json" with { type: "json" };
import it from "./it.json" with { type: "json" };
import ja from "./ja.json" with { type: "json" };
import ko from "./ko.json" with { type: "json" };
import nl from "./nl.json" with { type: "json" };
import pl from "./pl.json" with { type: "json" };
import pt from "./pt.json" with { type: "json" };
import ru from "./ru.json" with { type: "json" };
import zh from "./zh.json" with { type: "json" };

export type HousePhrase = keyof typeof en;

type Phrases = Readonly<Record<HousePhrase, readonly string[]>>;
/** What a language has no words for yet is said in English. */
const languages: Readonly<Record<string, Partial<Phrases>>> = {
  ...{ de, en, es, fr, hi, it, ja, ko, nl, pl, pt, ru, zh },
};
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
  const own = languages[known]?.[phrase];
  const [forms, spoken] = own ? [own, language] : [en[phrase], "en"];
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
