/** How long the sentence engine takes for one sentence, with 1,000 device names and 200 templates. */
import type { Messages } from "../../bus-schema/index.ts";
import { createLanguage, type Language } from "../../core/language/index.ts";

export const name = "sentences";
export const about = "Microseconds to match one sentence: 1,000 device names, 20 skills, 200 templates.";

const verbs = "turn switch set make start stop open close raise lower".split(" ");
const nouns = "timer volume music heating curtain fan alarm list lamp door".split(" ");

/** Ten templates each, as skills have them: optional words, alternatives, every kind of slot. */
function skill(index: number): Messages["skill/state"] {
  const noun = nouns[index % nouns.length] ?? "";
  const hear = verbs.map(
    (verb, at) =>
      [
        `(${verb}|please ${verb}) [the] ${noun}${index} [to] {number} [percent]`,
        `${verb} {device} ${at % 2 === 0 ? "on" : "off"} [in [the] {area}]`,
        `${verb} [a|the] ${noun} for {duration} [(called|named) {text}]`,
        `${verb} [the] ${noun}[s] at {time}`,
        `${verb} {device} to {number} percent w${index}`,
      ][(at + index) % 5] ?? "",
  );
  const kinds = ["number", "device", "area", "duration", "text", "time"];
  const slots = Object.fromEntries(kinds.map((kind) => [kind, { kind, optional: true }]));
  return {
    name: `skill${String(index).padStart(2, "0")}`,
    about: "for measuring",
    instance: `skill${index}-1`,
    deadline: 8000,
    bootId: "0199a000-0000-7000-8000-000000000000",
    intents: { go: { about: "for measuring", slots } },
    languages: { en: { hear: { go: hear }, lists: {}, rules: {}, examples: [] } },
  };
}

const adjectives = "big small left right front back upper lower old new".split(" ");
const things = "lamp light fan plug heater blind speaker socket screen radio".split(" ");
const rooms = "kitchen office hall bath attic cellar garden garage studio nursery".split(" ");

function places(): Pick<Messages["devices/listed"], "devices" | "areas"> {
  const devices = rooms.flatMap((room) =>
    adjectives.flatMap((adjective) =>
      things.map((thing) => ({
        id: `${room}-${adjective}-${thing}`,
        name: `${adjective} ${room} ${thing}`,
        kind: "light",
        area: room,
        abilities: [],
        exposed: true,
      })),
    ),
  );
  return { devices, areas: rooms.map((room) => ({ id: room, name: room })) };
}

/** What is understood and, as often, what is not. */
const sentences = [
  "turn the big kitchen lamp on",
  "could you please switch the new office fan off in the office",
  "set the heating3 to twenty five percent",
  "start a lamp for one hour and thirty minutes called pizza dough",
  "stop the lamp at half past seven in the morning",
  "make the old garage radio to 30 percent w6",
  "lower curtains at 7:30 pm",
  "what is the capital of france and how many people live there",
  "turn on something that is not in this house please",
  "and so my fellow americans ask not what your country can do for you",
];

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;

function measured(run: () => void): number {
  const began = performance.now();
  run();
  return Math.round((performance.now() - began) * 100) / 100;
}

function timings(language: Language, rounds: number): number[] {
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const sentence of sentences) {
      const began = performance.now();
      language.match(sentence, "en");
      all.push((performance.now() - began) * 1000);
    }
  }
  return all.sort((a, b) => a - b);
}

/** Microseconds a sentence, and milliseconds for what is done once. */
export async function bench(): Promise<Readonly<Record<string, number>>> {
  const language = createLanguage();
  const compile = measured(() => {
    for (let index = 0; index < 20; index++) language.setSkill(skill(index));
  });
  language.match("warm", "en");
  const names = measured(() => language.setPlaces(places()));
  const oneMore = measured(() => language.setSkill(skill(20)));
  language.removeSkill("skill20");
  const understood = sentences.filter((sentence) => language.match(sentence, "en") !== undefined).length;
  timings(language, 200);
  const sorted = timings(language, 1000);
  return {
    templates: 200,
    devices: 1000,
    sentences: sentences.length,
    understood,
    p50Us: quantile(sorted, 0.5),
    p95Us: quantile(sorted, 0.95),
    p99Us: quantile(sorted, 0.99),
    compileMs: compile,
    namesMs: names,
    oneMoreSkillMs: oneMore,
  };
}
