/** Two people speak to two satellites at once: real ears, one hub, and two turns that do not mix. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Microphone } from "../../core/contract/index.ts";
import { startSatellite } from "../../core/satellite/satellite.ts";
import { join16, noClips, noise, readClips, samplesOfClip } from "../kit/clips.ts";
import { wordsOf } from "../kit/score.ts";
import { openHouse } from "./house.ts";

/** What is heard when the files are spoken one after the other, in real time, between quiet. */
async function* speaks(files: readonly string[], begin: Promise<void>): Microphone {
  const clips = readClips();
  const quiet = noise(2.5, -66);
  const sound = join16(quiet, ...files.map((file) => samplesOfClip(clips, file)), noise(4, -66, 2));
  await begin;
  let due = performance.now();
  for (let from = 0; from < sound.length; from += 1280) {
    due += 80;
    await sleep(Math.max(0, due - performance.now()));
    yield sound.subarray(from, from + 1280);
  }
}

it.skipIf(noClips)(
  "two people in two rooms get their own answers",
  async () => {
    await using house = await openHouse();
    const start = Promise.withResolvers<void>();
    const spoken = {
      kitchen: ["command/home-19-alexa-turn-off-dining-room.wav"],
      office: ["wake/hey-jarvis-1.wav", "command/home-06-what-time-is-it.wav"],
    };
    await using rooms = new AsyncDisposableStack();
    for (const [site, files] of Object.entries(spoken)) {
      const speaker = { play() {}, flush() {} };
      rooms.use(
        await startSatellite({ bus: house.hub.bus, site, microphone: speaks(files, start.promise), speaker }),
      );
    }
    const heard = Object.keys(spoken).map((site) =>
      house.next("transcript/final", ({ where }) => where.site === site),
    );
    start.resolve();
    const [kitchen, office] = await Promise.all(heard);
    expect(wordsOf(kitchen?.body.text ?? "")).toEqual(wordsOf("turn off dining room"));
    expect(wordsOf(office?.body.text ?? "")).toEqual(wordsOf("what time is it"));
    expect(kitchen?.turn).not.toBe(office?.turn);
  },
  240_000,
);
