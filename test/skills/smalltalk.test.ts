/** Small talk: the right answer to what people say to a house, and nothing that only sounds like it. */
import { describe, expect, it } from "vitest";
import de from "../../skills/smalltalk/de.json" with { type: "json" };
import en from "../../skills/smalltalk/en.json" with { type: "json" };
import smalltalk from "../../skills/smalltalk/index.ts";
import { houseFor } from "../kit/house-for.ts";

const words = { en, de };

it.each([
  ["en", "hello", "hello"],
  ["en", "Good morning!", "morning"],
  ["en", "good night", "night"],
  ["en", "thanks a lot", "thanks"],
  ["en", "Thank you.", "thanks"],
  ["en", "how are you today", "how"],
  ["en", "who are you", "who"],
  ["en", "what's your name", "name"],
  ["en", "who made you", "made"],
  ["en", "are you a real person", "person"],
  ["en", "do you have feelings", "person"],
  ["en", "are you listening", "listening"],
  ["en", "are you always listening to us", "listening"],
  ["en", "do you record me", "record"],
  ["en", "are you recording this", "record"],
  ["en", "what do you store about me", "record"],
  ["en", "what can't you do", "limits"],
  ["en", "what can you not do", "limits"],
  ["en", "do you need the internet", "where"],
  ["en", "I love you", "love"],
  ["en", "you are stupid", "rude"],
  ["en", "fuck you", "rude"],
  ["en", "tell me a joke", "joke"],
  ["en", "i'm so sad", "sad"],
  ["en", "call an ambulance", "emergency"],
  ["en", "call mum", "call"],
  ["en", "well done", "praise"],
  ["en", "goodbye", "bye"],
  ["en", "thank goodness it is friday", null],
  ["en", "good morning vietnam is a film", null],
  ["en", "what can you do", null],
  ["de", "Hallo", "hello"],
  ["de", "Guten Morgen", "morning"],
  ["de", "Gute Nacht", "night"],
  ["de", "Vielen Dank", "thanks"],
  ["de", "Danke", "thanks"],
  ["de", "Wie geht's dir?", "how"],
  ["de", "Wer bist du?", "who"],
  ["de", "Wie heißt du?", "name"],
  ["de", "Wer hat dich gebaut?", "made"],
  ["de", "Bist du ein Mensch?", "person"],
  ["de", "Hörst du mir zu?", "listening"],
  ["de", "Hörst du immer alles mit?", "listening"],
  ["de", "Nimmst du mich auf?", "record"],
  ["de", "Was speicherst du über mich?", "record"],
  ["de", "Was kannst du nicht?", "limits"],
  ["de", "Brauchst du Internet?", "where"],
  ["de", "Ich liebe dich", "love"],
  ["de", "Du bist doof", "rude"],
  ["de", "Scheiße", "rude"],
  ["de", "Erzähl mir einen Witz", "joke"],
  ["de", "Mir geht es nicht gut", "sad"],
  ["de", "Ruf einen Krankenwagen", "emergency"],
  ["de", "Ruf Mama an", "call"],
  ["de", "Gut gemacht", "praise"],
  ["de", "Tschüss", "bye"],
  ["de", "Was kannst du?", null],
])("%s: %s", async (language, sentence, intent) => {
  await using house = await houseFor(smalltalk, words, { language });
  const heard = await house.hear(sentence);
  expect(heard.intent).toBe(intent);
  const file = language === "de" ? de : en;
  if (intent) expect(heard.said).toEqual([file.say[intent as keyof typeof file.say][0]]);
});

describe("what it says", () => {
  it("pretends no feelings", () => {
    const feelings =
      /\b(i feel|i love|i enjoy|i'm happy|i am happy|ich liebe|ich freue mich|ich fühle mich)\b/i;
    for (const { say } of [en, de])
      expect(
        Object.values(say)
          .flat()
          .filter((text) => feelings.test(text)),
      ).toEqual([]);
  });
  it("is short, but where the truth is longer", () => {
    for (const { say } of [en, de]) {
      const long = Object.entries(say).filter(([, forms]) => forms.some((text) => text.length > 260));
      expect(long.map(([name]) => name)).toEqual(["record"]);
    }
  });
});
