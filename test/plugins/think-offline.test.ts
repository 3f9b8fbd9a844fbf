/** think-offline: what stands in the files it knows, all else it leaves to others. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entriesOf } from "../../plugins/think-offline/entries.ts";
import plugin from "../../plugins/think-offline/index.ts";
import { hostFor } from "../kit/host.ts";
import { testLog } from "../kit/log.ts";
import { tempFolder } from "../kit/small.ts";
import { thinkerOf, thinkThrough } from "../kit/think.ts";

const files = {
  "house.md": `# Stopcock (main tap, water main)

The **stopcock** is in the [cellar](http://x), behind the boiler.

It was renewed in 2019.

## Router

- Restart it with the button at its back.
`,
  "wifi password.txt": "The password for guests is rain-on-the-roof.",
  "sky.json": JSON.stringify({ Mars: "Mars is the fourth planet from the sun." }),
  "sub/list.json": JSON.stringify([{ title: "Aunt Emma", text: "Emma is Ann's aunt.", also: ["Emmy"] }]),
  "haus.de.md":
    "# Absperrhahn (Hauptwasserhahn)\nDer Absperrhahn ist im Keller.\n# Kühlschrank\nEr ist von Liebherr.",
  "maison.fr.txt": "Le compteur est dans l'entrée.",
  "家.ja.json": JSON.stringify({ 止水栓: "止水栓は地下室にあります。", 家の鍵: "鍵は玄関にあります。" }),
  "家.zh.json": JSON.stringify({ 路由器: "路由器在书房。" }),
  "집.ko.json": JSON.stringify({ 공유기: "공유기는 서재에 있습니다.", 고양이: "고양이 이름은 나비입니다." }),
  "дом.ru.json": JSON.stringify({ Счётчик: "Счётчик стоит в подвале." }),
  "घर.hi.json": JSON.stringify({ राउटर: "राउटर बैठक में है।" }),
  ".hidden.md": "# Secret\nNot for anybody.",
  "picture.png": "none",
};

async function stage(written: Readonly<Record<string, string>>, options: object = {}) {
  const folder = tempFolder();
  const write = async (more: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(more)) {
      await mkdir(dirname(join(folder.path, path)), { recursive: true });
      await writeFile(join(folder.path, path), text);
    }
  };
  await write(written);
  const troubles: object[] = [];
  const log = { ...testLog("x"), warn: (_: string, facts?: object) => void troubles.push(facts ?? {}) };
  const hosted = await hostFor(plugin, { folder: folder.path, ...options }, { log });
  return {
    folder: folder.path,
    write,
    troubles,
    ask: async (text: string, language = "en", more: object = {}) => {
      const messages = [
        { role: "system" as const, text: "Be brief." },
        { role: "user" as const, text },
      ];
      return (await thinkThrough(thinkerOf(hosted), { messages, language, ...more })).text;
    },
    hosted,
    async [Symbol.asyncDispose]() {
      await hosted[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const tap = "The stopcock is in the cellar, behind the boiler.";
/** Somebody else may know. */
const dunno = "";

describe("think-offline", () => {
  it.each([
    ["What is a stopcock?", "en", tap],
    ["Where's the main tap?", "en", tap],
    ["where is the water main", "en-GB", tap],
    ["Was the stopcock renewed in 2019?", "en", tap],
    ["Tell me about the router.", "en", "Restart it with the button at its back."],
    ["How do I restart the router?", "en", "Restart it with the button at its back."],
    ["What is the wifi password?", "en", "The password for guests is rain-on-the-roof."],
    ["What is Mars?", "en", "Mars is the fourth planet from the sun."],
    ["Who is Emmy?", "en", "Emma is Ann's aunt."],
    ["Wo ist der Absperrhahn?", "de", "Der Absperrhahn ist im Keller."],
    ["Was für ein Kuehlschrank ist das?", "de", dunno],
    ["Was ist das für ein Kühlschrank?", "de-AT", "Er ist von Liebherr."],
    ["Wo sind die Absperrhähne?", "de", dunno],
    ["Où est la maison ?", "fr", "Le compteur est dans l'entrée."],
    ["止水栓とは何ですか？", "ja", "止水栓は地下室にあります。"],
    ["家の鍵はどこですか", "ja", "鍵は玄関にあります。"],
    ["路由器在哪里？", "zh", "路由器在书房。"],
    ["공유기는 어디에 있어요?", "ko", "공유기는 서재에 있습니다."],
    ["고양이가 누구예요?", "ko", "고양이 이름은 나비입니다."],
    ["Где находится счетчик?", "ru", "Счётчик стоит в подвале."],
    ["राउटर कहाँ है?", "hi", "राउटर बैठक में है।"],
  ])("answers %s (%s)", async (question, language, answer) => {
    await using made = await stage(files);
    expect(await made.ask(question, language)).toBe(answer);
  });

  it.each([
    ["What is a quark?", "en"],
    ["How much is a stopcock?", "en"],
    ["What is the weather on Mars?", "en"],
    ["Who built the router?", "en"],
    ["What is in the cellar?", "en"],
    ["What is Absperrhahn?", "en"],
    ["What is secret?", "en"],
    ["What is it?", "en"],
    ["", "en"],
    ['" OR names:*', "en"],
    ["Was ist ein Quark?", "de"],
    ["¿Qué es un quark?", "es"],
    ["Mitä on kvarkki?", "fi"],
  ])("leaves to others what it does not know: %s (%s)", async (question, language) => {
    await using made = await stage(files);
    expect(await made.ask(question, language)).toBe(dunno);
  });

  it("knows what was written, changed and removed meanwhile", async () => {
    await using made = await stage({});
    expect(await made.ask("What is Mars?")).toBe(dunno);
    await made.write({ "sky.json": JSON.stringify({ Mars: "A planet." }) });
    expect(await made.ask("What is Mars?")).toBe("A planet.");
    await made.write({ "sky.json": JSON.stringify({ Mars: "A red planet." }) });
    expect(await made.ask("What is Mars?")).toBe("A red planet.");
    await rm(join(made.folder, "sky.json"));
    expect(await made.ask("What is Mars?")).toBe(dunno);
  });

  it("tells of files that it cannot read, and knows the others", async () => {
    await using made = await stage({
      "broken.json": "{",
      "wrong.json": '[{"title": 1}]',
      "sky.json": '{"Mars": "A planet."}',
    });
    expect(made.troubles).toHaveLength(2);
    expect(await made.ask("What is Mars?")).toBe("A planet.");
    expect(made.troubles).toHaveLength(2);
  });

  it("ends with a sentence", async () => {
    const text = "One sentence of some words. Another sentence of some words. And a third one.";
    await using made = await stage({ "thing.txt": text }, { longest: 60 });
    expect(await made.ask("thing")).toBe("One sentence of some words. Another sentence of some words.");
    expect(await made.ask("thing", "en", { maxTokens: 10 })).toBe("One sentence of some words.");
    await made.write({ "thing.txt": "word ".repeat(100) });
    expect(await made.ask("thing")).toMatch(/^(word ){10,}word…$/);
  });

  it("ends without a word where it does not know, and uses no tokens", async () => {
    await using made = await stage({});
    const { text, usage, stop } = await thinkThrough(thinkerOf(made.hosted));
    expect({ text, usage, stop }).toEqual({
      text: "",
      usage: { type: "usage", input: 0, output: 0, model: "none", cost: 0 },
      stop: "refused",
    });
  });

  it("never says what stands in no file", async () => {
    await using made = await stage(files);
    const known = new Set(
      Object.entries(files).flatMap(([path, text]) => {
        try {
          return entriesOf(path, text).map((entry) => entry.text.split("\n\n")[0]);
        } catch {
          return [];
        }
      }),
    );
    const word = fc.constantFrom(
      "what",
      "is",
      "the",
      "stopcock",
      "router",
      "Mars",
      "cellar",
      '"',
      "*",
      "NEAR(",
      "2019",
      "Emma",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 6 }),
        async (words) => {
          const said = await made.ask(words.join(" "));
          expect(said === dunno || known.has(said)).toBe(true);
        },
      ),
    );
  });
});
