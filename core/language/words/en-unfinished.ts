/** What English speakers do not stop after: closed classes of words, common adjectives, and the beginnings of requests. */
import type { Unfinished } from "./types.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const phrases = (text: string): string[][] => text.split("|").map((phrase) => phrase.split(" "));

export const unfinished: Unfinished = {
  openers: words(
    "the a an my your our their his every each another some any several whose " +
      "to at of in for from with without by into onto about between under above below behind beside near against during " +
      "through toward towards until till since per via plus minus as than like",
  ),
  others: words(
    "and or but nor because if when while whether unless although though which who whom " +
      "is are was were am be been being have has had having will would could should can shall might must " +
      "i we very really quite almost exactly turn set make put play add remind tell give bring get find send " +
      "um umm uh uhh uhm erm er hm hmm mm mmm ah eh",
  ),
  modifiers: words(
    "small medium large big little tiny huge long short tall wide thick thin heavy bright dim warm hot cool iced " +
      "new old young good bad best better nice great fresh dry wet soft hard loud quiet fast slow quick " +
      "red green blue yellow white black brown pink purple grey gray golden " +
      "single double triple whole full empty skim extra same different upper lower main inner outer",
  ),
  measures: words(
    "ounce inch foot yard mile pound gram gramme kilo kilogram litre liter millilitre milliliter metre meter " +
      "second minute hour day week month year degree watt volt page piece person",
  ),
  requests: phrases(
    "i want|i would|i would like|i would love|i need|i want to|i would like to|i need to|i am looking|give me|get me|bring me|tell me|show me|" +
      "find me|make me|order me|can i|could i|may i|can i have|could i have|may i have|can i get|could i get|may i get|" +
      "can you|could you|would you|will you|can we|could we|can you get me|could you get me|can you give me|could you give me|" +
      "can you tell me|could you tell me|do you have|do you know|is there|are there|what is|what are|where is|where are|" +
      "who is|how much|how many|how long|how far|how do|how do i|when is|when does|why is|why does|let us|let me",
  ),
  orders: phrases(
    "i want|i would like|i would love|i need|i will have|i will take|give me|get me|bring me|order me|make me|can i have|could i have|" +
      "may i have|can i get|could i get|may i get|can we have|could we have|can you get me|could you get me|can you give me|could you give me",
  ),
  any: words("a an some any another"),
  ties: words("with without for from of to in on at by about than that which who where"),
};
