/** Asks an intent provider what words may mean that fit no sentence, and decides what may be done about its guess. */
import { asFault } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import { type Meaning, type Reader, sameIntent, sameValue } from "./meaning.ts";
import type { Noted } from "./trace.ts";

/** A provider that takes longer is not waited for, ms. */
const guessWithin = 300;
const guessesLooked = 8;
/** Score of a guess from which it is done, by the risk of its intent; of high risk it is always asked about. */
const sureEnough = { none: 0.75, low: 0.9, high: Number.POSITIVE_INFINITY } as const;
const worthAsking = 0.5;
/** Another guess that is nearly as good makes the best one unsure. */
const margin = 0.05;

/** Guesses that the sentence engine understands as what they claim to be, best first. */
export async function guessesFor(
  house: Dialogue,
  reader: Reader,
  { text, turn, signal }: { readonly text: string; readonly turn: string; readonly signal: AbortSignal },
): Promise<Noted> {
  const { language } = reader;
  const provider = house.directory.choose({ capability: "intent", language });
  if (!provider) return { verdict: "absent" };
  try {
    const asked = { turn, signal, timeout: guessWithin };
    const { instance } = provider;
    const { guesses } = await house.bus.ask("intent/guess", { instance }, { text, language }, asked);
    house.directory.report(provider, true);
    const found = guesses.slice(0, guessesLooked).flatMap((guess) => understood(reader, text, guess));
    return { ...verdictOf(reader, found), found };
  } catch (error) {
    signal.throwIfAborted();
    const { code } = asFault(error);
    if (code !== "PROVIDER_BUSY") house.directory.report(provider, false);
    house.log.warn("No guess of what was meant.", { code, provider: provider.plugin });
    return { verdict: code === "ASK_TIMEOUT" ? "late" : "failed" };
  }
}

type Guess = { skill: string; intent: string; sentence: string; score: number };

function understood(reader: Reader, text: string, { sentence, score, ...guess }: Guess): Meaning[] {
  const meaning = reader.find(sentence);
  if (!meaning || !sameIntent(meaning, guess) || reader.isFallback(meaning)) return [];
  return [{ ...meaning, text: sentence === text ? text : sentence, score, sentence, by: "embeddings" }];
}

/** What may be done about the best of some guesses, by how sure it is and what harm it would do if it is wrong. */
function verdictOf(reader: Pick<Reader, "risk">, found: readonly Meaning[]): Omit<Noted, "found"> {
  const [best, ...others] = found;
  if (!best || best.score < worthAsking) return { verdict: "none" };
  const rival = others.some(
    (one) => one.score > best.score - margin && !(sameIntent(one, best) && sameValue(one.slots, best.slots)),
  );
  const risk = reader.risk(best);
  if (!rival && best.score >= sureEnough[risk]) return { verdict: "taken" };
  // What does harm is asked about although it was understood.
  const doubtful = rival || risk !== "high" || best.score < sureEnough.low;
  return { verdict: "asked", ...(doubtful ? { doubtful } : {}) };
}
