/** News: headlines from real feeds of a local server, what comes next, and feeds that mean harm. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import de from "../../skills/news/de.json" with { type: "json" };
import en from "../../skills/news/en.json" with { type: "json" };
import { read } from "../../skills/news/feeds.ts";
import skill from "../../skills/news/index.ts";
import { cut, plain, sentence } from "../../skills/news/text.ts";
import { houseFor, type TestHouse } from "../kit/house-for.ts";

const words = { en, de };

const item = (title: string, more = ""): string => `<item><title>${title}</title>${more}</item>`;
const rss = (...items: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>T</title>${items.join("")}</channel></rss>`;
const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "${"&a;".repeat(99)}"><!ENTITY c "${"&b;".repeat(99)}"><!ENTITY d "${"&c;".repeat(99)}">]><rss version="2.0"><channel><item><title>&d;</title></item></channel></rss>`;

const pages: Readonly<Record<string, string>> = {
  "/town": rss(
    item(
      "Bridge &amp; tunnel open",
      "<description><![CDATA[<p>The <b>old</b> bridge opened.</p><script>alert(1)</script>]]></description>",
    ),
    item("Mayor says &quot;no&quot;"),
    item("Rain again"),
    item("Fifth street closed"),
    item("Last one of the town"),
    item("Rain again"),
  ),
  "/world": `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>W</title>
    <entry><title type="html">Peace &lt;i&gt;talks&lt;/i&gt;</title><summary>They talk.</summary></entry>
    <entry><title>Rain in Spain</title><content type="html">&lt;p&gt;It &amp;amp; fell. https://example.org/x&lt;/p&gt;</content></entry></feed>`,
  "/json":
    '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","content_text":"Body","title":"Json head"}]}',
  "/deutsch": rss(item("Schnee in M&#252;nchen", "<description>Es schneit.</description>")),
  "/empty": rss(),
  "/html": "<html><body>hello</body></html>",
  "/bomb": bomb,
  "/deep": `<rss version="2.0"><channel><item>${"<a>".repeat(90_000)}`,
  "/many": rss(...Array.from({ length: 9000 }, (_, at) => item(`Head ${at}`))),
  "/huge": rss(item("x".repeat(1_000_000))),
  "/signs": rss(item(`${"&lt;".repeat(1000)}${"&amp;".repeat(20_000)}`)),
};
const server = createServer((request, response) => {
  const page = pages[request.url ?? ""];
  if (page === undefined) response.writeHead(404).end();
  else response.writeHead(200, { "content-type": "application/rss+xml" }).end(page);
});
let base = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const open = (paths: readonly string[], language = "en", headlines = 2): Promise<TestHouse> => {
  const feeds = paths.map((path) => {
    const tongue = path === "deutsch" ? { language: "de" } : {};
    return { name: `${path[0]?.toUpperCase()}${path.slice(1)} News`, url: `${base}/${path}`, ...tongue };
  });
  return houseFor(skill, words, { language, options: { feeds, headlines } });
};

it.each<[string, string, string | null, string]>([
  ["en", "What's the news?", "headlines", "Town News: Bridge & tunnel open. World News: Peace talks."],
  ["en", "read me the headlines", "headlines", "Town News: Bridge & tunnel open. World News: Peace talks."],
  ["en", "what's on the news", "headlines", "Town News: Bridge & tunnel open. World News: Peace talks."],
  ["en", "any news today", "headlines", "Town News: Bridge & tunnel open. World News: Peace talks."],
  [
    "en",
    "what's happening in the world",
    "headlines",
    "Town News: Bridge & tunnel open. World News: Peace talks.",
  ],
  ["en", "news from the town news", "source", 'Town News: Bridge & tunnel open. Mayor says "no".'],
  ["en", "what's the latest news from World", "source", "World News: Peace talks. Rain in Spain."],
  [
    "en",
    "news from the moon",
    "source",
    "I have no news source called moon. I have Town News, World News, and Deutsch News.",
  ],
  ["en", "what's the news about rain", "topic", "World News: Rain in Spain. Town News: Rain again."],
  ["en", "is there any news about whales", "topic", "None of the headlines is about whales."],
  ["en", "more news", "more", "I haven't read any news here lately. Ask: what's the news?"],
  [
    "en",
    "tell me more about the second",
    "detail",
    "I haven't read any news here lately. Ask: what's the news?",
  ],
  [
    "en",
    "which news sources do you have",
    "sources",
    "I read news from Town News, World News, and Deutsch News.",
  ],
  ["en", "what is new york", null, ""],
  ["de", "Was gibt es Neues?", "headlines", "Town News: Bridge & tunnel open. World News: Peace talks."],
  [
    "de",
    "Lies mir die Nachrichten vor",
    "headlines",
    "Town News: Bridge & tunnel open. World News: Peace talks.",
  ],
  ["de", "Nachrichten von Deutsch", "source", "Deutsch News: Schnee in München."],
  ["de", "Was schreibt die World?", "source", "World News: Peace talks. Rain in Spain."],
  ["de", "Gibt es Nachrichten über Schnee?", "topic", "Deutsch News: Schnee in München."],
  [
    "de",
    "Mehr Nachrichten",
    "more",
    "Ich habe hier in letzter Zeit keine Nachrichten vorgelesen. Frag: Was gibt es Neues?",
  ],
  [
    "de",
    "Welche Nachrichtenquellen hast du?",
    "sources",
    "Ich lese Nachrichten von Town News, World News und Deutsch News vor.",
  ],
])("%s: %s", async (language, sentence, intent, answer) => {
  await using house = await open(["town", "world", "deutsch"], language);
  const heard = await house.hear(sentence);
  expect({ intent: heard.intent, said: heard.said.join(" ") }).toEqual({ intent, said: answer });
});

describe("a round of news", () => {
  it("goes on, says more of one, and ends", async () => {
    await using house = await open(["town"]);
    const say = async (text: string): Promise<string> => (await house.hear(text)).said.join(" ");
    await say("what's the news");
    expect(await say("tell me more about the first")).toBe("Bridge & tunnel open. The old bridge opened.");
    expect(await say("read me the second one")).toBe('Mayor says "no". The source says no more about it.');
    expect(await say("tell me more about the fourth headline")).toBe(
      "I read out 2 headlines. Which one do you mean?",
    );
    expect(await say("more news")).toBe("Town News: Rain again. Fifth street closed.");
    await house.restart();
    expect(await say("more headlines")).toBe("Town News: Last one of the town.");
    expect(await say("more about the last one")).toMatch(/^Last one of the town/);
    expect(await say("more news")).toBe("That was all the news I have.");
    await house.advance(3_600_000);
    expect(await say("more news")).toMatch(/^I haven't read any news/);
  });
  it("understands the other formats", async () => {
    await using house = await open(["world", "json"], "en", 4);
    expect((await house.hear("what's the news")).said).toEqual([
      "World News: Peace talks.",
      "Json News: Json head.",
      "World News: Rain in Spain.",
    ]);
    expect((await house.hear("tell me more about the third")).said).toEqual(["Rain in Spain. It & fell."]);
    expect((await house.hear("tell me more about number 2")).said).toEqual(["Json head. Body."]);
  });
});

describe("when it goes wrong", () => {
  it("says how to set news up", async () => {
    await using house = await houseFor(skill, words);
    const said = ["No news sources are set up. Add some to the feeds of the news skill in the settings."];
    expect((await house.hear("what's the news")).said).toEqual(said);
    expect((await house.hear("news from the moon")).said).toEqual(said);
  });
  it("reads what is there, and names what is not", async () => {
    await using house = await open(["missing", "town", "html"], "en", 1);
    expect((await house.hear("what's the news")).said).toEqual([
      "Town News: Bridge & tunnel open.",
      "I couldn't read the news from Missing News and Html News.",
    ]);
  });
  it("says so when there is nothing, and no network", async () => {
    await using house = await open(["empty"]);
    expect((await house.hear("what's the news")).said).toEqual(["There is nothing in the news right now."]);
    const feeds = [{ name: "Gone", url: "http://127.0.0.1:9/" }];
    await using away = await houseFor(skill, words, { options: { feeds } });
    const said = ["I can't reach any news source. Perhaps there is no internet right now."];
    expect((await away.hear("what's the news")).said).toEqual(said);
  });
  it.each(["bomb", "deep", "huge"])("a hostile feed does no harm: %s", async (path) => {
    await using house = await open([path, "town"], "en", 1);
    const { said, outcome } = await house.hear("news from town");
    expect({ said, outcome }).toEqual({ said: ["Town News: Bridge & tunnel open."], outcome: "done" });
    const all = await house.hear("what's the news");
    expect(all.outcome).toBe("done");
    expect(all.said.join("").length).toBeLessThan(400);
  });
  it("takes twenty items and no endless ones", () => {
    expect(read(pages["/many"] ?? "", "x")).toHaveLength(20);
    const [signs] = read(pages["/signs"] ?? "", "x");
    expect((signs?.title ?? "").length).toBeLessThan(300);
    expect(() => read(pages["/html"] ?? "", "x")).toThrow(
      expect.objectContaining({ code: "SERVICE_FAILED" }),
    );
  });
});

describe("words of a feed", () => {
  it.each([
    ["<p>One.</p><p>Two.</p>", "One. Two."],
    ["a<b>b</b>c", "abc"],
    ["&lt;p&gt;twice&lt;/p&gt;", "twice"],
    ["K&ouml;ln &#8211; &#x41;&#0;&#xD800;&nope;", "Köln – A"],
    ["see https://example.org/a?b=c now", "see now"],
    ["<style>p{}</style>x<!-- y -->", "x"],
    ["<script>never closed", ""],
  ])("%s", (markup, text) => expect(plain(markup)).toBe(text));
  it("are cut at a sentence or a word, and end with a sign", () => {
    expect(cut("One is here. Two is not here.", 20)).toBe("One is here.");
    expect(cut("no sentence in all of this", 12)).toBe("no sentence …");
    expect(sentence("Open")).toBe("Open.");
    expect(sentence("Open?")).toBe("Open?");
  });
  it("never hold markup, whatever comes", () => {
    const bit = fc.constantFrom(
      "<p>",
      "</",
      ">",
      "&lt;",
      "&amp;",
      "script",
      "<script>",
      "<!--",
      "-->",
      "a",
      " ",
      "&#60;",
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 60 }), (bits) => {
        expect(plain(bits.join(""))).not.toMatch(/[<>]/);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void plain(text)));
  });
});
