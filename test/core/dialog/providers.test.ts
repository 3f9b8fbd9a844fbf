/** How the dialog deals with providers over time: who is trusted, who is left alone, and who is not asked at all. */
import { describe, expect, it } from "vitest";
import { startBroker } from "../../../core/bus/broker.ts";
import type { Bus, Capability, Messages, SpeechToText, WakeDetector } from "../../../core/contract/index.ts";
import { openCalls } from "../../../core/dialog/calls.ts";
import { openDirectory } from "../../../core/dialog/directory.ts";
import { failing, hears, loudness, openStage, type Stage } from "./stage.ts";

async function openBus(stack: AsyncDisposableStack): Promise<Bus> {
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  return broker.bus("hub/core");
}
const state = (capability: Capability, more: Partial<Messages["provider/state"]> = {}) => ({
  capability,
  plugin: "p",
  client: "core",
  version: "0",
  languages: [],
  traits: {},
  licence: "",
  jobs: 0,
  limit: 8,
  ready: true,
  draining: false,
  bootId: "b1",
  ...more,
});

/** One whole utterance in a room without a loudspeaker. */
async function say(stage: Stage, site: string): Promise<Messages["turn/finished"]> {
  const stream = Math.floor(Math.random() * 2 ** 31);
  const before = stage.said.filter(({ kind }) => kind === "turn/finished").length;
  await stage.bus.publish("listen/start", { site }, { reason: "remote", stream });
  await stage.next("session/state", ({ where, body }) => where.site === site && body.phase === "listening");
  for (let i = 0; i < 20; i++) {
    const data = new Uint8Array(new Int16Array(1280).fill(i < 8 ? 8000 : 0).buffer);
    const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
    stage.bus.sendAudio({ site, direction: "in" }, { format, stream, sequence: i, at: 1000 + i * 80, data });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await expect.poll(() => stage.said.filter(({ kind }) => kind === "turn/finished").length).toBe(before + 1);
  return stage.said.findLast(({ kind }) => kind === "turn/finished")?.body as Messages["turn/finished"];
}

describe("a recogniser that fails now and then", () => {
  it("is not given up: what it did well in between counts", async () => {
    await using stage = await openStage({ prefer: ["flaky"] });
    const good = hears("turn on the lamp");
    let asked = 0;
    const flaky: SpeechToText = {
      ...good,
      transcribe: (audio, how) => (asked++ % 2 === 0 ? failing() : good.transcribe(audio, how)),
    };
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "flaky", flaky);
    await stage.offer("stt", "good", good);
    for (let turn = 0; turn < 8; turn++) expect((await say(stage, `room${turn}`)).outcome).toBe("done");
    expect(asked).toBe(8);
  });

  it("is not held to be ill because it was busy", async () => {
    await using stage = await openStage({ prefer: ["busy"] });
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "good", hears("turn on the lamp"));
    const instance = "busy.stt.x";
    let asked = 0;
    await stage.bus.on("stt/start", { instance }, async ({ body, replyTo }) => {
      asked++;
      const problem = { code: "PROVIDER_BUSY", message: "Busy.", remedy: "Wait.", retryable: true };
      await stage.bus.publish("job/failed", { instance: replyTo ?? "" }, { job: body.job, problem });
    });
    await stage.bus.publish("provider/state", { instance }, state("stt", { plugin: "busy" }));
    for (let turn = 0; turn < 5; turn++) expect((await say(stage, `room${turn}`)).outcome).toBe("done");
    expect(asked).toBe(5);
  });
});

describe("a call", () => {
  it("to a provider that is gone fails at once", async () => {
    await using stack = new AsyncDisposableStack();
    const bus = await openBus(stack);
    const directory = stack.use(await openDirectory(bus));
    const calls = stack.use(await openCalls(bus, directory));
    const body = { site: "kitchen", stream: 1, language: "en", hints: [] };
    const call = await calls.start("stt/start", "p.stt.gone", body, {});
    await expect(call.done).rejects.toMatchObject({ code: "PROVIDER_GONE" });
  });
});

describe("a skill whose process is gone", () => {
  it("is waited for, and answers when it is back", async () => {
    await using stage = await openStage();
    const gone = { ...(await skillState(stage.bus)), name: "ghost", instance: "ghost.skill.old" };
    const languages = { en: { hear: { on: ["call the ghost"] }, lists: {}, rules: {}, examples: [] } };
    await stage.bus.publish("skill/state", { skill: "ghost" }, { ...gone, languages });
    await stage.bus.ask("utterance/handle", { site: "desk" }, { text: "call the ghost" });
    await stage.next("intent/matched");
    const instance = "ghost.skill.new";
    await stage.bus.on("skill/run", { instance }, async ({ body, replyTo }) => {
      await stage.bus.publish("job/done", { instance: replyTo ?? "" }, { job: body.job });
    });
    await stage.bus.publish("provider/state", { instance }, state("skill", { plugin: "ghost" }));
    await stage.bus.publish("skill/state", { skill: "ghost" }, { ...gone, instance, languages });
    expect((await stage.next("turn/finished")).body.outcome).toBe("done");
  });
});

async function skillState(bus: Bus): Promise<Messages["skill/state"]> {
  const { promise, resolve } = Promise.withResolvers<Messages["skill/state"]>();
  await using _ear = await bus.on("skill/state", { skill: "lamp" }, ({ body }) => resolve(body));
  return await promise;
}

describe("wake words", () => {
  const listening = (limit: number, begun: () => void): WakeDetector => ({
    words: ["hey"],
    limit,
    async *watch(frames) {
      begun();
      for await (const _ of frames) yield* [];
    },
  });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

  it("are listened for by a provider that has no place left because it does so already", async () => {
    await using stage = await openStage();
    let begun = 0;
    await stage.offer(
      "wake",
      "wake",
      listening(1, () => begun++),
    );
    await stage.room("kitchen");
    await pause();
    expect(begun).toBe(1);
  });

  it("stay with the provider that has them when another of its kind is free", async () => {
    await using stage = await openStage();
    let begun = 0;
    await stage.offer(
      "wake",
      "wake",
      listening(4, () => begun++),
    );
    await stage.offer(
      "wake",
      "wake",
      listening(4, () => begun++),
    );
    await stage.room("kitchen");
    await pause();
    expect(begun).toBe(1);
  });

  it("that nobody has a place for are told of, in the room and as a fault, and again when there is one", async () => {
    await using stage = await openStage();
    await stage.offer(
      "wake",
      "wake",
      listening(1, () => {}),
    );
    await stage.room("attic");
    await pause();
    await stage.room("kitchen");
    const refused = await stage.next("wake/refused");
    expect(refused).toMatchObject({
      where: { site: "kitchen" },
      body: { deaf: true, problem: { code: "PROVIDER_BUSY" } },
    });
    expect((await stage.next("fault")).body.message).toMatch(/kitchen/);
    await stage.bus.clear("site/state", { site: "attic" });
    const heard = await stage.next("wake/refused", ({ body }) => !body.deaf);
    expect(heard.where).toEqual({ site: "kitchen" });
  });
});
