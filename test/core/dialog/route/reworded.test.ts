/** "No, I said bread": free text of the last deed is said anew, where that can be taken back. */
import { expect, it } from "vitest";
import { corrected, reworded } from "../../../../core/dialog/route/correct.ts";
import { shippedSkills } from "../../../skills/words.ts";
import { openStage } from "../stage.ts";
import { type } from "./home.ts";
import { readerOf, shortly } from "./kit.ts";

const skills = (await shippedSkills()).filter(({ name }) => name === "list");

it.each<[string, string, string, string | undefined]>([
  ["en", "add milk to the shopping list", "no, I said bread", "other/add bread"],
  ["en", "add milk to the shopping list", "I meant oat milk please", "other/add oat milk"],
  ["en", "add milk to the shopping list", "I said bread to the shopping list", "other/add bread"],
  ["en", "add milk to the shopping list", "no, I said add bread to the shopping list", "other/add bread"],
  ["en", "add milk to the party list", "no, I said bread", undefined],
  ["en", "add milk to the shopping list", "no, bread", undefined],
  ["en", "add milk to the shopping list", "I said that", undefined],
  ["en", "add milk to the shopping list", "I said turn on the desk lamp", undefined],
  ["en", "add milk to the shopping list", "I said play some jazz", undefined],
  [
    "en",
    "add milk to the shopping list",
    "I said we were going out to eat with all of them tonight",
    undefined,
  ],
  ["en", "set a timer for five minutes", "I said bread", undefined],
  ["en", "remind me to call mum", "no, I said call dad", "reminder/set call dad"],
  ["en", "remind me to call mum", "no, I said what time is it", "reminder/set what time is it"],
  ["en", "remind me to call mum", "no, I said turn on the desk lamp", undefined],
  ["de", "setz milch auf die einkaufsliste", "nein, ich meinte Brot", "other/add Brot"],
  [
    "de",
    "erinnere mich daran dass ich esse",
    "ich sagte daran dass ich trinke",
    "reminder/set dass ich trinke",
  ],
])("%s: %s … %s", (language, before, text, wanted) => {
  const reader = readerOf(language);
  const last = reader.find(before);
  const found = last && (corrected(reader, text, last) ?? reworded(reader, text, last));
  expect(found && shortly(found)).toBe(wanted);
});

it.each<[string, readonly string[], string]>([
  ["takes the place of the old", ["add milk to the shopping list", "no, I said bread"], "bread"],
  [
    "reaches behind a question",
    ["add milk to the shopping list", "what's on the shopping list", "I said bread"],
    "bread",
  ],
  [
    "does not reach behind another deed",
    ["add milk to the list", "add eggs to the list", "I said bread"],
    "milk and bread",
  ],
  ["is nothing where nothing can be taken back", ["is milk on the shopping list", "no, I said bread"], ""],
])("what is said anew %s", async (_, texts, wanted) => {
  await using stage = await openStage({ skills });
  for (const text of texts) await type(stage, text);
  const { reply } = await type(stage, "what's on the shopping list");
  expect(reply).toMatch(wanted === "" ? /empty|nothing/i : new RegExp(`${wanted}\\.$`));
});
