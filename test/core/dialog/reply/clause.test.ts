/** Clauses of an answer with feeling: what each is said with, and what is written down. */
import { describe, expect, it } from "vitest";
import { createManners, mannersOf, textOf } from "../../../../core/dialog/reply/clause.ts";
import { bodies, letters, openRoom } from "./room.ts";

const english = { language: "en" };
const said = (text: string, more: object = {}) => ({ text, language: "en", ...more });

describe("marks of feeling", () => {
  it.each<[string, object, object[]]>([
    [
      "[friendly] Hello. Well.",
      {},
      [said("Hello. ", { emotion: "friendly" }), said("Well.", { emotion: "friendly" })],
    ],
    ["I am [excited] so happy.", {}, [said("I am "), said("so happy.", { emotion: "excited" })]],
    ["[slow] One. [/] Two.", {}, [said("One. ", { speed: 0.85 }), said("Two.")]],
    ["[slow] One.", { speed: 2 }, [said("One.", { speed: 1.7 })]],
    ["[very-fast] One.", { speed: 4 }, [said("One.", { speed: 4 })]],
    [
      "One. [sad] Two.",
      { emotion: "calm" },
      [said("One. ", { emotion: "calm" }), said("Two.", { emotion: "sad" })],
    ],
    ["Ha. [laugh]", {}, [said("Ha. [laugh]")]],
    ["[laugh]\nHa.", {}, [said("[laugh] Ha.")]],
    ["[laugh]", {}, [said("[laugh]")]],
    ["[sad]", {}, []],
    ["Hello[/]!", { emotion: "sad" }, [said("Hello!", { emotion: "sad" })]],
  ])("%j with %j", (text, part, manners) => {
    const found = mannersOf({ text, ...part }, english, true);
    expect(found.map((one) => ({ ...one, text: one.text.trimStart() }))).toEqual(manners);
  });

  it("hold on in the next part of an answer, until they are ended", () => {
    const cut = createManners({ language: "en" });
    const feelings = ["One.", "[happy] Two.", "Three.", "[/] Four."].map(
      (text, index) => cut({ text }, index === 0)[0]?.emotion,
    );
    expect(feelings).toEqual([undefined, "happy", "happy", undefined]);
  });

  it("are not in the words of an answer", () => {
    const clauses = mannersOf({ text: "[calm] Well. [sigh] So be it. [laugh]" }, english, true);
    expect(textOf(clauses)).toBe("Well. So be it.");
  });
});

describe("an answer with feeling", () => {
  const text = "[happy] Hello there. [laugh] [slow] It is late.";
  const plain = "Hello there. It is late.";

  it("is told and written without marks, and said by a voice that has them with its sounds", async () => {
    await using room = await openRoom(20);
    const given: object[] = [];
    const made = letters(1000);
    await room.offer("first", {
      ...made,
      traits: { emotions: ["happy"], sounds: ["laugh"] },
      async *speak(words, { emotion, speed, ...asked }) {
        const noted = async function* () {
          for await (const one of words) {
            given.push({ text: one.trim(), emotion, speed });
            yield one;
          }
        };
        yield* made.speak(noted(), { ...asked, speed });
      },
    });
    const reply = room.open();
    reply.say({ text });
    expect(await reply.finish()).toMatchObject({ text: plain, heard: plain, cut: "none" });
    expect(given).toEqual([
      { text: "Hello there. [laugh]", emotion: "happy", speed: 1 },
      { text: "It is late.", emotion: "happy", speed: 0.85 },
    ]);
    expect(bodies(room, "reply/clause").map((clause) => clause.text.trim())).toEqual([
      "Hello there.",
      "It is late.",
    ]);
  });

  it("is said faster or slower by a voice that has no emotions, and never with a mark", async () => {
    await using room = await openRoom(20);
    const given: object[] = [];
    const made = letters(1000);
    await room.offer("first", {
      ...made,
      async *speak(words, asked) {
        given.push({ emotion: asked.emotion, speed: Math.round(asked.speed * 100) / 100 });
        yield* made.speak(words, asked);
      },
    });
    const reply = room.open({ order: () => ({ links: [{ plugin: "first" }], last: [], tone: "calm" }) });
    reply.say({ text: "One. [sad] Two. [laugh]" });
    await reply.finish();
    expect(given).toEqual([
      { emotion: undefined, speed: 0.9 },
      { emotion: undefined, speed: 0.85 },
    ]);
    expect(room.played.filter((value) => value !== 0)).toHaveLength("One.".length + "Two.".length);
  });

  it("is only written where nobody hears it", async () => {
    await using room = await openRoom(20);
    const reply = room.open({ aloud: false });
    reply.say({ text });
    expect(await reply.finish()).toMatchObject({ text: plain, heard: plain });
    expect(bodies(room, "reply/finished")[0]).toMatchObject({ text: plain, heard: plain });
  });
});
