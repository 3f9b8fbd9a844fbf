/** What is taken along when a conversation goes to another room: its language and persona, and a question that is open. */
import { describe, expect, it } from "vitest";
import type { Message } from "../../../core/contract/index.ts";
import handoverDe from "../../../skills/handover/de.json" with { type: "json" };
import handoverEn from "../../../skills/handover/en.json" with { type: "json" };
import handover from "../../../skills/handover/index.ts";
import { asker, askerWords } from "./questions/kit.ts";
import { openHome, type } from "./route/home.ts";
import { loudness, type Stage, tone } from "./stage.ts";

const skills = [
  { skill: handover, words: { en: handoverEn, de: handoverDe } },
  { skill: asker, words: askerWords },
];

async function twoRooms(): Promise<Stage> {
  const stage = await openHome({ skills });
  await stage.offer("tts", "tone", tone);
  await stage.offer("vad", "loud", loudness);
  await stage.room("den");
  await stage.room("kitchen");
  return stage;
}

const say = (stage: Stage, site: string, text: string, language = "en") =>
  stage.bus.ask("utterance/handle", { site }, { text, language });
const spokenIn = (stage: Stage, site: string): string =>
  stage.said
    .flatMap((message) => {
      const isIt = message.kind === "reply/finished" && (message.where as { site?: string }).site === site;
      return isIt ? [(message as Message<"reply/finished">).body.text] : [];
    })
    .filter((text) => text !== "")
    .join(" ");
const askedIn = (stage: Stage, site: string) => stage.next("turn/asked", ({ where }) => where.site === site);
const over = (stage: Stage, turn: string) => stage.next("turn/finished", (message) => message.turn === turn);

/** A question waits in the den, and somebody says in the kitchen that it goes on there. */
async function follow(stage: Stage): Promise<string> {
  const { turn } = await say(stage, "den", "bake something");
  await askedIn(stage, "den");
  await say(stage, "kitchen", "continue here");
  await askedIn(stage, "kitchen");
  return turn;
}

describe("the language", () => {
  it.each([
    ["de", "mach in kitchen weiter", /ich bin hier\.$/i],
    ["en", "continue in the kitchen", /I am here\.$/],
  ])("is that of the conversation, and not the persona's first: %s", async (language, text, reply) => {
    await using stage = await twoRooms();
    await say(stage, "den", text, language);
    const next = await stage.next(
      "turn/started",
      ({ where, body }) => where.site === "kitchen" && body.reason === "followUp",
    );
    expect(next.body.language).toBe(language);
    expect(spokenIn(stage, "kitchen")).toMatch(reply);
  });

  it("is that of whoever fetches it", async () => {
    await using stage = await twoRooms();
    await type(stage, "tell me something", "den");
    await say(stage, "kitchen", "mach hier weiter", "de");
    const here = await stage.next("reply/finished", ({ body }) => body.text !== "" && /hier/.test(body.text));
    expect(here.where.site).toBe("kitchen");
  });
});

describe("a question that is open", () => {
  it("is asked and answered where it was fetched to, and what comes of it is said there", async () => {
    await using stage = await twoRooms();
    const turn = await follow(stage);
    await say(stage, "kitchen", "yes");
    expect((await over(stage, turn)).body.outcome).toBe("done");
    await stage.next(
      "reply/finished",
      ({ where, body }) => where.site === "kitchen" && body.text.includes("yes or no"),
    );
    expect(spokenIn(stage, "den")).toBe("Really, cake?");
    expect(spokenIn(stage, "kitchen")).toBe("Really, cake? yes or no: true.");
  });

  it("waits for no answer where it was before", async () => {
    await using stage = await twoRooms();
    await follow(stage);
    await say(stage, "den", "yes");
    await stage.next("intent/missed", ({ where }) => where.site === "den");
  });

  it("goes unanswered where nobody answers it there", async () => {
    await using stage = await twoRooms();
    const turn = await follow(stage);
    expect((await over(stage, turn)).body.outcome).toBe("done");
    await stage.next("reply/finished", ({ body }) => body.text.includes("undefined"));
    expect(spokenIn(stage, "kitchen")).toMatch(/yes or no: undefined\.$/);
  });

  it("ends in both rooms when either is told to stop", async () => {
    await using stage = await twoRooms();
    const turn = await follow(stage);
    await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
    expect((await over(stage, turn)).body.outcome).toBe("cancelled");
  });

  it("is dropped by the command to go elsewhere, which is told there", async () => {
    await using stage = await twoRooms();
    const { turn } = await say(stage, "den", "bake something");
    await askedIn(stage, "den");
    await say(stage, "den", "continue in the kitchen");
    expect((await over(stage, turn)).body.outcome).toBe("done");
    await stage.next("reply/finished", ({ where }) => where.site === "kitchen");
    expect(spokenIn(stage, "kitchen")).toMatch(/dropped my question/);
  });
});
