/** What German speakers do not stop after: closed classes of words, declined adjectives, and the beginnings of requests. */
import type { Unfinished } from "./types.ts";

/** As sentences are read: "ss" for "ß". */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const phrases = (text: string): string[][] => text.split("|").map((phrase) => phrase.split(" "));

export const unfinished: Unfinished = {
  // Without "ein" and "zu", with which "schalte das Licht ein" and "mach das Fenster zu" end.
  openers: words(
    "der die das den dem des eine einen einem einer eines kein keine keinen keinem keiner " +
      "mein meine meinen meinem meiner meines dein deine deinen deinem deiner unser unsere unseren unserem unserer " +
      "sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer jede jeden jedem jeder jedes alle allen etwas einige " +
      "diese diesen diesem dieser dieses welche welchen welchem welcher welches manche mehrere " +
      "zum zur am im ins in beim bei vom von für mit ohne nach vor über unter zwischen neben hinter gegen durch um " +
      "seit während wegen statt pro bis wie als",
  ),
  others: words(
    "und oder aber sondern weil wenn dass ob obwohl falls bevor nachdem sobald damit " +
      "ist sind war waren bin bist sei hat haben habe hatte kann kannst können könnte könntest würde würdest soll sollte will " +
      "willst möchte möchtest muss darf mach mache stell stelle setz setze spiel spiele erinnere gib bring zeig zeige such suche " +
      "ruf schick sag sage ich wir sehr ganz ziemlich fast ungefähr genau also äh ähm öh öhm hm hmm mhh",
  ),
  modifiers: words(
    [
      "klein gross lang kurz breit dick dünn schwer leicht dunkel dunkl hell warm kalt heiss kühl neu alt jung gut best frisch trocken nass",
      "weich hart laut leis schnell langsam rot grün blau gelb weiss schwarz braun grau doppelt halb ganz voll leer",
      "ober unter vorder hinter",
    ]
      .join(" ")
      .split(" ")
      .flatMap((stem) => ["e", "en", "er", "es", "em"].map((ending) => stem + ending))
      .join(" "),
  ),
  measures: new Set(),
  requests: phrases(
    "ich will|ich möchte|ich hätte|ich hätte gern|ich hätte gerne|ich möchte gern|ich möchte gerne|ich brauche|ich würde|ich würde gern|" +
      "ich würde gerne|gib mir|bring mir|sag mir|zeig mir|such mir|mach mir|kann ich|könnte ich|darf ich|kann ich bitte|" +
      "kannst du|könntest du|würdest du|kannst du mir|könntest du mir|kannst du mir sagen|hast du|gibt es|weisst du|was ist|was sind|" +
      "wo ist|wo sind|wer ist|wie viel|wie viele|wie lange|wie weit|wie ist|wann ist|wann kommt|warum ist|lass uns|lass mich",
  ),
  orders: phrases(
    "ich will|ich möchte|ich hätte gern|ich hätte gerne|ich möchte gern|ich möchte gerne|ich brauche|ich nehme|gib mir|bring mir|mach mir",
  ),
  any: words("ein eine einen etwas noch"),
  ties: words("mit ohne für von vom zum zur aus auf in im am über der die das dass"),
};
