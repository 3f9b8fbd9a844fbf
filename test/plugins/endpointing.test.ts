/** Real commands with a pause put into them: what was said before it decides whether the turn waits, with the real ears and the house's sentences. */
import { openGrammar } from "hearsay/voice";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createJudge } from "../../core/dialog/listen/judge.ts";
import { patienceFor } from "../../core/dialog/listen/patience.ts";
import { createMemory } from "../../core/dialog/route/memory.ts";
import stt from "../../plugins/stt-moonshine/index.ts";
import { earsOf } from "../bench/endpoint/ears.ts";
import { roomOf } from "../bench/endpoint/room.ts";
import { houseOf } from "../bench/hearing/house.ts";
import { join16, noClips, readClips, samplesOfClip } from "../kit/clips.ts";
import { hostFor } from "../kit/host.ts";

const perMs = 16;

/** `until`: where the clip is cut, ms; Infinity: whole. */
type Case = readonly [file: string, until: number, least: number, most: number];

describe.skipIf(noClips)("after a real voice", () => {
  const clips = readClips();
  let silenceAfter: (file: string, until: number) => Promise<readonly [string, number]>;
  beforeAll(async () => {
    const heard = await hostFor(stt);
    const house = await houseOf(0, () => {});
    if (!heard.provided.stt) throw new Error("There is no recogniser.");
    heard.provided.stt.learn?.(house.grammar, "en");
    const ears = earsOf(heard.provided.stt, {});
    const grammar = openGrammar(house.grammar);
    const dialogue = { lexicon: house.lexicon, grammars: { of: () => grammar }, memory: createMemory() };
    const facts = { site: "test", area: "test", language: "en", skills: {} };
    const judge = createJudge(dialogue as never, facts);
    silenceAfter = async (file, until) => {
      const samples = samplesOfClip(clips, `command/${file}.wav`);
      const said = join16(samples.slice(0, until * perMs), roomOf(samples, 160));
      const { text, free, by } = await ears.hear(said);
      const chosen = by === "free" ? { text } : { text, heard: free };
      return [text, patienceFor(judge(chosen), "normal", 700)];
    };
    return () => heard[Symbol.asyncDispose]();
  }, 120_000);

  it.each<Case>([
    ["home-15-what-time-is-it", Infinity, 128, 252],
    ["home-14-turn-on-the-lamp", Infinity, 128, 252],
    ["home-17-would-you-please-turn-on-the", 1088, 1500, 2000],
    ["home-17-would-you-please-turn-on-the", 2272, 1000, 2000],
    ["home-17-would-you-please-turn-on-the", Infinity, 128, 252],
  ])("%s until %s ms is waited for %s to %s ms", async (file, until, least, most) => {
    const [text, silence] = await silenceAfter(file, until);
    onTestFinished(({ task }) => {
      if (task.result?.state === "fail") console.error(`Heard "${text}".`);
    });
    expect(silence).toBeGreaterThanOrEqual(least);
    expect(silence).toBeLessThanOrEqual(most);
  });
});
