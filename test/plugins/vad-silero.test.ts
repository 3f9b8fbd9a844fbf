/** Silero VAD on the real model: the suite, and what is its own. */

import type { VoiceActivity, VoiceEvent } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import plugin from "../../plugins/vad-silero/index.ts";
import { createPauses } from "../../plugins/vad-silero/pauses.ts";
import { describeSuite, expectBroken } from "../conformance/suite.ts";
import { type VadSubject, vadChecks } from "../conformance/vad.ts";
import { collect, framesOf, noClips, readClips, samplesOfClip, streamOf } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { babble } from "../kit/voice.ts";

let hosted: Hosted;
let vad: VoiceActivity;
beforeAll(async () => {
  hosted = await hostFor(plugin);
  if (!hosted.provided.vad) throw new Error("It provides no vad.");
  vad = hosted.provided.vad;
});
afterAll(() => hosted[Symbol.asyncDispose]());

describeSuite("vad-silero: conformance", (): VadSubject => ({ vad, speech: babble(1.2) }), vadChecks);

describe("vad-silero: what a broken detector would do", () => {
  const speech = babble(1.2);
  const asWas = (subject: VoiceActivity): VadSubject => ({ vad: subject, speech });

  it("a detector by the clock and without an ear for abort is caught", async () => {
    const broken: VoiceActivity = {
      async *watch(frames) {
        for await (const _ of frames) yield { type: "started", at: Date.now() };
      },
    };
    await expectBroken(() => asWas(broken), vadChecks, [
      "tells once when speech begins, by capture time",
      "tells each asked pause once, in order, since the last voice",
      "does not tell a pause that was not reached",
      "tells that speech goes on, and its pauses anew",
      "says nothing of silence and noise",
      "hears the same in frames of any length",
      "goes on after lost frames",
      "keeps streams apart",
      "is silent once aborted",
    ]);
  });

  it("a detector that writes into the frames is caught", async () => {
    const broken: VoiceActivity = {
      async *watch(frames) {
        for await (const frame of frames) {
          frame.data.fill(1);
          yield { type: "started", at: frame.at };
        }
      },
    };
    await expectBroken(() => asWas(broken), vadChecks, ["leaves the frames as they were"]);
  });
});

describe("vad-silero: pauses", () => {
  const run = (probabilities: readonly number[], onset = 64, pauses = [96]): VoiceEvent[] => {
    const judge = createPauses({ enter: 0.5, leave: 0.35, onset, pauses });
    return probabilities.flatMap((probability, index) => [...judge.push(index * 32, probability)]);
  };

  it.each([
    ["a click of one window is no speech", [0, 0.9, 0, 0, 0, 0], []],
    ["two windows are", [0, 0.9, 0.9, 0], [{ type: "started", at: 32 }]],
    ["between leave and enter it goes on", [0.9, 0.9, 0.4, 0.4, 0.4, 0.4, 0.4], [{ type: "started", at: 0 }]],
    [
      "a click in the silence does not lengthen it",
      [0.9, 0.9, 0, 0.9, 0],
      [
        { type: "started", at: 0 },
        { type: "paused", at: 64, silence: 96 },
      ],
    ],
  ] as const)("%s", (_, probabilities, events) => {
    expect(run(probabilities)).toEqual(events);
  });

  it("tells a new start when no pause was asked", () => {
    const silent = new Array<number>(20).fill(0);
    expect(run([0.9, 0.9, ...silent, 0.9, 0.9], 64, [])).toEqual([
      { type: "started", at: 0 },
      { type: "started", at: 22 * 32 },
    ]);
  });
});

describe("vad-silero: people", () => {
  const clips = readClips();
  it("finds one stretch of speech in each short command, and none in the noises", async (context) => {
    if (noClips) context.skip(noClips);
    const asked = { pauses: [800], signal: new AbortController().signal };
    for (const { file, kind } of clips.clips) {
      if (kind !== "noise" && !file.startsWith("command/home")) continue;
      const frames = streamOf(framesOf(samplesOfClip(clips, file)));
      const starts = (await collect(vad.watch(frames, asked))).filter(({ type }) => type === "started");
      expect(starts, file).toHaveLength(kind === "noise" ? 0 : 1);
    }
  });
});
