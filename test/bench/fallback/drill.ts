/** One fault of a service: the listener's sentence, how much later it began, and what was counted. */

import type { TextToSpeech } from "hearsay";
import type { Router } from "../../../core/dialog/router/facts.ts";
import { wordErrors, wordsOf } from "../../kit/score.ts";
import { openHouse } from "./house.ts";
import { type FaultName, startSpeechServer } from "./server.ts";

/** One clause, long enough to break off in. */
export const sentence = "Tomorrow it will be sunny in Vienna with up to twenty four degrees.";
/** So often the service is well first, so that what is usual for it is known. */
const warmUps = 6;

/** What somebody hears in mono samples. */
export type Listen = (samples: Int16Array, rate: number) => Promise<string>;

export interface Row {
  readonly fault: FaultName;
  /** ms that the first sound came later than without the fault. */
  readonly addedMs: number;
  /** Every word of the sentence was heard once. */
  readonly whole: boolean;
  /** The sums are what the service counted. */
  readonly counted: boolean;
  readonly heard: string;
  readonly tally: ReturnType<Router["ledger"]["of"]>;
}

/** `local`: the voice of the house. */
export async function drill(
  local: TextToSpeech,
  fault: FaultName,
  listen: Listen,
  times: number = warmUps,
): Promise<Row> {
  await using server = await startSpeechServer(local, "rms");
  await using house = await openHouse(server.url, local);
  const usual: number[] = [];
  for (let i = 0; i < times; i++) usual.push((await house.say("It is done for you.")).firstMs);
  // The service and the voice of the house have said it once: what they compute anew is not what is measured.
  await house.say(sentence);
  server.fault = fault;
  const { firstMs, samples } = await house.say(sentence);
  const heard = await listen(samples, 16_000);
  const tally = house.router.ledger.of("tts", "service", "day");
  const failed = Object.values(tally.failures).reduce((sum, count) => sum + count, 0);
  const ended = tally.success + tally.lost + tally.cancelled + failed;
  return {
    fault,
    addedMs: Math.round(firstMs - median(usual)),
    whole: wordErrors(wordsOf(sentence), wordsOf(heard)) === 0,
    counted: tally.requests === server.counted.requests && ended === tally.requests,
    heard,
    tally,
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
