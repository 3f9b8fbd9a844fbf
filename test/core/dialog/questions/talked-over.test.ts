/** Somebody talks over a skill's question on a real bus: that is its answer, and the turn goes on. */
import { expect, it } from "vitest";
import type { Message, Messages, TextToSpeech } from "../../../../core/contract/index.ts";
import { loudness, openStage } from "../stage.ts";
import { asker, askerWords, hearsInTurn } from "./kit.ts";

/** Twenty seconds for a question: two, as the stage's loudspeaker plays; little for anything else. */
const slow: TextToSpeech = {
  languages: ["en"],
  voices: [{ name: "slow", language: "en" }],
  async *speak(text) {
    for await (const words of text)
      yield {
        samples: new Int16Array(words.includes("?") ? 320_000 : 4000).fill(2000),
        rate: 16_000,
        text: words,
      };
  },
};

/** The question of `command` sounds; `answer` is what is heard next. */
async function openHall(command: string, answer: string) {
  const stage = await openStage({ skills: [{ skill: asker, words: askerWords }], noSpeech: 1500 });
  await stage.offer("tts", "tts", slow);
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", hearsInTurn(command, answer));
  const room = await stage.room("hall");
  const known = Promise.withResolvers<Messages["site/state"]>();
  await stage.bus.on("site/state", { site: "hall" }, ({ body }) => known.resolve(body));
  await stage.bus.publish("site/state", { site: "hall" }, { ...(await known.promise), headphones: true });
  await stage.bus.publish("listen/start", { site: "hall" }, { reason: "button", stream: room.stream });
  await stage.next("session/state", ({ body }) => body.phase === "listening");
  await room.speak(8, true);
  await room.speak(12, false);
  await stage.next("session/state", ({ body }) => body.phase === "speaking");
  return { stage, room, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
}
type Hall = Awaited<ReturnType<typeof openHall>>;
const all = <K extends "reply/finished" | "turn/started">({ stage }: Hall, kind: K): readonly Message<K>[] =>
  stage.said.filter((message) => message.kind === kind) as unknown as readonly Message<K>[];

it.each([
  ["a word that answers it", "bake something", "yes", 5, "yes or no: true."],
  ["a choice", "pick something", "the second one", 12, "choice: oven."],
  ["words", "note something", "buy milk and bread", 12, "words: buy milk and bread."],
  ["stop", "note something", "stop", 5, "words: undefined."],
])("%s over a question answers it", async (_, command, answer, frames, last) => {
  await using hall = await openHall(command, answer);
  await hall.room.speak(frames, true);
  await hall.room.speak(14, false);
  const { body } = await hall.stage.next("turn/finished");
  expect(body.outcome).toBe("done");
  const replies = all(hall, "reply/finished").map((message) => message.body);
  expect(replies[0]?.cut).toBe("bargeIn");
  expect(replies[0]?.heard.length).toBeLessThan(replies[0]?.text.length ?? 0);
  expect(replies.at(-1)).toMatchObject({ text: expect.stringContaining(last), cut: "none" });
  expect(all(hall, "turn/started")).toHaveLength(1);
});

it("another command over a question has a turn of its own", async () => {
  await using hall = await openHall("pick something", "turn on the lamp");
  await hall.room.speak(12, true);
  await hall.room.speak(14, false);
  await hall.stage.nth("turn/finished", 2);
  expect(all(hall, "turn/started").map(({ body }) => body.reason)).toEqual(["button", "followUp"]);
});

it("a murmur lets the question be spoken to its end", async () => {
  await using hall = await openHall("pick something", "mhm");
  await hall.room.speak(4, true);
  await hall.room.speak(4, false);
  await hall.stage.next("turn/asked");
  const [question] = all(hall, "reply/finished");
  expect(question?.body).toMatchObject({ cut: "none", heard: "Which one: frying pan and oven?" });
});
