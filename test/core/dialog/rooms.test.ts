/** Who is served when in a room, and what becomes of those who are not. */
import { describe, expect, it } from "vitest";
import type { Message } from "../../../core/contract/index.ts";
import { asker, askerWords } from "./questions/kit.ts";
import { hears, loudness, openStage, type Stage, tone } from "./stage.ts";

const alarm = {
  id: "a1",
  name: "egg",
  kind: "timer",
  at: 0,
  site: "kitchen",
  skill: "lamp",
  language: "en",
  data: {},
  phase: "ringing",
} as const;

describe("a room where too many turns wait", () => {
  it("says so to whoever asks for one more, and the others are served", async () => {
    await using stage = await openStage();
    const ask = (text: string) => stage.bus.ask("utterance/handle", { site: "desk" }, { text });
    const asked = [ask("wait for ever"), ...Array.from({ length: 17 }, () => ask("turn on the lamp"))];
    const settled = await Promise.allSettled(asked);
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(refused).toEqual(["QUEUE_FULL"]);
    const turns = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value.turn] : []));
    for (const turn of turns) await stage.next("turn/finished", (message) => message.turn === turn);
  });
});

describe("a turn that is given up before it began", () => {
  const traced = async (stage: Stage) => {
    const told = Promise.withResolvers<Message<"turn/traced">["body"]>();
    await stage.bus.on("turn/traced", {}, ({ body }) => {
      if (body.stages.some(({ note = "" }) => note.startsWith("never began"))) told.resolve(body);
    });
    return told;
  };

  it("leaves a trace that says why, when something newer is asked", async () => {
    await using stage = await openStage();
    const { stream } = await stage.room("kitchen");
    const told = await traced(stage);
    const opened = { reason: "button", stream } as const;
    for (let i = 0; i < 3; i++) await stage.bus.publish("listen/start", { site: "kitchen" }, opened);
    const { stages, ...body } = await told.promise;
    expect(body).toMatchObject({
      site: "kitchen",
      reason: "button",
      outcome: "cancelled",
      code: "CANCELLED",
    });
    expect(stages.map(({ note }) => note)).toEqual(["never began: Something newer was asked."]);
    expect(stage.said.some(({ kind, turn }) => kind === "turn/started" && turn === body.turn)).toBe(false);
    const { trace } = await stage.bus.ask("trace/show", {}, { turn: body.turn });
    expect(trace?.stages).toEqual(stages);
  });

  it("leaves one when an announcement is stopped that waited for the room", async () => {
    await using stage = await openStage();
    await stage.offer("tts", "tone", tone);
    await stage.room("kitchen");
    await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "wait for ever" });
    await stage.next("intent/matched");
    const told = await traced(stage);
    const { announcement } = await stage.bus.ask("announce/start", {}, { text: "Dinner is ready." });
    await stage.bus.publish("announce/stop", {}, { announcement });
    expect((await told.promise).stages[0]?.note).toBe("never began: It was stopped.");
    const { body } = await stage.next("announce/finished");
    expect(body).toMatchObject({ heardBy: [], stoppedBy: ["kitchen"] });
  });
});

describe("a wake word in a room where too many turns wait", () => {
  const wake = (stage: Stage, site: string, heardAt: number) => {
    const body = { word: "w", score: 0.9, level: -20, noise: -50, heardAt, stream: 1, model: "m" };
    return stage.bus.publish("wake/heard", { site }, body);
  };
  const fill = async (stage: Stage): Promise<void> => {
    for (let i = 0; i < 17; i++) {
      await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "wait for ever", speak: false });
    }
  };

  it("is told of, and hurts nobody", async () => {
    await using stage = await openStage();
    for (const site of ["kitchen", "hall"]) await stage.room(site);
    await fill(stage);
    await wake(stage, "kitchen", 1);
    expect((await stage.next("fault")).body.code).toBe("QUEUE_FULL");
  });

  it("is forgotten when the hub stops before it is decided who answers", async () => {
    const stage = await openStage();
    for (const site of ["kitchen", "hall"]) await stage.room(site);
    await wake(stage, "kitchen", 1);
    await stage[Symbol.asyncDispose]();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(stage.said.some(({ kind }) => kind === "turn/started")).toBe(false);
  });
});

describe("words for another room", () => {
  it("are said there, whichever turn they came from", async () => {
    await using stage = await openStage();
    await stage.offer("tts", "tts", tone);
    await stage.room("hall");
    const { turn } = await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "wait for ever" });
    await stage.next("intent/matched");
    await stage.bus.publish("reply/say", { site: "hall" }, { text: "Dinner is ready." }, { turn });
    const { body } = await stage.next("reply/finished", ({ where }) => where.site === "hall");
    expect(body).toMatchObject({ text: "Dinner is ready.", cut: "none" });
  });
});

describe("an alarm", () => {
  it("that no voice could say was not heard", async () => {
    await using stage = await openStage();
    await stage.room("kitchen");
    expect(await stage.dialog.ring(alarm, new AbortController().signal)).toBe("failed");
  });

  it("that waits for a turn is given up when the hub stops", async () => {
    const stage = await openStage();
    await stage.room("kitchen");
    await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "wait for ever" });
    await stage.next("intent/matched");
    const rung = stage.dialog.ring(alarm, new AbortController().signal);
    await stage[Symbol.asyncDispose]();
    expect(await rung).toBe("failed");
  });

  it("that is silenced while it waits for a turn does not wait for its end", async () => {
    await using stage = await openStage();
    await stage.room("kitchen");
    const silenced = new AbortController();
    await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "wait for ever" });
    await stage.next("intent/matched");
    const rung = stage.dialog.ring(alarm, silenced.signal);
    silenced.abort();
    expect(await rung).toBe("failed");
    expect(stage.said.some(({ kind }) => kind === "turn/finished")).toBe(false);
  });
});

describe("what was asked last", () => {
  it("goes before what waits, and ends what was asked just before it", async () => {
    await using stage = await openStage({ noSpeech: 400 });
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "stt", hears("turn on the lamp"));
    const room = await stage.room("kitchen");
    const listen = { reason: "button", stream: room.stream } as const;
    await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "wait for ever" });
    await stage.next("intent/matched");
    await stage.bus.ask("utterance/handle", { site: "kitchen" }, { text: "turn on the lamp", speak: false });
    for (let i = 0; i < 3; i++) await stage.bus.publish("listen/start", { site: "kitchen" }, listen);
    await stage.next("session/state", ({ body }) => body.phase === "listening");
    await room.speak(8, false);
    await stage.next("reply/finished", ({ body }) => body.text === "The lamp is on.");
    await stage.next("turn/finished", ({ body }) => body.outcome === "done");
    const reasons = stage.said.filter(({ kind }) => kind === "turn/started").map(({ body }) => body);
    expect(reasons.map((body) => "reason" in body && body.reason)).toEqual(["text", "button", "text"]);
  });
});

describe("typed words while the room speaks", () => {
  async function typed(text: string, language: string) {
    await using stage = await openStage();
    await stage.offer("tts", "tone", tone);
    const site = "kitchen";
    await stage.room(site);
    await stage.bus.publish("reply/say", { site }, { text: "This is long. ".repeat(20) });
    await stage.next("session/state", ({ body }) => body.phase === "speaking");
    const { turn } = await stage.bus.ask("utterance/handle", { site }, { text, language });
    await stage.next("turn/finished", (message) => message.turn === turn);
    const { body } = await stage.next("reply/finished");
    return body;
  }

  it.each([
    ["stop", "en"],
    ["Stop talking, please!", "en"],
    ["Stopp!", "de"],
  ])("cut the answer at once where they only stop it: %s", async (text, language) => {
    const { cut, heard, text: whole } = await typed(text, language);
    expect(cut).toBe("stop");
    expect(heard.length).toBeLessThan(whole.length);
  });

  it("wait for its end else", async () => {
    expect((await typed("turn on the lamp", "en")).cut).toBe("none");
  });

  it("are still the answer to a question that waits", async () => {
    await using stage = await openStage({ skills: [{ skill: asker, words: askerWords }] });
    const ask = (text: string) => stage.bus.ask("utterance/handle", { site: "desk" }, { text });
    const { turn } = await ask("note something");
    await stage.next("turn/asked");
    expect(await ask("stop")).toEqual({ turn });
    const { body } = await stage.next("turn/finished", (message) => message.turn === turn);
    expect(body.outcome).toBe("done");
  });
});

describe("a microphone that is off", () => {
  it("wakes nobody", async () => {
    await using stage = await openStage();
    await stage.room("kitchen");
    const state = await new Promise<object>((resolve) => {
      void stage.bus.on("site/state", { site: "kitchen" }, ({ body }) => resolve(body));
    });
    await stage.bus.publish("site/state", { site: "kitchen" }, { ...state, muted: true } as never);
    const heard = { word: "w", score: 0.9, level: -20, noise: -50, heardAt: 1, stream: 1, model: "m" };
    await stage.bus.publish("wake/heard", { site: "kitchen" }, heard);
    await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "turn on the lamp" });
    await stage.next("turn/finished", ({ where }) => where.site === "desk");
    expect(stage.said.filter(({ kind }) => kind === "turn/started")).toHaveLength(1);
  });
});
