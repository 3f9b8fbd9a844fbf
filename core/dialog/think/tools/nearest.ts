/** Chooses which tools a language model is lent in one turn: more cost money, and small models lose their way among them. */

import type { Things } from "../../lexicon.ts";
import { devicesOf } from "./slots.ts";
import type { Tool } from "./tool.ts";
import { marks, type Words, wordsIn } from "./words.ts";

export interface Choice {
  readonly tools: readonly Tool[];
  /** How many at most. */
  readonly most: number;
  /** What was said, newest first: this turn's words, and those of the talk before it. */
  readonly said: readonly string[];
  /** Names of those that stay, whatever was said. */
  readonly kept: ReadonlySet<string>;
  readonly things: Things;
}

/**
 * Okapi BM25 (Robertson and Zaragoza 2009, 3.5). Both constants are small: that a skill knows many sentences for something makes it
 * no less near.
 */
const saturation = 0.6;
const byLength = 0.2;
/** What a word counts that was said a turn earlier. */
const fading = 0.4;
/** Of what the best tool of a skill has, each of its others gets so much: they are about the same things. */
const family = 0.25;
/** Of all places, so many are for tools of boxes, whose words may be in another language than the talk. */
const boxShare = 0.25;

/** All of them, as they are, where they are few enough; else sorted by name, so that equal choices make equal prompts. */
export function nearestTools({ tools, most, said, kept, things }: Choice): readonly Tool[] {
  if (tools.length <= most) return tools;
  const scores = scoresOf(tools, askedIn(said, things));
  const places = placesOf(tools);
  const by = (facts: ReadonlyMap<Tool, number>, tool: Tool): number => facts.get(tool) ?? 0;
  const ranked = tools
    .toSorted(byName)
    .toSorted((one, other) => by(scores, other) - by(scores, one) || by(places, one) - by(places, other));
  const stays = ({ origin, spec: { name } }: Tool): boolean => origin === "house" || kept.has(name);
  const chosen = new Set(ranked.filter(stays).slice(0, most));
  const take = (some: readonly Tool[], count: number): void => {
    for (const tool of some) if (chosen.size < most && count-- > 0) chosen.add(tool);
  };
  const boxes = ranked.filter((tool) => tool.origin === "box" && !chosen.has(tool));
  take(boxes, Math.floor(most * boxShare));
  take(
    ranked.filter((tool) => !chosen.has(tool)),
    most,
  );
  return [...chosen].toSorted(byName);
}

const byName = (one: Tool, other: Tool): number => (one.spec.name < other.spec.name ? -1 : 1);

/** A tool's place among those of its owner: where no words tell, each owner has its first ones lent. */
function placesOf(tools: readonly Tool[]): ReadonlyMap<Tool, number> {
  const counts = new Map<string, number>();
  return new Map(
    tools.map((tool) => {
      const place = counts.get(ownerOf(tool)) ?? 0;
      counts.set(ownerOf(tool), place + 1);
      return [tool, place] as const;
    }),
  );
}

/** Weights of the words that tools are looked for by. */
function askedIn(said: readonly string[], things: Things): ReadonlyMap<string, number> {
  const asked = new Map<string, number>();
  const add = (words: Iterable<string>, weight: number): void => {
    for (const word of words) asked.set(word, Math.max(asked.get(word) ?? 0, weight));
  };
  const own = said.map((text) => wordsIn(text));
  own.forEach((words, age) => {
    const weight = fading ** age;
    add(words, weight);
    const heard = new Set(words);
    for (const { name, aliases = [], kind } of devicesOf(things)) {
      const isNamed = [name, ...aliases].some((one) => isWithin(wordsIn(one), heard));
      if (isNamed) add([...wordsIn(kind), marks.device], weight);
    }
    const isPlace = things.areas.some(({ name, aliases = [] }) =>
      [name, ...aliases].some((one) => isWithin(wordsIn(one), heard)),
    );
    if (isPlace) add([marks.area], weight);
  });
  return asked;
}

const isWithin = (words: readonly string[], heard: ReadonlySet<string>): boolean =>
  words.length > 0 && words.every((word) => heard.has(word));

function scoresOf(tools: readonly Tool[], asked: ReadonlyMap<string, number>): ReadonlyMap<Tool, number> {
  const all = tools.map((tool) => ({ tool, words: tool.words() }));
  const usual = all.reduce((sum, { words }) => sum + words.length, 0) / all.length;
  const rarity = new Map<string, number>();
  for (const word of asked.keys()) {
    const having = all.filter(({ words }) => words.counts.has(word)).length;
    rarity.set(word, Math.log(1 + (all.length - having + 0.5) / (having + 0.5)));
  }
  const scoreOf = ({ counts, length }: Words): number => {
    let score = 0;
    for (const [word, weight] of asked) {
      const count = counts.get(word) ?? 0;
      const long = saturation * (1 - byLength + (byLength * length) / usual);
      score += (weight * (rarity.get(word) ?? 0) * count * (saturation + 1)) / (count + long);
    }
    return score;
  };
  const own = new Map(all.map(({ tool, words }) => [tool, scoreOf(words)]));
  const best = new Map<string, number>();
  for (const [tool, score] of own) best.set(ownerOf(tool), Math.max(score, best.get(ownerOf(tool)) ?? 0));
  return new Map(
    [...own].map(([tool, score]) => [tool, score + family * (best.get(ownerOf(tool)) ?? 0)] as const),
  );
}

const ownerOf = ({ spec: { name } }: Tool): string => name.split("__")[0] ?? name;
