/** Spoken commands by people, through real ears, a skill and a real voice. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../core/contract/index.ts";
import { askByText, askByWav } from "../../core/satellite/ask.ts";
import { noClips, readClips, samplesOfClip } from "../kit/clips.ts";
import { wordsOf } from "../kit/score.ts";
import { type House, openHouse } from "./house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 300_000);
afterAll(() => house?.[Symbol.asyncDispose]());

const ask = (file: string, wake = false) =>
  askByWav({
    bus: house.hub.bus,
    site: "den",
    samples: samplesOfClip(readClips(), file),
    rate: 16_000,
    wake,
    fast: true,
  });

if (noClips) console.warn(`Skipped: human speech: ${noClips}; synthetic.test.ts serves.`);

describe.skipIf(noClips)("human speech", () => {
  it.each([
    ["command/home-06-what-time-is-it.wav", "what time is it", { skill: "clock", name: "time" }, /\d/],
    [
      "command/home-08-set-a-timer-for-thirty-seconds.wav",
      "set a timer for thirty seconds",
      { skill: "timer", name: "set" },
      /30 seconds/,
    ],
    [
      "command/home-13-set-a-timer-for-ten-minutes.wav",
      "set a timer for ten minutes",
      { skill: "timer", name: "set" },
      /10 minutes/,
    ],
    [
      "command/home-18-turn-on-the-living-room-lamp.wav",
      "turn on the living room lamp",
      { skill: "devices" },
      /\w/,
    ],
  ])("%s is understood and answered aloud", async (file, words, intent, reply) => {
    const answer = await ask(file);
    expect(wordsOf(answer.transcript ?? "")).toEqual(wordsOf(words));
    expect(answer.intent).toMatchObject(intent);
    expect(answer.reply.text).toMatch(reply);
    expect(answer.reply.seconds).toBeGreaterThan(0.5);
    expect(answer.outcome).toBe("done");
  });

  it("a wake word and a command in one breath are one turn", async () => {
    const answer = await ask("command/home-19-alexa-turn-off-dining-room.wav", true);
    expect(wordsOf(answer.transcript ?? "")).toEqual(wordsOf("turn off dining room"));
    expect(answer.intent).toMatchObject({ skill: "devices" });
  });

  it("what no skill can do gets an honest answer, aloud", async () => {
    const answer = await ask("negative/snowboy-09.wav");
    expect(answer).toMatchObject({ intent: null, outcome: "missed" });
    expect(answer.reply.text).toMatch(/don't know|can't do/);
    expect(answer.reply.seconds).toBeGreaterThan(0.5);
  });

  it("what makes no sense is taken for what the house can be asked, if anything", async () => {
    const finals: Message<"transcript/final">[] = [];
    await using _ear = await house.hub.bus.on("transcript/final", {}, (message) => void finals.push(message));
    const answer = await ask("command/home-09-resume.wav");
    expect(answer.transcript).toMatch(/^Resume\b/);
    const [heard] = finals;
    // How a microphone's frames fall decides what is heard freely: Resume, Resumed, Reason.
    if (heard?.body.by !== "free") expect(heard?.body.heard).toMatch(/^Re/);
  });

  it("noise opens no turn", async () => {
    const clips = readClips();
    const noise = clips.clips.find(({ kind }) => kind === "noise");
    if (!noise) throw new Error("no noise clip");
    const samples = samplesOfClip(clips, noise.file).subarray(0, 16_000 * 10);
    const answer = await askByWav({
      bus: house.hub.bus,
      site: "den",
      samples,
      rate: 16_000,
      wake: true,
      fast: true,
    });
    expect(answer.turn).toBeNull();
  });
});

describe("typed words", () => {
  it("German is answered in German", async () => {
    const answer = await askByText({
      bus: house.hub.bus,
      site: "desk",
      text: "Wie spät ist es?",
      language: "de",
      speak: false,
    });
    expect(answer.intent).toMatchObject({ skill: "clock" });
    expect(answer.reply.text).toMatch(/Uhr/);
  });
});
