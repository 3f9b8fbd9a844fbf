/** A provider of guesses is asked on the bus: its answer, its faults, its limit. */
import { expect, it } from "vitest";
import type { IntentGuesser } from "../../../../core/contract/index.ts";
import { openDesk } from "./kit.ts";

const guess = { skill: "timer", intent: "set", sentence: "set a timer for 5 minutes", score: 0.9 };
const ask = { text: "wake me in five minutes", language: "en" };

it("answers with its guesses", async () => {
  const asked: unknown[] = [];
  const made: IntentGuesser = {
    async guess(text, { language }) {
      asked.push([text, language]);
      return [guess];
    },
  };
  await using desk = await openDesk("intent", made);
  const answer = await desk.bus.ask("intent/guess", { instance: desk.served.instance }, ask);
  expect(answer).toEqual({ guesses: [guess] });
  expect(asked).toEqual([["wake me in five minutes", "en"]]);
});

it("answers with its fault", async () => {
  const made: IntentGuesser = {
    async guess() {
      throw new Error("no model");
    },
  };
  await using desk = await openDesk("intent", made);
  const asking = desk.bus.ask("intent/guess", { instance: desk.served.instance }, ask);
  await expect(asking).rejects.toMatchObject({ message: expect.stringContaining("no model") });
});

it("refuses a guess that breaks its schema", async () => {
  await using desk = await openDesk("intent", { guess: async () => [{ ...guess, score: 7 }] });
  const asking = desk.bus.ask("intent/guess", { instance: desk.served.instance }, ask);
  await expect(asking).rejects.toMatchObject({ code: "MESSAGE_INVALID" });
});

it("takes no more than its limit, counts as busy meanwhile, and is stopped when it is released", async () => {
  let stopped = false;
  const made: IntentGuesser = {
    limit: 1,
    guess: (_text, { signal }) =>
      new Promise((resolve) =>
        signal.addEventListener("abort", () => {
          stopped = true;
          resolve([]);
        }),
      ),
  };
  const desk = await openDesk("intent", made);
  const where = { instance: desk.served.instance };
  const first = desk.bus.ask("intent/guess", where, ask).catch(() => undefined);
  await expect.poll(() => desk.served.active()).toBe(1);
  await expect(desk.bus.ask("intent/guess", where, ask)).rejects.toMatchObject({ code: "PROVIDER_BUSY" });
  await desk[Symbol.asyncDispose]();
  await first;
  expect(stopped).toBe(true);
});
