/** Which of several lists is meant: it is asked where none was named, and nothing else waits meanwhile. */
import { describe, expect, it } from "vitest";
import de from "../../skills/list/de.json" with { type: "json" };
import en from "../../skills/list/en.json" with { type: "json" };
import list from "../../skills/list/index.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { talk } from "./talk.ts";

const open = (options: HouseOptions = {}): Promise<TestHouse> => houseFor(list, { en, de }, options);

describe("several lists that fit", () => {
  const filled: Readonly<Record<string, readonly string[]>> = {
    en: ["add milk to the shopping list", "create a camping list", "add milk and a tent to the camping list"],
    de: [
      "setz Milch auf die Einkaufsliste",
      "erstelle eine Packliste",
      "setz Milch und Seife auf die Packliste",
    ],
  };
  const openFilled = async (language: string): Promise<TestHouse> => {
    const house = await open({ language });
    await talk(house, filled[language] ?? []);
    return house;
  };

  it.each([
    ["en", "strike milk", "the camping one", /milk .*camping list/i],
    ["en", "strike milk", "the first one", /milk .*list/i],
    ["en", "tick off milk", "shopping", /shopping list/i],
    ["en", "clear the list", "the camping list", /camping list/i],
    ["de", "streich Milch", "von der Einkaufsliste", /Einkaufsliste/],
    ["de", "hak Milch ab", "die Packliste", /noch 1 offen/],
    ["de", "leere die Liste", "die zweite", /iste/],
  ])("%s: %s: asks which, and %s answers it", async (language, sentence, answer, said) => {
    await using house = await openFilled(language);
    expect((await house.say(sentence)).outcome).toBe("asked");
    expect(house.asked()?.choices).toHaveLength(2);
    const heard = await house.say(answer);
    expect(heard.outcome).toBe("done");
    expect(heard.said.join(" ")).toMatch(said);
  });

  it("is not asked about where only one has it, or one was named", async () => {
    await using house = await openFilled("en");
    expect((await house.say("strike the tent")).said.join(" ")).toMatch(/camping list/);
    expect((await house.say("remove milk from the camping list")).said.join(" ")).toMatch(/camping list/);
    expect((await house.say("strike milk")).said.join(" ")).toMatch(/shopping list/);
  });

  it("stays as it is where nobody says which, and another room is not kept waiting", async () => {
    await using house = await openFilled("en");
    await house.say("strike milk");
    await house.run("add", { items: "bread", kind: "shopping" });
    expect(await house.silence()).toMatchObject({ outcome: "done", said: [] });
    expect((await house.hear("what is on the shopping list")).said.join(" ")).toMatch(/milk.*bread/i);
  });
});
