/** Asking one question on a real bus: what is sent, what is waited for, and what comes back. */
import { describe, expect, it } from "vitest";
import { type Messages, samplesOf } from "../../../core/contract/index.ts";
import { askByText, askByWav } from "../../../core/satellite/ask.ts";
import { startSatellite } from "../../../core/satellite/satellite.ts";
import { startButler } from "./butler.ts";
import { openRoom, until } from "./room.ts";

const site = "cli-1";
const beep = (seconds: number, rate = 16_000): Int16Array =>
  Int16Array.from({ length: seconds * rate }, (_, i) => 8_000 * Math.sin((2 * Math.PI * 440 * i) / rate));
const wavOf = (seconds = 0.5) => ({ samples: beep(seconds), rate: 16_000, wake: false, fast: true });

describe("asking by sound", () => {
  it("gives what was understood, done and answered", async () => {
    await using room = await openRoom();
    await startButler(room.hub);
    const answer = await askByWav({ bus: room.bus, site, ...wavOf() });
    const { samples, ...reply } = answer.reply;
    expect({ ...answer, reply }).toEqual({
      transcript: "beep",
      intent: { skill: "time", name: "tell", slots: { zone: "here" } },
      intents: [{ skill: "time", name: "tell", slots: { zone: "here" } }],
      reply: { text: "It is ten. Good night.", seconds: 0.24, rate: 16_000 },
      timing: { endpoint: 480, stt: 500, match: 501, action: 505, firstSound: 600 },
      turn: expect.any(String),
      outcome: "done",
    });
    expect([samples[0], samples[1_280], samples.at(-1)]).toEqual([1, 2, 3]);
  });

  it("sends the recording whole, 80 ms a frame by capture time, and silence until the end is noticed", async () => {
    await using room = await openRoom();
    const { heard } = await startButler(room.hub);
    await askByWav({ bus: room.bus, site, ...wavOf(), samples: beep(0.5, 8_000), rate: 8_000 });
    const all = heard.flatMap((frame) => [...samplesOf(frame)]);
    const loud = all.filter((sample) => Math.abs(sample) > 0);
    expect(loud.length).toBeGreaterThan(7_800);
    expect(loud.length).toBeLessThanOrEqual(8_000);
    expect(heard.map(({ sequence }) => sequence)).toEqual(heard.map((_, i) => i));
    const [first] = heard;
    for (const [i, { at }] of heard.entries()) expect(at - (first?.at ?? 0)).toBeCloseTo(i * 80, 3);
    expect(heard.length).toBeLessThan(7 + 25);
    expect(heard.length).toBeGreaterThanOrEqual(7 + 6);
  });

  it("keeps to real time unless it may be fast", async () => {
    await using room = await openRoom();
    await startButler(room.hub);
    const times: number[] = [];
    await room.hub.onAudio({ direction: "in" }, ({ at }) => void times.push(Date.now() - at));
    await askByWav({ bus: room.bus, site, ...wavOf(0.3), fast: false });
    expect(Math.min(...times)).toBeGreaterThanOrEqual(70);
  });

  it.each([
    ["de", "NO_PROVIDER", "It could not be spoken: no voice for en is installed."],
    ["en", "JOB_FAILED", "It could not be spoken: no voice was able to."],
  ])("says why an answer stayed in words: the house's voice speaks %s", async (language, code, message) => {
    await using room = await openRoom();
    await startButler(room.hub, { mute: true });
    const state: Messages["provider/state"] = {
      capability: "tts",
      plugin: "tts",
      client: "hub",
      version: "1",
      licence: "MIT",
      languages: [language],
      traits: {},
      jobs: 0,
      limit: 1,
      ready: true,
      draining: false,
      bootId: "b1",
    };
    await room.hub.publish("provider/state", { instance: "tts-1" }, state);
    const answer = await askByWav({ bus: room.bus, site, ...wavOf() });
    expect(answer).toMatchObject({ outcome: "done", problem: { code, message } });
  });

  it("leaves nothing behind in the room", async () => {
    await using room = await openRoom();
    await startButler(room.hub);
    const states = await room.hear("site/state");
    await askByWav({ bus: room.bus, site, ...wavOf() });
    const after: unknown[] = [];
    await room.hub.on("site/state", {}, ({ body }) => void after.push(body));
    await until(() => states.length > 0);
    expect(states[0]?.body).toMatchObject({ online: true, microphone: true, speaker: true });
    expect(after).toEqual([]);
  });

  it("waits for the wake word, with room before it", async () => {
    await using room = await openRoom();
    const { heard } = await startButler(room.hub);
    let said = false;
    await room.hub.on("site/state", {}, async ({ body }) => {
      const { stream } = body;
      if (stream === undefined) return;
      const watch = { job: "j", site, stream, words: [], sensitivity: 0.5 };
      await room.hub.publish("wake/watch", { instance: "wake-1" }, watch);
    });
    await room.hub.onAudio({ site, direction: "in" }, async ({ stream, at }) => {
      if (said || heard.length < 30) return;
      said = true;
      const wake = { word: "beep", score: 1, level: -20, noise: -60, heardAt: at, stream, model: "m" };
      await room.hub.publish("wake/heard", { site }, wake);
    });
    const answer = await askByWav({ bus: room.bus, site, ...wavOf(1), wake: true });
    expect(answer).toMatchObject({ outcome: "done", transcript: "beep" });
    const firstLoud = heard.findIndex((frame) => samplesOf(frame).some((sample) => sample !== 0));
    expect(firstLoud).toBe(25);
  });

  it("says which room answers in its place", async () => {
    await using room = await openRoom();
    await startButler(room.hub, { yieldsTo: "hall" });
    await room.hub.on("site/state", {}, async ({ body: { stream } }) => {
      if (stream === undefined) return;
      const watch = { job: "j", site, stream, words: [], sensitivity: 0.5 };
      await room.hub.publish("wake/watch", { instance: "wake-1" }, watch);
      const wake = { word: "w", score: 1, level: -20, noise: -60, heardAt: 1, stream, model: "m" };
      await room.hub.publish("wake/heard", { site }, wake);
    });
    const answer = await askByWav({ bus: room.bus, site, ...wavOf(0.1), wake: true });
    expect(answer).toMatchObject({
      outcome: "failed",
      turn: null,
      problem: { message: "Another room answers: hall." },
    });
  });

  it("speaks as a guest where another satellite is the room", async () => {
    await using room = await openRoom();
    const { heard } = await startButler(room.hub);
    await using real = await startSatellite({ bus: room.hub, site, speaker: { play() {}, flush() {} } });
    const states = await room.hear("site/state");
    const answer = await askByWav({ bus: room.bus, site, ...wavOf(), guest: true });
    expect(answer.outcome).toBe("done");
    expect(answer.reply.samples).toHaveLength(3 * 1_280);
    expect(states).toHaveLength(1);
    expect(heard[0]?.stream).not.toBe(real.state.stream);
  });

  it("tells a turn that hangs from one that failed", async () => {
    await using room = await openRoom();
    await startButler(room.hub, { hangs: true });
    const answer = await askByWav({ bus: room.bus, site, ...wavOf(), timeout: 30 });
    expect(answer).toMatchObject({ outcome: "failed", transcript: "beep", problem: { code: "ASK_TIMEOUT" } });
  });

  it("gives up when it is told to, and closes the ear it opened", async () => {
    await using room = await openRoom();
    await startButler(room.hub, { hangs: true });
    const stops = await room.hear("listen/stop");
    const abort = new AbortController();
    await room.hub.on("transcript/final", {}, () => abort.abort());
    const asked = askByWav({ bus: room.bus, site, ...wavOf(), signal: abort.signal });
    await expect(asked).rejects.toMatchObject({ code: "CANCELLED" });
    await until(() => stops.length > 0);
    expect(stops[0]?.body).toEqual({ reason: "cancel" });
  });
});

describe("asking by text", () => {
  it.each([true, false])("gives the answer, spoken: %s", async (speak) => {
    await using room = await openRoom();
    await startButler(room.hub);
    const answer = await askByText({ bus: room.bus, site, text: "what time is it", speak });
    expect(answer).toMatchObject({
      outcome: "done",
      transcript: "what time is it",
      reply: { text: "It is ten. Good night." },
    });
    expect(answer.reply.samples).toHaveLength(speak ? 3 * 1_280 : 0);
  });

  it("hands on what went wrong", async () => {
    await using room = await openRoom();
    const problem = { code: "SKILL_FAILED", message: "It broke." };
    await startButler(room.hub, { outcome: "failed", problem });
    const answer = await askByText({ bus: room.bus, site, text: "what time is it", speak: false });
    expect(answer).toMatchObject({ outcome: "failed", problem });
  });
});
