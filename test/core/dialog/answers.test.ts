/** Answers at their edges: no voice for the language, nothing to say, two at once, and what stays on the bus. */
import { describe, expect, it } from "vitest";
import type { Messages } from "../../../core/contract/index.ts";
import { openStage, type Stage, tone } from "./stage.ts";

const say = (stage: Stage, text: string, language?: string) =>
  stage.bus.publish("reply/say", { site: "hall" }, { text, ...(language === undefined ? {} : { language }) });

describe("an answer", () => {
  it("in a language without a voice ends, and says that it was not heard", async () => {
    await using stage = await openStage();
    await stage.offer("tts", "tts", tone);
    await stage.room("hall");
    await say(stage, "Bonjour.", "fr");
    expect((await stage.next("reply/finished")).body).toMatchObject({ cut: "fault", heard: "", seconds: 0 });
    await stage.next("turn/finished");
  });

  it("of nothing but blanks ends without a word", async () => {
    await using stage = await openStage();
    await stage.offer("tts", "tts", tone);
    await stage.room("hall");
    await say(stage, "  ");
    expect((await stage.next("turn/finished")).body.outcome).toBe("done");
    expect(stage.said.some(({ kind }) => kind === "reply/finished")).toBe(false);
  });

  it("longer than a message still ends its turn", async () => {
    await using stage = await openStage();
    const { turn } = await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "wait for ever" });
    await stage.next("intent/matched");
    for (let part = 0; part < 3; part++) {
      await stage.bus.publish("reply/say", { site: "desk" }, { text: "word ".repeat(2000) }, { turn });
    }
    expect((await stage.next("reply/finished")).body.text.length).toBe(16_384);
    await stage.next("turn/finished");
  });

  it("to each of two who asked at once is given in turn", async () => {
    await using stage = await openStage();
    const ask = () => stage.bus.ask("utterance/handle", { site: "desk" }, { text: "turn on the lamp" });
    const turns = await Promise.all([ask(), ask()]);
    for (const { turn } of turns) await stage.next("turn/finished", (message) => message.turn === turn);
    const kinds = stage.said.flatMap(({ kind }) => (/^turn.(started|finished)$/.test(kind) ? [kind] : []));
    expect(kinds).toEqual(["turn/started", "turn/finished", "turn/started", "turn/finished"]);
  });
});

describe("what is kept on the bus of a room", () => {
  it("is nothing once the room is gone, even in the middle of a turn", async () => {
    await using stage = await openStage();
    const room = await stage.room("hall", true);
    await stage.bus.ask("utterance/handle", { site: "hall" }, { text: "wait for ever" });
    await stage.next("intent/matched");
    await room.leave();
    await stage.next("turn/finished");
    await expect.poll(() => kept(stage)).toEqual([]);
  });

  it("is that it rests, when its turn is over", async () => {
    await using stage = await openStage();
    await stage.room("hall");
    await stage.bus.ask("utterance/handle", { site: "hall" }, { text: "turn on the lamp", speak: false });
    await stage.next("turn/finished");
    await expect.poll(() => kept(stage)).toEqual(["idle"]);
  });
});

async function kept(stage: Stage): Promise<Messages["session/state"]["phase"][]> {
  const phases: Messages["session/state"]["phase"][] = [];
  await using _ear = await stage.bus.on("session/state", {}, ({ body }) => void phases.push(body.phase));
  await new Promise((resolve) => setTimeout(resolve, 10));
  return phases;
}
