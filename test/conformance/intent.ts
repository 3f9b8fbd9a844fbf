/** What every guesser of intents must do: run it with describeSuite, on a provider of `intent` and a house that it knows. */
import type { IntentGuesser } from "hearsay";
import { expect } from "vitest";
import type { Check } from "./suite.ts";

/** A guesser, and what it may be asked. English. */
export interface IntentSubject {
  readonly guesser: IntentGuesser;
  /** Words that fit no sentence, and the intent that they mean. */
  readonly near: readonly { readonly text: string; readonly skill: string; readonly intent: string }[];
  /** What nobody in the house can be asked. */
  readonly far: readonly string[];
  /** Orders that are forbidden or only told of, and the intent that would carry them out. */
  readonly forbidden: readonly { readonly text: string; readonly skill: string; readonly intent: string }[];
  /** Whether the sentence engine reads this intent from a sentence. */
  readonly understood: (sentence: string, skill: string, intent: string) => boolean;
}

const ask = ({ guesser }: IntentSubject, text: string, signal = new AbortController().signal) =>
  guesser.guess(text, { language: "en", signal });

export const intentChecks: readonly Check<IntentSubject>[] = [
  {
    name: "guesses what is meant",
    async check(subject) {
      for (const { text, skill, intent } of subject.near) {
        const [best] = await ask(subject, text);
        expect(best, text).toMatchObject({ skill, intent });
      }
    },
  },
  {
    name: "gives its guesses best first, each with a score from 0 to 1, none twice",
    async check(subject) {
      for (const { text } of subject.near) {
        const guesses = await ask(subject, text);
        const scores = guesses.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(score >= 0 && score <= 1, `${text}: ${score}`).toBe(true);
        expect(new Set(guesses.map(({ sentence }) => sentence)).size).toBe(guesses.length);
      }
    },
  },
  {
    name: "gives sentences that are understood as what it says they are",
    async check(subject) {
      for (const { text } of subject.near) {
        const [best] = await ask(subject, text);
        if (!best) throw new Error(`No guess for "${text}".`);
        const { sentence, skill, intent } = best;
        expect(subject.understood(sentence, skill, intent), `${text} -> ${sentence}`).toBe(true);
      }
    },
  },
  {
    name: "is not sure of what nobody can be asked",
    async check(subject) {
      for (const text of subject.far) {
        const [best] = await ask(subject, text);
        expect(best?.score ?? 0, `${text} -> ${best?.sentence}`).toBeLessThan(0.5);
      }
    },
  },
  {
    name: "does not guess that what is forbidden or told of is wanted",
    async check(subject) {
      for (const { text, skill, intent } of subject.forbidden) {
        const guesses = await ask(subject, text);
        const same = guesses.filter((guess) => guess.skill === skill && guess.intent === intent);
        expect(same, text).toEqual([]);
      }
    },
  },
  {
    name: "survives strange text",
    async check(subject) {
      const strange = [
        "",
        " ",
        "?!",
        "\uD800",
        "\u65E5\u672C\u8A9E",
        "{device} <x> [a|b",
        "la ".repeat(5_000),
      ];
      for (const text of strange) await ask(subject, text);
      const [first] = subject.near;
      if (first) expect((await ask(subject, first.text)).length).toBeGreaterThan(0);
    },
  },
  {
    name: "answers several questions at once, each its own",
    async check(subject) {
      const alone = [];
      for (const { text } of subject.near) alone.push(await ask(subject, text));
      expect(await Promise.all(subject.near.map(({ text }) => ask(subject, text)))).toEqual(alone);
    },
  },
  {
    name: "ends soon when it is cancelled, and answers on",
    async check(subject) {
      const [first] = subject.near;
      if (!first) throw new Error("Nothing to ask.");
      expect(await ask(subject, first.text, AbortSignal.abort()).catch(() => [])).toEqual([]);
      expect((await ask(subject, first.text)).length).toBeGreaterThan(0);
    },
  },
];
