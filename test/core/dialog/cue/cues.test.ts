/** A turn's cues: which are played, when none is, and that each is a stream of its own. */
import { expect, test } from "vitest";
import { createCues } from "../../../../core/dialog/cue/cues.ts";
import { cueTone } from "../../../../core/dialog/cue/tones.ts";
import { openStage, silentLog } from "../stage.ts";

const off = { open: "none", done: "none", thinking: "none" } as const;
const settings = { silence: 400, maxUtterance: 5000, noSpeech: 2000, skillDeadline: 1000 };

async function opened(cue: Partial<Record<keyof typeof off, "tone">>, aloud = true) {
  const stage = await openStage();
  const started: number[] = [];
  const stopped = new Map<number, number>();
  const played = new Map<number, number>();
  let told = (): void => {};
  await stage.bus.on("audio/started", { site: "kitchen" }, ({ body }) => void started.push(body.stream));
  await stage.bus.onAudio({ site: "kitchen", direction: "out" }, ({ stream }) => {
    played.set(stream, (played.get(stream) ?? 0) + 1);
  });
  await stage.bus.on("audio/stopped", { site: "kitchen" }, ({ body }) => {
    stopped.set(body.stream, body.frames);
    told();
  });
  const facts = {
    bus: stage.bus,
    log: silentLog,
    settings: () => ({ ...settings, cue: { ...off, ...cue } }),
  };
  const abort = new AbortController();
  const turn = "0199a000-0000-7000-8000-000000000001";
  const cues = createCues(facts, { site: "kitchen", turn, aloud, signal: abort.signal });
  const one = new Promise<void>((resolve) => {
    told = resolve;
  });
  return { stage, cues, started, stopped, played, one, abort, turn };
}

test("each is a short soft stream of its own, begun and ended", async () => {
  const { stage, cues, started, stopped, played, one } = await opened({ done: "tone" });
  await using _ = stage;
  await cues.taken(true);
  await one;
  expect(started).toHaveLength(1);
  expect([...stopped]).toEqual([...played]);
  await cues[Symbol.asyncDispose]();
});

test.each(["open", "thinking"] as const)("%s comes when nobody speaks meanwhile", async (kind) => {
  const { stage, cues, started, one } = await opened({ [kind]: "tone" });
  await using _ = stage;
  await (kind === "open" ? cues.open() : cues.taken(true));
  expect(started).toEqual([]);
  await one;
  expect(started).toHaveLength(1);
  await cues[Symbol.asyncDispose]();
});

test.each([
  ["nothing is set", {}, true, true],
  ["the room is not spoken to", { done: "tone" }, false, true],
  ["nobody spoke", { done: "tone" }, true, false],
] as const)("none is played when %s", async (_what, cue, aloud, voiced) => {
  const { stage, cues, started } = await opened(cue, aloud);
  await using _ = stage;
  await cues.open();
  await cues.taken(voiced);
  await cues[Symbol.asyncDispose]();
  await stage.bus.publish(
    "audio/started",
    { site: "attic" },
    {
      stream: 1,
      direction: "out",
      format: { codec: "pcm", rate: 16_000, channels: 1 },
    },
  );
  expect(started).toEqual([]);
});

test.each(["open", "done", "thinking"] as const)("the tone %s is short, soft and ends in silence", (kind) => {
  const samples = cueTone(kind);
  expect(samples.length).toBeLessThan(8000);
  expect(Math.max(...samples)).toBeLessThan(4500);
  expect(Math.max(...samples)).toBeGreaterThan(2000);
  expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(200);
});
