/** Questions of skills in a room, on a real bus: spoken and answered, typed, asked again, given up, cut, and bounded. */
import { describe, expect, it } from "vitest";
import type { Message } from "../../../../core/contract/index.ts";
import { loudness, openStage, type Stage, tone } from "../stage.ts";
import { asker, askerWords, hearsInTurn } from "./kit.ts";

async function openHall(...words: string[]) {
  const stage = await openStage({ skills: [{ skill: asker, words: askerWords }], noSpeech: 1500 });
  await stage.offer("tts", "tts", tone);
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", hearsInTurn(...words));
  const room = await stage.room("hall");
  return { stage, room, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
}
type Hall = Awaited<ReturnType<typeof openHall>>;

const saidIn = (stage: Stage): string[] =>
  stage.said.flatMap((message) =>
    message.kind === "reply/finished" ? [(message as Message<"reply/finished">).body.text] : [],
  );

/** Somebody says something, and answers each question that comes. */
async function talk({ stage, room }: Hall, questions: number): Promise<void> {
  await stage.bus.publish("listen/start", { site: "hall" }, { reason: "button", stream: room.stream });
  await room.open();
  await room.speak(8, true);
  await room.speak(12, false);
  for (let asked = 1; asked <= questions; asked++) {
    await stage.nth("turn/asked", asked);
    await room.speak(6, true);
    await room.speak(12, false);
  }
}

describe("a question that is spoken", () => {
  it.each([
    ["with yes", "bake something", "Yes.", "Really, cake? yes or no: true."],
    ["with no", "bake something", "no thanks", "Really, cake? yes or no: false."],
    ["with a choice", "pick something", "the second one", "Which one: frying pan and oven? choice: oven."],
    ["with words", "note something", "buy milk", "What is it? words: buy milk."],
    ["with never mind", "note something", "never mind", "What is it? Okay. words: undefined."],
  ])("is answered %s without a wake word", async (_, command, answer, whole) => {
    await using hall = await openHall(command, answer);
    await talk(hall, 1);
    const { body } = await hall.stage.next("turn/finished");
    expect(body.outcome).toBe("done");
    expect(saidIn(hall.stage).join(" ").replace("All right.", "Okay.")).toBe(whole);
    expect(hall.stage.said.filter(({ kind }) => kind === "turn/started")).toHaveLength(1);
    const heard = hall.stage.said.filter(({ kind }) => kind === "transcript/final");
    expect(heard.map(({ body }) => (body as { text: string }).text)).toEqual([command, answer]);
  });

  it("is asked only when it was heard, and says until when the ear is open", async () => {
    await using hall = await openHall("bake something", "yes");
    await talk(hall, 1);
    await hall.stage.next("turn/finished");
    const order = hall.stage.said
      .map(({ kind }) => kind)
      .filter((kind) => /^(reply.finished|turn.asked)$/.test(kind));
    expect(order).toEqual(["reply/finished", "turn/asked", "reply/finished"]);
    const open = hall.stage.said.filter(
      (message) => (message as Message<"session/state">).body.openUntil !== undefined,
    ) as Message<"session/state">[];
    expect(open.map(({ body }) => body.phase)).toEqual(["listening"]);
  });

  it("that is not understood is asked again in other words, then given up", async () => {
    await using hall = await openHall("bake something", "maybe", "perhaps");
    await talk(hall, 2);
    await hall.stage.next("turn/finished");
    expect(saidIn(hall.stage)).toEqual([
      "Really, cake?",
      "Please say yes or no. Really, cake?",
      "Sorry, I didn't catch that. yes or no: undefined.",
    ]);
  });

  it("that nobody answers is asked again, and given up quietly", async () => {
    await using hall = await openHall("pick something");
    await talk(hall, 0);
    for (const asked of [1, 2]) {
      await hall.stage.nth("turn/asked", asked);
      await hall.room.speak(30, false);
    }
    await hall.stage.next("turn/finished");
    expect(saidIn(hall.stage)).toEqual([
      "Which one: frying pan and oven?",
      "Which of them?",
      "choice: undefined.",
    ]);
  });

  it("answered with another command gives way to that, as a turn of its own", async () => {
    await using hall = await openHall("pick something", "turn on the lamp");
    await talk(hall, 1);
    await hall.stage.nth("turn/finished", 2);
    expect(saidIn(hall.stage).slice(1)).toEqual(["choice: undefined.", "The lamp is on."]);
    const started = hall.stage.said.filter(
      ({ kind }) => kind === "turn/started",
    ) as Message<"turn/started">[];
    expect(started.map(({ body }) => body.reason)).toEqual(["button", "followUp"]);
  });

  it("ends when the room is gone", async () => {
    await using hall = await openHall("note something");
    await talk(hall, 0);
    await hall.stage.next("turn/asked");
    await hall.stage.bus.clear("site/state", { site: "hall" });
    expect((await hall.stage.next("turn/finished")).body.outcome).toBe("done");
    expect(saidIn(hall.stage).at(-1)).toBe("words: undefined.");
  });

  it("ends with its turn", async () => {
    await using hall = await openHall("note something");
    await talk(hall, 0);
    await hall.stage.next("turn/asked");
    await hall.stage.bus.publish("listen/start", { site: "hall" }, { reason: "button" });
    expect((await hall.stage.next("turn/finished")).body.outcome).toBe("cancelled");
    await hall.stage.next("skill/finished", ({ body }) => body.outcome === "cancelled");
  });

  it("may be asked by an alarm", async () => {
    await using hall = await openHall("yes");
    await hall.room.speak(2, false);
    const states: Message<"site/state">[] = [];
    await using _ear = await hall.stage.bus.on(
      "site/state",
      { site: "hall" },
      (state) => void states.push(state),
    );
    const state = await expect
      .poll(() => states.at(-1))
      .toBeDefined()
      .then(() => states.at(-1)?.body);
    if (!state) throw new Error("no state");
    await hall.stage.bus.publish("site/state", { site: "hall" }, { ...state, microphone: true });
    const alarm = { id: "a", name: "", kind: "timer", at: 0, site: "hall", phase: "ringing" } as const;
    const rung = hall.stage.dialog.ring(
      { ...alarm, skill: "asker", language: "en", data: {} } as never,
      new AbortController().signal,
    );
    await hall.stage.next("turn/asked");
    await hall.room.speak(6, true);
    await hall.room.speak(12, false);
    expect(await rung).toBe("heard");
    expect(saidIn(hall.stage)).toEqual(["Really, snooze?", "alarm: true."]);
  });
});

describe("a question to somebody who types", () => {
  async function type(stage: Stage, text: string): Promise<string> {
    return (await stage.bus.ask("utterance/handle", { site: "desk" }, { text, speak: false })).turn;
  }

  it.each([
    ["bake something", "yes", "yes or no: true."],
    ["pick something", "pan", "choice: pan & pot."],
    ["note something", "buy milk", "words: buy milk."],
    ["note something", "forget it", "words: undefined."],
  ])("%j takes the next words as its answer", async (command, answer, last) => {
    await using hall = await openHall();
    const turn = await type(hall.stage, command);
    const { body } = await hall.stage.next("turn/asked");
    expect(body.until).toBeGreaterThan(Date.now() + 30_000);
    expect(await type(hall.stage, answer)).toBe(turn);
    await hall.stage.next("turn/finished");
    expect(saidIn(hall.stage).at(-1)).toMatch(new RegExp(`${last.replace(/[.&]/g, "\\$&")}$`));
    expect(hall.stage.said.filter(({ kind }) => kind === "speech/ended")).toEqual([]);
  });

  it("is asked again, and names its choices", async () => {
    await using hall = await openHall();
    await type(hall.stage, "pick something");
    expect((await hall.stage.next("turn/asked")).body.choices).toEqual(["frying pan", "oven"]);
    await type(hall.stage, "the fridge");
    await hall.stage.nth("turn/asked", 2);
    await type(hall.stage, "oven");
    await hall.stage.next("turn/finished");
    expect(saidIn(hall.stage).at(-1)).toBe("choice: oven.");
  });

  it("gives way to another command, which has a turn of its own", async () => {
    await using hall = await openHall();
    const first = await type(hall.stage, "pick something");
    await hall.stage.next("turn/asked");
    const other = await type(hall.stage, "turn on the lamp");
    expect(other).not.toBe(first);
    await hall.stage.next("turn/finished", ({ turn }) => turn === other);
    expect(saidIn(hall.stage).slice(-2)).toEqual(["choice: undefined.", "The lamp is on."]);
  });

  it("does not use up the time that the skill has", async () => {
    await using hall = await openHall();
    await type(hall.stage, "note something");
    await hall.stage.next("turn/asked");
    // The skill's deadline is 300 ms, and the dialog allows 500 more.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await type(hall.stage, "buy milk");
    expect((await hall.stage.next("turn/finished")).body.outcome).toBe("done");
  });

  it.each([
    ["two at once", "ask two things", 0],
    ["no choices", "offer 0 things", 0],
    ["a thousand choices", "offer 1000 things", 0],
    ["one after the other for ever", "ask for ever", 8],
  ])("is refused where there are %s", async (_, command, answers) => {
    await using hall = await openHall();
    await type(hall.stage, command);
    for (let answered = 1; answered <= answers; answered++) {
      await hall.stage.nth("turn/asked", answered);
      await type(hall.stage, "something");
    }
    const { body } = await hall.stage.next("skill/finished");
    expect(body.problem?.code).toBe("QUESTION_REFUSED");
    await hall.stage.next("turn/finished");
  });
});
