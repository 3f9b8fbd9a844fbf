/** Moonshine's second hearing: its search on a small made-up network, its gates, and the real model on sentences of a house. */
import type { GrammarData } from "hearsay/voice";
import { openGrammar } from "hearsay/voice";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAllowed } from "../../plugins/stt-moonshine/allowed.ts";
import { type Bound, hearBound, type Search } from "../../plugins/stt-moonshine/bound.ts";
import plugin from "../../plugins/stt-moonshine/index.ts";
import type { Features } from "../../plugins/stt-moonshine/network.ts";
import {
  fitted,
  isSure,
  known,
  nearText,
  stands,
  type Thresholds,
} from "../../plugins/stt-moonshine/second.ts";
import { asWritten } from "../../plugins/stt-moonshine/text.ts";
import { tokensOf } from "../../plugins/stt-moonshine/tokens.ts";
import { framesOf, streamOf } from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { said } from "../kit/said.ts";

const dataOf = (...sentences: string[]): GrammarData => ({
  language: "en",
  start: 0,
  nets: [{ ends: [1], edges: sentences.flatMap((sentence) => [0, 1, ` ${sentence}`]) }],
  apart: [
    ["on", "off"],
    ["lock locked", "unlock unlocked"],
    ["five 5", "ten 10"],
  ],
});
const pieces = "<unk> <s> </s> ▁ . , ' ▁turn ▁Turn ▁on ▁off ▁the ▁lamp ▁la mp ▁shade ▁what s ▁time".split(
  " ",
);
const tokens = tokensOf(pieces.map((piece) => Buffer.from(piece)));
const tokenOf = (piece: string): number => pieces.indexOf(piece);

/** Gives each of the pieces its score, whatever came before, but for what `after` says by the last piece. */
function networkOf(
  always: Readonly<Record<string, number>>,
  after: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
): Search["network"] & { readonly steps: () => number } {
  let steps = 0;
  const rowOf = (last: string): number[] =>
    pieces.map((piece) => after[last]?.[piece] ?? always[piece] ?? -20);
  const memory = { tensors: {}, rows: 1 };
  return {
    begin: async () => ({ scores: Float32Array.from(rowOf("<s>")), memory }),
    step: async (_features, _memory, rows) => {
      steps++;
      return { scores: Float32Array.from(rows.flatMap(({ token }) => rowOf(pieces[token] ?? ""))), memory };
    },
    steps: () => steps,
  };
}
async function along(
  network: Search["network"],
  data: GrammarData,
  facts: Partial<Search> = {},
): Promise<readonly Bound[]> {
  const grammar = openGrammar(data);
  const allowed = createAllowed(grammar, tokens.tree);
  const search = { network, tokens, grammar, allowed, beams: 4, free: -10, late: () => false, ...facts };
  return hearBound(search, {} as Features);
}

describe("stt-moonshine: hearing along a grammar", () => {
  const data = dataOf("turn on the lamp", "turn off the lamp", "turn on the lamp shade", "whats the time");
  const plain = { "▁Turn": 0, "▁turn": -3, "▁on": 0, "▁off": -1, "▁the": 0, "▁lamp": 0, "</s>": 0, ".": -1 };

  it("writes nothing but sentences of the grammar, the likeliest first", async () => {
    const found = await along(networkOf({ ...plain, "▁shade": -20 }), data);
    expect(found.map(({ text }) => text)).toEqual([" turn on the lamp", " turn off the lamp"]);
  });
  it("takes the likelier case of a word", async () => {
    const [lower] = await along(networkOf({ ...plain, "▁Turn": -9, "▁turn": 0 }), data);
    const [upper] = await along(networkOf(plain), data);
    expect(lower?.text).toBe(upper?.text);
    expect(Math.abs((lower?.score ?? 0) - (upper?.score ?? 0))).toBeLessThan(0.5);
  });
  it("counts the end: a sentence that goes on is not cut short", async () => {
    const after = { "▁lamp": { "</s>": -8, ".": -9, "▁shade": 0 } };
    const [first] = await along(networkOf(plain, after), data);
    expect(first?.text).toBe(" turn on the lamp shade");
  });
  it("passes over signs that the grammar has not", async () => {
    const likely = { ...plain, "▁what": 6, "'": 6, s: 6, "▁time": 6, "▁Turn": -9, "▁turn": -9 };
    const after = { "▁what": { "'": 9 }, "'": { s: 9 }, s: { "▁the": 9 } };
    const [first] = await along(networkOf(likely, after), data);
    expect(first).toMatchObject({ text: " whats the time" });
  });
  it("goes no further where all is much less likely than what was heard freely", async () => {
    const network = networkOf(plain);
    expect(await along(network, data, { free: 1000 })).toEqual([]);
    expect(network.steps()).toBe(0);
  });
  it("ends when it is late", async () => {
    const network = networkOf(plain);
    expect(await along(network, data, { late: () => true })).toEqual([]);
    expect(network.steps()).toBe(0);
  });
  it("asks for tokens of the vocabulary only", () => {
    const grammar = openGrammar(data);
    const written = createAllowed(grammar, tokens.tree)(grammar.start).map((one) => one.tokens);
    expect(written.flat().sort((a, b) => a - b)).toEqual(
      ["▁", "▁turn", "▁Turn", "▁what"].map(tokenOf).sort((a, b) => a - b),
    );
  });
});

describe("stt-moonshine: gates", () => {
  const grammar = openGrammar(
    dataOf("turn on the lamp", "lock the front door", "set a timer for ten minutes", "stop it"),
  );
  const bound = (text: string, facts: Partial<Bound> = {}): Bound => ({
    text: ` ${text}`,
    score: -3,
    tokens: 6,
    end: -0.1,
    ...facts,
  });
  const limits: Thresholds = {
    near: 0.1,
    nearWord: 0.4,
    worse: 0.7,
    worseShort: 0.2,
    mean: -1.5,
    end: -2,
    meanUnheard: -0.8,
    apart: 0.7,
  };
  it.each<[string, string, Bound, number, boolean]>([
    ["near in sound and text", "Turn on the lump", bound("turn on the lamp"), -2, true],
    ["much less likely", "Turn on the lump", bound("turn on the lamp"), 3, false],
    ["unlikely words", "Turn on the lump", bound("turn on the lamp", { score: -10 }), -10, false],
    ["a truncated sentence", "Turn on the lamp shade", bound("turn on the lamp", { end: -2.4 }), -2, false],
    ["another text altogether", "Il fait beau", bound("turn on the lamp"), -2, false],
    ["the opposite", "Turn off the lump", bound("turn on the lamp"), -2, false],
    ["another number", "Set a timer for five minutes", bound("set a timer for ten minutes"), -2, false],
    ["unlocked for locked", "Unlock the front door", bound("lock the front door"), -2, false],
    ["few words, a little less likely", "Stop hit", bound("stop it", { tokens: 3, score: -2 }), -1, false],
    ["few words, as likely", "Stop hit", bound("stop it", { tokens: 3, score: -2 }), -2, true],
    [
      "a rather different text, a little less likely",
      "Tunnels into land",
      bound("turn on the lamp"),
      -1,
      false,
    ],
    ["a rather different text, as likely", "Tunnels into land", bound("turn on the lamp"), -3, true],
    ["no words heard freely", "", bound("turn on the lamp"), -1, true],
    ["no words heard freely, few words", "", bound("stop it", { tokens: 3, score: -1 }), -1, false],
    ["no words heard freely, unsure", "", bound("turn on the lamp", { score: -6 }), -1, false],
  ])("%s", (_, text, one, score, wanted) => {
    expect(stands(grammar, { text, score, tokens: 6 }, one, limits)).toBe(wanted);
  });

  it.each<[string, string | undefined]>([
    ["Turn on the lump.", "turn on the lamp"],
    ["Turn off the lamp.", undefined],
    ["Look the front door", "lock the front door"],
    ["Can I have a small latte", undefined],
  ])("mends %s", (text, wanted) => {
    const near = nearText(grammar, text);
    expect(near && isSure(near, limits) ? near.text.trim() : undefined).toBe(wanted);
  });
  it.each([
    [" whats the weather", "What's the weather"],
    [" im home", "I'm home"],
    [" dont stop", "Don't stop"],
    [" turn on the lights", "Turn on the lights"],
    [" can i do its id", "Can I do it's I'd"],
  ])("writes%s", (plain, written) => {
    expect(asWritten(plain)).toBe(written);
  });
  it("leaves sentences of the house as they are", () => {
    expect(known(grammar, "Turn on the lamp.")).toBe(true);
    expect(known(grammar, "Turn on the lump.")).toBe(false);
  });
  it("has thresholds at least as strict as the trial that they come from", () => {
    expect(fitted.mean).toBeGreaterThanOrEqual(-2);
    expect(fitted.apart).toBeLessThanOrEqual(0.7);
    expect(fitted.worse).toBeLessThanOrEqual(1);
  });
});

describe("stt-moonshine: the real model", () => {
  const far = "is the front door locked";
  let hosted: Hosted;
  beforeAll(async () => {
    hosted = await hostFor(plugin, { patience: 5000 });
  });
  afterAll(() => hosted[Symbol.asyncDispose]());
  const hear = async (grammar: GrammarData | undefined): Promise<object | undefined> => {
    const { stt } = hosted.provided;
    const samples = await said(far, "command/home-04-is-the-front-door-locked.wav");
    stt?.learn?.(grammar, "en");
    const asked = { language: "en", hints: [], signal: new AbortController().signal };
    const all = [];
    for await (const one of stt?.transcribe(streamOf(framesOf(samples)), asked) ?? []) all.push(one);
    return all.at(-1);
  };
  it("hears words of no grammar, and of one, as they are", async () => {
    for (const grammar of [undefined, dataOf(far)]) {
      const heard = await hear(grammar);
      expect(heard).toMatchObject({ text: expect.stringMatching(/is the front door locked/i) });
      expect(heard).not.toHaveProperty("heard");
    }
  });
  it("takes a sentence of the house that is written otherwise", async () => {
    const heard = await hear(dataOf("is the frontdoor locked", "turn on the lamp"));
    expect(heard).toMatchObject({
      text: "Is the frontdoor locked",
      by: "nearest",
      heard: expect.stringMatching(/locked/i),
    });
  });
  it("takes no other sentence, nor the opposite", async () => {
    for (const sentence of ["is the front door unlocked", "turn on the lamp", "is the front door", "stop"]) {
      expect(await hear(dataOf(sentence)), sentence).not.toHaveProperty("heard");
    }
  });
});
