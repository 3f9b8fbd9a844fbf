/** Who comes first: the chain by language, what was chosen by hand, what is used up, and the voice of each link. */
import { describe, expect, it } from "vitest";
import type { VoiceLink } from "../../../../core/contract/index.ts";
import { Fault } from "../../../../core/contract/index.ts";
import { createBreaker } from "../../../../core/dialog/breaker.ts";
import { openChoices, type Use } from "../../../../core/dialog/router/choices.ts";
import { hedgeAfter } from "../../../../core/dialog/router/limits.ts";
import { canSpeak, mannerFor, orderOf } from "../../../../core/dialog/router/order.ts";
import { shortest } from "../../../../core/dialog/router/plausible.ts";
import { openStore } from "../../../../core/store/index.ts";
import { silentLog } from "../stage.ts";

const chain: readonly VoiceLink[] = [
  { plugin: "cloud", voice: "ada", emotion: "calm", speed: 1.2 },
  { plugin: "german", languages: ["de"], voice: "max" },
  { plugin: "local" },
];
const order = (language: string, more: Partial<Parameters<typeof orderOf>[0]> = {}) =>
  orderOf({ chain, language, isSpent: () => false, ...more });
const names = ({ links }: ReturnType<typeof order>) => links.map(({ plugin }) => plugin);

describe("an order", () => {
  it.each([
    ["en", {}, ["cloud", "local"], []],
    ["de-AT", {}, ["cloud", "german", "local"], []],
    ["en", { chosen: { plugin: "local" } }, ["local", "cloud", "local"], []],
    ["en", { chosen: { plugin: "other", voice: "x" } }, ["other", "cloud", "local"], []],
    ["en", { isSpent: (name: string) => name === "cloud" }, ["local"], ["cloud"]],
    ["en", { isSpent: () => true, chosen: { plugin: "cloud" } }, ["cloud", "cloud"], ["local"]],
  ])("in %s with %j is %j, at the end %j", (language, more, links, last) => {
    const found = order(language, more);
    expect([names(found), found.last]).toEqual([links, last]);
  });

  it("gives a chosen voice the manner of its link", () => {
    const [first] = order("en", { chosen: { plugin: "cloud", voice: "bob" } }).links;
    expect(first).toEqual({ plugin: "cloud", voice: "bob", emotion: "calm", speed: 1.2 });
  });
});

const voices = [
  { name: "amy", language: "en-US" },
  { name: "max", language: "de-DE" },
];
describe("a voice", () => {
  it.each([
    ["amy", "en-GB", voices, true],
    ["amy", "de", voices, false],
    ["max", "de", voices, true],
    ["cloned", "de", voices, true],
    ["amy", "fr", voices, true],
    ["amy", "de", [], true],
  ])("%s can speak %s of %j: %j", (voice, language, its, can) =>
    expect(canSpeak({ voices: its }, voice, language)).toBe(can),
  );

  it.each([
    [{}, chain[0], { voice: "ada", emotion: "calm", speed: 1.2 }],
    [{ voice: "amy" }, chain[0], { voice: "amy", emotion: "calm", speed: 1.2 }],
    [{ voice: "nobody" }, chain[0], { voice: "ada", emotion: "calm", speed: 1.2 }],
    [{ emotion: "sad", speed: 2 }, chain[0], { voice: "ada", emotion: "sad", speed: 2.4 }],
    [{}, undefined, { emotion: "friendly" }],
    [{}, chain[1], { emotion: "friendly" }],
  ] as const)("asked for as %j by the link %j is asked as %j", (asked, link, manner) => {
    const wanted = { text: "Hello", language: "en", ...asked };
    expect(mannerFor({ voices }, link, wanted, "friendly")).toEqual({
      text: "Hello",
      language: "en",
      ...manner,
    });
  });
});

describe("what was chosen by hand", () => {
  const all: readonly Use[] = [
    { capability: "tts", plugin: "everywhere" },
    { capability: "tts", plugin: "german", language: "de-DE" },
    { capability: "tts", plugin: "ada", persona: "ada" },
    { capability: "tts", plugin: "kitchen", site: "kitchen", voice: "v" },
    { capability: "stt", plugin: "ears" },
  ];
  it("holds for the place that was meant most closely, also after a restart", async () => {
    await using store = await openStore({ memory: true });
    const before = await openChoices(store.scope("c"), silentLog);
    for (const one of all) expect(await before.use(one)).toBe(true);
    expect(await before.use(all[0] as Use)).toBe(false);
    const choices = await openChoices(store.scope("c"), silentLog);
    const of = (language: string, persona: string, site: string) =>
      choices.of("tts", { language, persona, site })?.plugin;
    expect([
      of("en", "x", "hall"),
      of("de-AT", "x", "hall"),
      of("de", "ada", "hall"),
      of("en", "ada", "kitchen"),
    ]).toEqual(["everywhere", "german", "ada", "kitchen"]);
    await choices.use({ capability: "tts", site: "kitchen" });
    expect(of("en", "ada", "kitchen")).toBe("ada");
    expect(choices.of("stt", { language: "en", persona: "x" })).toEqual({ plugin: "ears" });
  });
});

describe("a breaker", () => {
  it("lets one job through after its pause, and the others once that went well", () => {
    let now = 0;
    const breaker = createBreaker(() => now);
    for (let i = 0; i < 3; i++) breaker.report("a", false);
    expect([breaker.allows("a"), breaker.standing("a")]).toEqual([false, "left alone"]);
    now = 10_000;
    expect([breaker.allows("a"), breaker.standing("a")]).toEqual([true, "on trial"]);
    breaker.begin("a");
    expect(breaker.allows("a")).toBe(false);
    breaker.release("a");
    expect(breaker.allows("a")).toBe(true);
    breaker.begin("a");
    now += 30_000;
    expect(breaker.allows("a")).toBe(true);
    breaker.report("a", true);
    expect([breaker.allows("a"), breaker.standing("a")]).toEqual([true, "well"]);
  });

  it.each([
    ["REMOTE_DENIED", undefined, 60_000],
    ["REMOTE_LIMIT", 20_000, 20_000],
    ["REMOTE_LIMIT", 3_600_000, 300_000],
  ] as const)("keeps who says %s and %j out at once, for %d ms", (code, retryAfter, pause) => {
    let now = 0;
    const breaker = createBreaker(() => now);
    breaker.report("a", false, new Fault(code, "No.", retryAfter === undefined ? {} : { retryAfter }));
    now = pause - 1;
    expect(breaker.allows("a")).toBe(false);
    now = pause;
    expect(breaker.allows("a")).toBe(true);
  });
});

describe("another voice is asked", () => {
  const remote = { traits: { remote: true, firstMs: 400 } };
  it.each([
    [remote, {}, 460],
    [remote, { p50: 200, p95: 210 }, 260],
    [remote, { p50: 200, p95: 330 }, 330],
    [remote, { p50: 200, p95: 5000 }, 350],
    [{ traits: {} }, { p50: 100, p95: 300 }, 3300],
  ])("beside %j with %j after %d ms", (provider, usual, ms) => expect(hedgeAfter(provider, usual)).toBe(ms));
});

describe("the shortest that a clause can be", () => {
  it.each([
    ["Okay,", 1, undefined, 0],
    ["[laugh] Well.", 1, undefined, 0],
    ["The kitchen lights are off.", 1, undefined, 22 * 25],
    ["The kitchen lights are off.", 2, undefined, 11 * 25],
    ["The kitchen lights are off.", 1, 70, 22 * 70 * 0.55],
  ])("%j at %d, with %j ms a letter, is %d ms", (text, speed, pace, ms) =>
    expect(shortest(text, speed, pace)).toBeCloseTo(ms),
  );
});
