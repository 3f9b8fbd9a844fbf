/** An ear that stays open after an answer, through whole turns on a real bus: what it takes, and how silently it closes. */
import { expect, it } from "vitest";
import type { Message } from "../../../../core/contract/index.ts";
import { loudness, openStage, tone } from "../stage.ts";
import { hearsInTurn } from "./kit.ts";

async function openDen(followUp: number, ...words: string[]) {
  const stage = await openStage({ followUp });
  await stage.offer("tts", "tts", tone);
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", hearsInTurn("turn on the lamp", ...words));
  const room = await stage.room("den");
  await stage.bus.publish("listen/start", { site: "den" }, { reason: "button", stream: room.stream });
  await room.open();
  await room.speak(8, true);
  await room.speak(12, false);
  return { stage, room, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
}
type Den = Awaited<ReturnType<typeof openDen>>;

const open = ({ stage }: Den): Promise<Message<"session/state">> =>
  stage.next("session/state", ({ body }) => body.phase === "listening" && body.openUntil !== undefined);

/** What was said aloud, and how the turns ended. */
function wholeOf({ stage }: Den) {
  const of = <K extends "reply/finished" | "turn/started" | "turn/finished">(kind: K) =>
    stage.said.filter((message) => message.kind === kind) as unknown as Message<K>[];
  return {
    replies: of("reply/finished").map(({ body }) => body.text),
    reasons: of("turn/started").map(({ body }) => body.reason),
    outcomes: of("turn/finished").map(({ body }) => body.outcome),
  };
}

it("takes a command without a wake word, and opens again after its answer", async () => {
  await using den = await openDen(1500, "turn on the lamp");
  const { body, at } = await open(den);
  expect((body.openUntil ?? 0) - at).toBeGreaterThan(1000);
  await den.room.speak(8, true);
  await den.room.speak(12, false);
  await den.stage.nth("turn/started", 3);
  await den.room.speak(30, false);
  await den.stage.nth("turn/finished", 3);
  expect(wholeOf(den)).toMatchObject({
    replies: ["The lamp is on.", "The lamp is on."],
    reasons: ["button", "followUp", "followUp"],
    outcomes: ["done", "done", expect.any(String)],
  });
});

it.each([
  ["nobody speaks", undefined],
  ["others talk to each other", "I told him yesterday"],
  ["only a part of it is known", "turn on the lamp he told her"],
])("closes without a word where %s, and the room is idle", async (_, words) => {
  await using den = await openDen(1500, words ?? "");
  await open(den);
  if (words !== undefined) await den.room.speak(8, true);
  await den.room.speak(30, false);
  await den.stage.nth("turn/finished", 2);
  await den.stage.next(
    "session/state",
    ({ body, at }) => body.phase === "idle" && at >= (den.stage.said.at(-1)?.at ?? 0),
  );
  expect(wholeOf(den)).toMatchObject({ replies: ["The lamp is on."], reasons: ["button", "followUp"] });
});

it("is silent about what is answered after a button", async () => {
  await using den = await openDen(0, "I told him yesterday");
  await den.stage.next("turn/finished");
  await den.stage.bus.publish("listen/start", { site: "den" }, { reason: "button", stream: den.room.stream });
  await den.stage.nth("turn/started", 2);
  await den.room.open();
  await den.room.speak(8, true);
  await den.room.speak(12, false);
  await den.stage.nth("turn/finished", 2);
  expect(wholeOf(den).replies).toHaveLength(2);
});

it("does not open where it is not set", async () => {
  await using den = await openDen(0);
  await den.stage.next("turn/finished");
  const after = (message: Message): boolean => message.at >= (den.stage.said.at(-1)?.at ?? 0);
  await den.stage.next("session/state", (message) => message.body.phase === "idle" && after(message));
  expect(wholeOf(den).reasons).toEqual(["button"]);
});
