/** A conversation that goes on in another room, with what was said, done and left unsaid; and one that follows a person. */
import { describe, expect, it } from "vitest";
import handoverDe from "../../../skills/handover/de.json" with { type: "json" };
import handoverEn from "../../../skills/handover/en.json" with { type: "json" };
import handover from "../../../skills/handover/index.ts";
import repeatEn from "../../../skills/repeat/en.json" with { type: "json" };
import repeat from "../../../skills/repeat/index.ts";
import { openHome, type } from "./route/home.ts";
import { type Stage, tone } from "./stage.ts";

const skills = [
  { skill: handover, words: { en: handoverEn, de: handoverDe } },
  { skill: repeat, words: { en: repeatEn } },
];

/** Two rooms with a loudspeaker, and a voice. */
async function twoRooms(): Promise<Stage & { readonly kitchen: Awaited<ReturnType<Stage["room"]>> }> {
  const stage = await openHome({ skills });
  await stage.offer("tts", "tone", tone);
  await stage.room("den");
  return Object.assign(stage, { kitchen: await stage.room("kitchen") });
}
const spokenIn = (stage: Stage, site: string, from = 0): string[] =>
  stage.said.slice(from).flatMap((message) => {
    const isIt = message.kind === "reply/finished" && (message.where as { site?: string }).site === site;
    return isIt ? [(message.body as { text: string }).text] : [];
  });

describe("continue in the kitchen", () => {
  it("says there that it is there, and opens the ear", async () => {
    await using stage = await twoRooms();
    expect((await type(stage, "continue in the kitchen", "den")).reply).toBe("");
    const heard = await stage.next(
      "turn/started",
      ({ where, body }) => where.site === "kitchen" && body.reason === "followUp",
    );
    expect(spokenIn(stage, "kitchen")[0]).toMatch(/here\.$/);
    expect(heard.turn).toBeDefined();
  });

  it("brings along what was done last", async () => {
    await using stage = await twoRooms();
    await type(stage, "turn on the fan", "den");
    expect(await stage.bus.ask("session/move", { site: "den" }, { to: "kitchen" })).toEqual({
      moved: true,
      from: "den",
      to: "kitchen",
    });
    expect((await type(stage, "turn it off again", "kitchen")).matched).toEqual([
      "home/switch off fan by sentences",
    ]);
  });

  it("says there what was left of an answer that was cut", async () => {
    await using stage = await twoRooms();
    const long = "First this. Then that. At last the other.";
    await stage.bus.publish("reply/say", { site: "den" }, { text: long });
    await stage.next("reply/clause", ({ where }) => where.site === "den");
    await stage.bus.publish("listen/start", { site: "den" }, { reason: "button" });
    const { body } = await stage.next("reply/finished", ({ body: { cut } }) => cut !== "none");
    await stage.bus.publish("listen/stop", { site: "den" }, { reason: "cancel" });
    await type(stage, "continue in the kitchen", "den");
    const rest = await stage.next("reply/finished", ({ where }) => where.site === "kitchen");
    expect(body.heard + rest.body.text).toBe(
      body.heard === "" ? long : body.heard + long.slice(body.heard.length).trim(),
    );
  });

  it.each([
    ["a room without a satellite", "continue in the attic", "den", /./],
    ["the room one is in", "continue in the den", "den", /already\.$/],
  ])("does not go to %s", async (_, text, site, reply) => {
    await using stage = await twoRooms();
    expect((await type(stage, text, site)).reply).toMatch(reply);
    expect(spokenIn(stage, "kitchen")).toEqual([]);
  });

  it("is refused where nobody can hear it", async () => {
    await using stage = await twoRooms();
    expect(await stage.bus.ask("session/move", { site: "den" }, { to: "nowhere" })).toEqual({ moved: false });
  });
});

describe("continue here", () => {
  it("fetches what was talked of last elsewhere", async () => {
    await using stage = await twoRooms();
    await type(stage, "turn on the fan", "den");
    await type(stage, "continue here", "kitchen");
    await stage.next(
      "turn/started",
      ({ where, body }) => where.site === "kitchen" && body.reason === "followUp",
    );
    expect((await type(stage, "turn it off again", "kitchen")).matched).toEqual([
      "home/switch off fan by sentences",
    ]);
  });

  it("says so when there is nothing", async () => {
    await using stage = await twoRooms();
    expect((await type(stage, "continue here", "kitchen")).reply).toBe("There is nothing to go on with.");
  });
});

it("goes on with an answer that was interrupted, once", async () => {
  await using stage = await twoRooms();
  expect((await type(stage, "go on", "den")).reply).toMatch(/nothing more|was all/);
});

describe("a person who is known", () => {
  const says = async (stage: Stage, text: string, site: string, person?: string) => {
    const who = person === undefined ? {} : { person };
    const { turn } = await stage.bus.ask("utterance/handle", { site }, { text, speak: false, ...who });
    await stage.next("turn/finished", (message) => message.turn === turn);
    return stage.said.flatMap((message) =>
      message.turn === turn && message.kind === "intent/matched"
        ? [Object.values((message.body as { slots: object }).slots).join(" ")]
        : [],
    );
  };

  it("is followed to another room, and nobody else", async () => {
    await using stage = await twoRooms();
    await says(stage, "turn on the fan", "den", "ada");
    expect(await says(stage, "turn it off again", "kitchen")).toEqual([]);
    expect(await says(stage, "turn it off again", "kitchen", "ada")).toEqual(["fan off"]);
  });

  it("means what they did, not what another did here since", async () => {
    await using stage = await twoRooms();
    await says(stage, "turn on the fan", "den", "ada");
    await says(stage, "turn on the radio", "den", "bob");
    expect(await says(stage, "turn it off again", "den", "ada")).toEqual(["fan off"]);
  });

  it("is kept with the turn", async () => {
    await using stage = await twoRooms();
    await says(stage, "turn on the fan", "den", "ada");
    const { turns } = await stage.bus.ask("history/list", {}, { person: "ada" });
    expect(turns.map(({ record }) => record.text)).toEqual(["turn on the fan"]);
  });
});
