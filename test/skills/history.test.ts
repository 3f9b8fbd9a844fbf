/** The history skill: what was heard and done, and why it failed, from the turns that the house keeps. */
import type { Messages } from "hearsay";
import { describe, expect, it } from "vitest";
import de from "../../skills/history/de.json" with { type: "json" };
import en from "../../skills/history/en.json" with { type: "json" };
import history from "../../skills/history/index.ts";
import { distance, nearestName } from "../../skills/history/nearest.ts";
import { openHome } from "./home.ts";

type Turn = Messages["turn/recent"]["turns"][number];
type Part = Turn["parts"][number];

const part = (facts: Partial<Part>): Part => ({
  text: "",
  skill: "devices",
  intent: "switch",
  slots: {},
  by: "sentences",
  score: 1,
  outcome: "done",
  ...facts,
});
const turn = (facts: Partial<Turn>): Turn => ({
  turn: "0199a000-0000-7000-8000-000000000000",
  at: 0,
  reason: "wake",
  language: "en",
  text: "turn on the lamp",
  outcome: "done",
  reply: "The lamp is on.",
  parts: [part({})],
  stages: [],
  ...facts,
});
const problem = (code: string) => ({ code, message: "It broke.", remedy: "Mend it.", retryable: false });

const lamb = turn({
  text: "turn on the kitchen lied",
  reply: "I don't know anything called kitchen lied here.",
  parts: [part({ intent: "unknown", slots: { what: "the kitchen lied", state: "on" } })],
});
const missed = turn({
  text: "torn off the lights",
  outcome: "missed",
  parts: [],
  stages: [
    {
      stage: "nearest",
      verdict: "weak",
      ms: 1,
      candidates: [{ skill: "devices", intent: "switch", score: 0.6, sentence: "turn off the lights" }],
    },
  ],
});
const aside = turn({ text: "what did you hear", parts: [part({ skill: "history", intent: "heard" })] });

type Row = readonly [sentence: string, turns: readonly Turn[], said: string];

async function answer(language: "en" | "de", sentence: string, turns: readonly Turn[]): Promise<string> {
  await using house = await openHome(history, { en, de }, language);
  if (turns.length > 0) {
    await house.bus.publish("turn/recent", { site: "office" }, { turns: [...turns], bootId: "b" });
  }
  return (await house.hear(sentence)).said.join(" ");
}

describe("English", () =>
  it.each<Row>([
    ["What did you hear?", [], "Nothing was asked in this room lately."],
    ["What did you hear?", [turn({})], 'I heard: "turn on the lamp".'],
    ["What did I just say?", [turn({ reason: "text" })], 'You typed: "turn on the lamp".'],
    [
      "What did you hear?",
      [aside, missed],
      'I heard: "torn off the lights". I did not know what to do with it.',
    ],
    [
      "What did you hear?",
      [turn({ text: "", parts: [], outcome: "missed" })],
      "I heard something, but no words.",
    ],
    [
      "What did you understand?",
      [turn({ text: "make it bright", parts: [part({ by: "embeddings", sentence: "make it brighter" })] })],
      'I heard: "make it bright". I took it for "make it brighter".',
    ],
    [
      "Why did that fail?",
      [lamb],
      'I heard "turn on the kitchen lied", and nothing in this house is called kitchen lied. The nearest is kitchen light.',
    ],
    [
      "Why didn't you understand me?",
      [missed],
      'I heard "torn off the lights", and none of my skills knows that. The nearest I know is "turn off the lights".',
    ],
    [
      "Why didn't that work?",
      [turn({ text: "hello world", outcome: "missed", parts: [] })],
      'I heard "hello world", and none of my skills knows what to do with that.',
    ],
    [
      "What went wrong?",
      [turn({ outcome: "failed", problem: problem("SKILL_TIMEOUT") })],
      'I understood "turn on the lamp", but it took too long, and I gave up. Whoever looks after me can look for: skill timeout.',
    ],
    [
      "Why not?",
      [turn({ outcome: "failed", problem: problem("OFFLINE") })],
      'I understood "turn on the lamp", but could not reach the internet. Whoever looks after me can look for: offline.',
    ],
    [
      "Why did that fail?",
      [turn({ outcome: "cancelled" })],
      'I heard "turn on the lamp", and was stopped before I was done.',
    ],
    [
      "Why did that fail?",
      [turn({})],
      'I know of nothing that went wrong. I heard "turn on the lamp", and answered: The lamp is on.',
    ],
    ["What did you just do?", [turn({})], 'You said: "turn on the lamp". My answer was: The lamp is on.'],
    [
      "What did you just do?",
      [turn({ reply: "" })],
      'You said: "turn on the lamp". I did it without a word.',
    ],
  ])("%s", async (sentence, turns, said) => expect(await answer("en", sentence, turns)).toBe(said)));

describe("German", () =>
  it.each<Row>([
    ["Was hast du gehört?", [turn({})], "Ich habe gehört: „turn on the lamp“."],
    [
      "Warum hast du mich nicht verstanden?",
      [missed],
      "Ich habe „torn off the lights“ gehört, und das kenne ich nicht. Am nächsten kommt „turn off the lights“.",
    ],
    [
      "Warum hat das nicht geklappt?",
      [turn({ outcome: "failed", problem: problem("ASK_TIMEOUT") })],
      "Ich habe „turn on the lamp“ verstanden, aber niemand im Haus hat geantwortet. Wer sich um mich kümmert, kann danach suchen: ask timeout.",
    ],
    [
      "Was hast du gerade gemacht?",
      [turn({})],
      "Du hast gesagt: „turn on the lamp“. Meine Antwort war: The lamp is on.",
    ],
  ])("%s", async (sentence, turns, said) => expect(await answer("de", sentence, turns)).toBe(said)));

it.each([
  ["", "", 0],
  ["lamp", "lamb", 1],
  ["lamp", "", 4],
  ["kitchen light", "kitten light", 2],
])("distance of %j and %j is %i", (one, other, far) => expect(distance(one, other)).toBe(far));

it("finds no name where none is near", () => {
  expect(nearestName("disco ball", ["lamp", "fan"])).toBeUndefined();
  expect(nearestName("lamb", ["fan", "lamp"])).toBe("lamp");
  expect(nearestName("lamb", [])).toBeUndefined();
});
