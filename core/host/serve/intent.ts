/** Serves guesses of what words may mean: intent/guess, asked with an answer, as one job of the desk each. */
import type { IntentGuesser } from "../../contract/index.ts";
import { openDesk, type Served, type ServeFacts } from "./desk.ts";

export async function serveIntent(made: IntentGuesser, facts: ServeFacts): Promise<Served> {
  const desk = await openDesk({ capability: "intent", made, facts });
  desk.own(
    await facts.bus.answer("intent/guess", { instance: desk.instance }, (message) =>
      desk.answer(message, async (signal) => {
        const { text, language } = message.body;
        const guesses = await made.guess(text, { language, signal });
        return { guesses: guesses.map((guess) => ({ ...guess })) };
      }),
    ),
  );
  await desk.announce();
  return desk;
}
