/** Ears that are services: one that fails or hangs loses no word, and every utterance is counted where it went. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Fault, type Messages, type SpeechToText } from "../../../../core/contract/index.ts";
import { failing, hears, loudness, openStage, type Stage } from "../stage.ts";

const good = hears("turn on the lamp");
const remote = { traits: { remote: true, firstMs: 100, price: { per: "second", usd: 0.01 } } };
const denied: SpeechToText = {
  ...good,
  ...remote,
  transcribe: () => ({
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Fault("REMOTE_DENIED", "The key is wrong.")),
    }),
  }),
};
const hanging: SpeechToText = {
  ...good,
  ...remote,
  async *transcribe(_, { signal }) {
    await sleep(60_000, undefined, { signal });
    yield { text: "", final: true };
  },
};
const once = (): SpeechToText => {
  let asked = 0;
  return {
    ...good,
    ...remote,
    async *transcribe(audio, how) {
      if (++asked === 1) throw new Fault("REMOTE_FAILED", "It broke.", { retryable: true });
      yield* good.transcribe(audio, how);
    },
  };
};

async function say(stage: Stage): Promise<Messages["turn/finished"]> {
  const room = await stage.room("kitchen");
  await stage.bus.publish("listen/start", { site: "kitchen" }, { reason: "button" });
  await room.open();
  await room.speak(8, true);
  await room.speak(30, false);
  return (await stage.next("turn/finished")).body;
}
async function tallies(stage: Stage) {
  const { providers } = await stage.bus.ask("provider/stats", {}, { capability: "stt" });
  return Object.fromEntries(providers.map(({ plugin, today, health }) => [plugin, { ...today, health }]));
}

describe("an ear", () => {
  it.each([
    ["with a wrong key", denied, { failures: { REMOTE_DENIED: 1 }, health: "left alone" }],
    ["that hangs", hanging, { failures: { JOB_TIMEOUT: 1 } }],
    ["that breaks", { ...good, transcribe: failing }, { failures: { JOB_FAILED: 1 } }],
  ] as const)("%s is replaced: the next one gets the whole utterance", async (_, first, ended) => {
    await using stage = await openStage({ prefer: ["first", "second"] });
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "first", first);
    await stage.offer("stt", "second", good);
    expect((await say(stage)).outcome).toBe("done");
    await expect
      .poll(() => tallies(stage))
      .toMatchObject({
        first: { requests: 1, success: 0, ...ended },
        second: { requests: 1, success: 1, failures: {}, health: "well" },
      });
  });

  it("that is alone and fails once is asked again", async () => {
    await using stage = await openStage();
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "only", once());
    expect((await say(stage)).outcome).toBe("done");
    await expect
      .poll(() => tallies(stage))
      .toMatchObject({
        only: { requests: 2, retries: 1, success: 1, failures: { REMOTE_FAILED: 1 } },
      });
    const { only } = await tallies(stage);
    expect(only?.cost).toBeCloseTo((only?.seconds ?? 0) * 0.01, 3);
    expect(only?.p50).toBeGreaterThan(0);
  });

  it("that somebody chose comes first from the next utterance on", async () => {
    await using stage = await openStage({ prefer: ["first", "second"] });
    await stage.offer("vad", "vad", loudness);
    await stage.offer("stt", "first", good);
    await stage.offer("stt", "second", good);
    await stage.bus.ask("provider/use", {}, { capability: "stt", plugin: "second" });
    expect((await say(stage)).outcome).toBe("done");
    await expect
      .poll(() => tallies(stage))
      .toMatchObject({
        first: { requests: 0 },
        second: { requests: 1, success: 1 },
      });
  });
});
