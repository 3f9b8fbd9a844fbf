/** Every turn that ends leaves a trace on the bus, and the last ones can be asked for. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defineSkill, type Message, type SkillContext } from "../../../../core/contract/index.ts";
import { hears, loudness, openStage, type Stage, tone } from "../stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.offer("vad", "loudness", loudness);
  await stage.offer("stt", "ears", hears("turn on the lamp"));
  await stage.offer("tts", "tone", tone);
});
afterAll(() => stage[Symbol.asyncDispose]());

function traced(reason: string): Promise<Message<"turn/traced">> {
  return new Promise((resolve) => {
    void stage.bus.on("turn/traced", {}, (message) => {
      if (message.body.reason === reason) resolve(message);
    });
  });
}

describe("the trace of a turn", () => {
  it("by voice: from the ear to the first sound, in the order of the hub's clock, without a word of it", async () => {
    const over = traced("button");
    const room = await stage.room("kitchen");
    await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button", stream: room.stream });
    await room.open();
    await room.speak(10, true);
    await room.speak(12, false);
    const { body, turn } = await over;
    const names = body.stages.map(({ stage: name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "waited",
        "ear open",
        "vad asked",
        "speech",
        "pause",
        "stt asked",
        "endpoint",
        "transcript",
        "route whole",
        "matched",
        "skill lamp",
        "reply text",
        "voice asked",
        "first sound sent",
        "first sound played",
        "speaking",
      ]),
    );
    expect(body).toMatchObject({ turn, site: "kitchen", outcome: "done", dropped: 0 });
    expect(body.stages.every(({ from, to = from }) => from >= body.from && to <= body.to)).toBe(true);
    expect(body.stages.find(({ stage: name }) => name === "endpoint")?.note).toMatch(/^(grammar|silence)$/);
    expect(JSON.stringify(body)).not.toMatch(/turn on|The lamp is on/);
  });

  it.each<[string, number | undefined, string | undefined]>([
    ["say one", undefined, undefined],
    ["say three", expect.any(Number), "3 pieces"],
  ])("%s: the answer's text is one stage", async (text, to, note) => {
    const skill = defineSkill({
      name: "counter",
      about: "Says something in pieces.",
      intents: Object.fromEntries(
        [1, 3].map((count) => [
          `say-${count}`,
          {
            about: "Says so many pieces.",
            slots: {},
            async run({ say }: SkillContext) {
              for (let piece = 0; piece < count; piece++) await say("piece");
            },
          },
        ]),
      ),
    });
    const hear = { "say-1": ["say one"], "say-3": ["say three"] };
    await using house = await openStage({
      skills: [{ skill, words: { en: { hear, say: { piece: ["Piece."] } } } }],
    });
    const over = new Promise<Message<"turn/traced">>((resolve) => {
      void house.bus.on("turn/traced", {}, resolve);
    });
    await house.bus.ask("utterance/handle", { site: "den" }, { text, speak: false });
    const { body } = await over;
    const all = body.stages.filter(({ stage: name }) => name === "reply text");
    expect(all.map((one) => [one.to, one.note])).toEqual([[to, note]]);
  });

  it("of a turn that was cancelled has what was done until then", async () => {
    const over = traced("text");
    await stage.bus.ask("utterance/handle", { site: "den" }, { text: "wait for ever", speak: false });
    await stage.next("intent/matched", ({ body }) => body.intent === "hang");
    await stage.bus.publish("listen/start", { site: "den" }, { reason: "button" });
    const { body } = await over;
    expect(body).toMatchObject({ outcome: "cancelled", code: "CANCELLED", site: "den" });
    expect(body.stages.map(({ stage: name }) => name)).toContain("skill lamp");
  });

  it("is answered by its id, by the end of it, and by default the last one", async () => {
    const { turns } = await stage.bus.ask("trace/list", {}, { site: "kitchen" });
    const [last] = turns;
    expect(last).toMatchObject({ site: "kitchen", outcome: "done", reason: "button" });
    const ask = async (body: { turn?: string; site?: string }) =>
      (await stage.bus.ask("trace/show", {}, body)).trace;
    const whole = await ask({ turn: last?.turn ?? "" });
    expect(whole?.stages.length).toBeGreaterThan(8);
    expect(await ask({ turn: last?.turn.slice(-8) ?? "" })).toEqual(whole);
    expect(await ask({ site: "kitchen" })).toEqual(whole);
    expect(await ask({ turn: "no-such-turn" })).toBeUndefined();
  });
});
