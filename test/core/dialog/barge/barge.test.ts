/** Talking over an answer, on a real bus with a real satellite's mouth. */
import { describe, expect, it } from "vitest";
import type { Message, Messages, SpeechToText, TextToSpeech } from "../../../../core/contract/index.ts";
import { hears, loudness, openStage, type Stage } from "../stage.ts";

const site = "kitchen";
/** Twenty seconds for any text: two, as the stage's loudspeaker plays. */
const slow: TextToSpeech = {
  languages: ["en"],
  voices: [{ name: "slow", language: "en" }],
  async *speak(text) {
    for await (const words of text)
      yield { samples: new Int16Array(320_000).fill(2000), rate: 16_000, text: words };
  },
};

interface Scene {
  readonly room: Awaited<ReturnType<Stage["room"]>>;
  readonly judged: Message<"barge/judged">[];
  readonly commands: { readonly kind: string; readonly value: number | boolean }[];
  /** The answer sounds. */
  begin(text?: string): Promise<void>;
}

async function sceneOf(
  stage: Stage,
  stt: SpeechToText,
  state: Partial<Messages["site/state"]>,
): Promise<Scene> {
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", stt);
  await stage.offer("tts", "tts", slow);
  const room = await stage.room(site);
  const judged: Message<"barge/judged">[] = [];
  const commands: Scene["commands"] = [];
  await stage.bus.on("barge/judged", {}, (message) => void judged.push(message));
  await stage.bus.on("reply/duck", {}, ({ body }) => void commands.push({ kind: "duck", value: body.gain }));
  await stage.bus.on("reply/hold", {}, ({ body }) => void commands.push({ kind: "hold", value: body.hold }));
  const known = Promise.withResolvers<Messages["site/state"]>();
  await stage.bus.on("site/state", { site }, ({ body }) => known.resolve(body));
  await stage.bus.publish("site/state", { site }, { ...(await known.promise), ...state });
  return {
    room,
    judged,
    commands,
    async begin(text = "This is a long story") {
      await stage.bus.publish("reply/say", { site }, { text });
      await stage.next("session/state", ({ body }) => body.phase === "speaking");
      await room.speak(2, false);
    },
  };
}
const until = async (true_: () => boolean): Promise<void> => {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe("somebody who speaks over an answer", () => {
  it("takes its place, heard from the first word", async () => {
    await using stage = await openStage();
    const scene = await sceneOf(stage, hears("turn on the lamp"), { headphones: true });
    await scene.begin();
    await scene.room.speak(12, true);
    await until(() => scene.judged.length > 0);
    expect(scene.judged[0]?.body).toMatchObject({ verdict: "cut", why: "words" });
    expect(scene.commands).toEqual([
      { kind: "duck", value: 0.2 },
      { kind: "hold", value: true },
    ]);
    const cut = await stage.next("reply/finished");
    expect(cut.body.cut).toBe("bargeIn");
    const next = await stage.next("turn/started", ({ body }) => body.reason === "bargeIn");
    await scene.room.speak(12, false);
    const words = await stage.next("transcript/final", ({ turn }) => turn === next.turn);
    expect(words.body.text).toBe("turn on the lamp");
    expect((await stage.next("intent/matched")).turn).toBe(next.turn);
    expect((await stage.next("turn/finished", ({ turn }) => turn === cut.turn)).body.outcome).toBe(
      "cancelled",
    );
  });

  it("with a word or two that begin a sentence of the house is heard, however short they are", async () => {
    await using stage = await openStage();
    const scene = await sceneOf(stage, hears("turn on"), { headphones: true });
    await scene.begin();
    await scene.room.speak(5, true);
    await scene.room.speak(4, false);
    await until(() => scene.judged.length > 0);
    expect(scene.judged[0]?.body).toMatchObject({ verdict: "cut", why: "words" });
  });

  it.each([
    ["Shall I lock the door?", "cut"],
    ["I locked the door.", "kept"],
  ])("with a short yes over %j is %s", async (text, verdict) => {
    await using stage = await openStage();
    const scene = await sceneOf(stage, hears("Yes."), { headphones: true });
    await scene.begin(text);
    await scene.room.speak(5, true);
    await scene.room.speak(4, false);
    await until(() => scene.judged.length > 0);
    expect(scene.judged[0]?.body).toMatchObject({ verdict });
  });

  it("with a word or two that nothing is known of may have hummed", async () => {
    await using stage = await openStage();
    const scene = await sceneOf(stage, hears("so wedding"), { headphones: true });
    await scene.begin();
    await scene.room.speak(5, true);
    await scene.room.speak(4, false);
    await until(() => scene.judged.length > 0);
    expect(scene.judged[0]?.body).toMatchObject({ verdict: "kept", why: "backchannel" });
  });

  it("and only murmurs lets it go on where it was", async () => {
    await using stage = await openStage();
    const scene = await sceneOf(stage, hears("mhm"), { headphones: true });
    await scene.begin();
    await scene.room.speak(4, true);
    await scene.room.speak(4, false);
    await until(() => scene.judged.length > 0);
    expect(scene.judged[0]?.body).toMatchObject({ verdict: "kept", why: "backchannel" });
    expect(scene.commands.slice(2)).toEqual([
      { kind: "hold", value: false },
      { kind: "duck", value: 1 },
    ]);
    expect((await stage.next("reply/finished")).body.cut).toBe("none");
    expect(stage.said.filter(({ kind }) => kind === "turn/started")).toHaveLength(1);
  });

  it.each([
    ["in no room", { bargeIn: "off" } as const],
    ["not in this one", { bargeIn: "auto", rooms: { [site]: { bargeIn: "off" } } } as const],
  ])("is not listened to where people can talk over an answer %s", async (_, settings) => {
    await using stage = await openStage(settings);
    const scene = await sceneOf(stage, hears("turn on the lamp"), { headphones: true });
    await scene.begin();
    await scene.room.speak(12, true);
    await scene.room.speak(4, false);
    expect((await stage.next("reply/finished")).body.cut).toBe("none");
    expect(scene.commands).toEqual([]);
  });
});

describe("an alarm that rings", () => {
  it("is silenced by a word", async () => {
    await using stage = await openStage();
    const scene = await sceneOf(stage, hears("stop"), { echoCancelled: true, headphones: true });
    const stops: Message<"alarm/stop">[] = [];
    const abort = new AbortController();
    await stage.bus.on("alarm/stop", { site }, (message) => {
      stops.push(message);
      abort.abort();
    });
    const alarm = { id: "a", site, skill: "lamp", language: "en", name: "", kind: "alarm", at: 0 };
    const ringing = stage.dialog.ring({ ...alarm, phase: "ringing" } as never, abort.signal);
    await stage.next("session/state", ({ body }) => body.phase === "speaking");
    await scene.room.speak(2, false);
    await scene.room.speak(5, true);
    await scene.room.speak(4, false);
    await until(() => stops.length > 0);
    await ringing;
    expect(scene.judged[0]?.body).toMatchObject({ verdict: "cut", why: "stop" });
    expect(stage.said.filter(({ kind }) => kind === "turn/started")).toHaveLength(1);
  });
});
